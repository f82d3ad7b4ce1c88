package directory

import "strings"

// external stands in the user principal name of a guest, behind its address.
const external = "#EXT#"

// OriginalName is the address of a guest: ana_partner.example#EXT#@fabrikam.example
// was made of ana@partner.example (E-2.20). Domains have no underscore, so the
// last one stands for the @. Any other name comes back as it is.
func OriginalName(name string) string {
	local, domain, _, guest := cutGuest(name)
	if !guest {
		return name
	}
	return local + "@" + domain
}

// cutGuest takes the name of a guest apart: the two sides of its address, and what
// stands behind #EXT#.
func cutGuest(name string) (local, domain, rest string, guest bool) {
	address, rest, found := strings.Cut(name, external)
	at := strings.LastIndexByte(address, '_')
	if !found || at < 1 {
		return "", "", "", false
	}
	return address[:at], address[at+1:], rest, true
}

// guest marks the name of a guest so that the original address carries the mark:
// that is what arrives on the target.
func (m Marking) guest(local, domain, rest string) string {
	address := m.UserPrincipalName(local + "@" + domain)
	at := strings.LastIndexByte(address, '@')
	if m.Domain != "" && strings.HasPrefix(rest, "@") {
		rest = "@" + m.Domain
	}
	return address[:at] + "_" + address[at+1:] + external + rest
}

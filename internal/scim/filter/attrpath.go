package filter

import "strings"

// AttrPath names an attribute in standard notation (RFC 7644 §3.10):
// userName, name.givenName,
// urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName.
type AttrPath struct {
	URN  string // schema URI, "" when the name stands alone
	Name string
	Sub  string // sub-attribute, "" for none
}

// String is the path in standard notation.
func (p AttrPath) String() string {
	text := p.Name
	if p.URN != "" {
		text = strings.TrimSuffix(p.URN+":"+p.Name, ":") // a whole extension has no name
	}
	if p.Sub != "" {
		text += "." + p.Sub
	}
	return text
}

// splitAttr reads an attribute name. URIs have colons and dots themselves
// (…:2.0:User:name.givenName), while names have neither, so the last colon
// separates them.
func splitAttr(text string) (path AttrPath, ok bool) {
	colon := strings.LastIndexByte(text, ':')
	if colon >= 0 {
		path.URN = text[:colon]
	}
	name, sub, dotted := strings.Cut(text[colon+1:], ".")
	path.Name, path.Sub = name, sub
	ok = isName(name) && (!dotted || isName(sub)) && (colon < 0 || isURI(path.URN))
	return path, ok
}

// isName says whether a text is an attribute name (RFC 7643 §2.1), which may
// begin with "$" as $ref does (EID 8924).
func isName(text string) bool {
	for i := range len(text) {
		c := text[i]
		if !isLetter(c) && c != '$' && (i == 0 || !isDigit(c) && c != '-' && c != '_') {
			return false
		}
	}
	return text != ""
}

// isURI says whether a text can be a schema URI: a scheme, a colon and more, of
// the characters of RFC 3986 except brackets, which group in filters.
func isURI(text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || rest == "" || scheme == "" || !isLetter(scheme[0]) || text[len(text)-1] == ':' {
		return false
	}
	for i := range len(scheme) {
		if !isLetter(scheme[i]) && !isDigit(scheme[i]) && strings.IndexByte("+-.", scheme[i]) < 0 {
			return false
		}
	}
	for i := range len(rest) {
		if !isLetter(rest[i]) && !isDigit(rest[i]) && strings.IndexByte("-._~:/?#@!$&'*+,;=%", rest[i]) < 0 {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

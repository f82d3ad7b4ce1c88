package exchange

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// mask stands where a secret was.
const mask = "***"

// minSecret is the shortest secret that is looked for as literal text. A
// shorter one occurs everywhere, so hiding it would hide the evidence; it is
// still masked where the name of a header or member gives it away. It must be
// longer than the mask, or replacing would not come to an end.
const minSecret = len(mask) + 1

// Masker hides secrets: what stands in a credential header, what stands under a
// member whose name speaks of a secret, and every literal occurrence of the
// secrets it was given, plain or encoded. The zero value knows names only.
// It is immutable and safe for concurrent use.
type Masker struct {
	literals []literal // longest first, so that no rest of an encoded secret stays
	escaped  bool      // a secret has a character that JSON may or must escape
}

// literal is one spelling of a secret, in the two forms that searching needs.
type literal struct {
	text  string
	bytes []byte
}

// NewMasker returns a Masker for the given secrets.
func NewMasker(secrets ...string) *Masker {
	var all []string
	escaped := false
	for _, secret := range secrets {
		if len(secret) < minSecret {
			continue
		}
		all = append(all, spellings(secret)...)
		escaped = escaped || strings.ContainsFunc(secret, func(r rune) bool { return r < ' ' || strings.ContainsRune(`"\/`, r) })
	}
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	m := &Masker{escaped: escaped}
	for _, text := range slices.Compact(all) {
		m.literals = append(m.literals, literal{text, []byte(text)})
	}
	return m
}

// spellings are the ways a secret may be written on the wire: plain,
// URL-encoded, as a JSON string, and within base64 at each of the three
// alignments, because "user:secret" of Basic shifts it (RFC 7617 §2).
func spellings(secret string) []string {
	all := []string{secret}
	for _, escaped := range []string{url.QueryEscape(secret), url.PathEscape(secret)} {
		all = append(all, escaped, lowerEscapes(escaped))
	}
	if quoted, err := json.Marshal(secret); err == nil {
		inner := string(quoted[1 : len(quoted)-1])
		all = append(all, inner, strings.ReplaceAll(inner, "/", `\/`))
	}
	for shift := range 3 {
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if core := base64Core(encoding, secret, shift); len(core) > minSecret {
				all = append(all, core)
			}
		}
	}
	return all
}

// lowerEscapes writes %2F as %2f.
func lowerEscapes(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], bytes.ToLower(b[i+1:i+3]))
		}
	}
	return string(b)
}

// base64Core is the part of an encoded text that depends on the secret alone
// when shift bytes stand before it.
func base64Core(encoding *base64.Encoding, secret string, shift int) string {
	encoded := encoding.EncodeToString(append(make([]byte, shift), secret...))
	from := (shift*8 + 5) / 6
	to := (shift + len(secret)) * 8 / 6
	return encoded[from:to]
}

// Text hides the literal secrets in a text, such as a URL or an error.
func (m *Masker) Text(s string) string {
	for again := true; again; { // a replacement can bring two halves together
		again = false
		for _, literal := range m.literals {
			if strings.Contains(s, literal.text) {
				s, again = strings.ReplaceAll(s, literal.text, mask), true
			}
		}
	}
	return s
}

// Bytes hides the literal secrets in a body or in a line of a log, as Text does;
// clean bytes are returned as they are.
func (m *Masker) Bytes(b []byte) []byte {
	for again := true; again; {
		again = false
		for _, literal := range m.literals {
			if bytes.Contains(b, literal.bytes) {
				b, again = bytes.ReplaceAll(b, literal.bytes, []byte(mask)), true
			}
		}
	}
	return b
}

// Body hides secrets in a body: by member name where it is JSON, even torn,
// and by literal occurrence in any case. A clean body is returned as it is, a
// masked one as a copy.
func (m *Masker) Body(b []byte) []byte {
	if m.mayHideSecret(b) {
		b = m.members(b)
	}
	return m.Bytes(b)
}

// Message is one side of an exchange as evidence: masked first, then cut, so
// that no part of a secret survives at the edge.
func (m *Masker) Message(header http.Header, body []byte) Message {
	masked := m.Body(body)
	kept := masked[:min(len(masked), MaxBody)]
	return Message{Header: m.Header(header), Body: kept, Omitted: int64(len(masked) - len(kept))}
}

// Header hides credentials in headers; a clean map is returned as it is, else a
// masked copy.
func (m *Masker) Header(header http.Header) http.Header {
	var masked http.Header
	for name, values := range header {
		for i, value := range values {
			hidden := m.headerValue(name, value)
			if hidden == value {
				continue
			}
			if masked == nil {
				masked = header.Clone()
			}
			masked[name][i] = hidden
		}
	}
	if masked == nil {
		return header
	}
	return masked
}

// headerValue keeps the scheme of a credential, which is evidence, and nothing
// else of it.
func (m *Masker) headerValue(name, value string) string {
	switch {
	case strings.EqualFold(name, "Authorization"), strings.EqualFold(name, "Proxy-Authorization"):
		return credentialScheme(value) + mask
	case strings.EqualFold(name, "Cookie"), strings.EqualFold(name, "Set-Cookie"), secretName([]byte(name)):
		return mask
	}
	return m.Text(value)
}

// credentialScheme is the registered scheme before a credential, with its
// blank; an unknown word may itself be the secret.
func credentialScheme(value string) string {
	scheme, _, found := strings.Cut(value, " ")
	if !found {
		return ""
	}
	for _, known := range []string{"Bearer", "Basic", "Digest", "Negotiate", "DPoP"} {
		if strings.EqualFold(scheme, known) {
			return scheme + " "
		}
	}
	return ""
}

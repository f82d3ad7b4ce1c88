package defect

import (
	"mime"
	"net/http"
	"unicode/utf8"

	"github.com/scimulator/scimulator/internal/requirement"
)

// httpEncoding: RFC 7644 §3.8: JSON in UTF-8, both ways.
func httpEncoding() []Defect {
	user := hereUser("zoe@example.com", `"displayName":"Zoë"`)
	return []Defect{{
		Name:     "http-answers-in-latin-1",
		Sentence: "Sends JSON in ISO 8859-1.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R01", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: []string{user + " -> u"}, Request: `GET /Users/$u`, Control: `GET /Users/$u?attributes=userName`},
		Install:  afterAll(func(_ *Call, a *Answer) { a.Raw = toLatin1(a.Raw) }),
	}, {
		Name:     "http-reads-latin-1",
		Sentence: "Reads a body whose Content-Type has no charset as ISO 8859-1, so that names with accents are garbled.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R02", "RFC7644-3.8-R01", "E-6.12", "HOUSE-01"},
		Harm:     DataDrift,
		Shows:    Demo{Request: user, Control: hereUser("anna@example.com", `"displayName":"Anna"`)},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				_, parameters, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
				if err == nil && parameters["charset"] == "" && utf8.Valid(c.Raw) {
					c.Raw = fromLatin1(c.Raw)
				}
				return nil
			}}
		},
	}, {
		Name:     "http-byte-order-mark",
		Sentence: "Sends a byte order mark before the JSON that a GET is answered with.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.2-R07", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: []string{user + " -> u"}, Request: `GET /Users/$u`, Control: hereUser("anna@example.com")},
		Install: afterAll(func(c *Call, a *Answer) {
			if c.Method == http.MethodGet && len(a.Raw) > 0 {
				a.Raw = append([]byte("\ufeff"), a.Raw...)
			}
		}),
	}}
}

// toLatin1 encodes a text anew; what ISO 8859-1 does not have becomes "?".
func toLatin1(text []byte) []byte {
	encoded := make([]byte, 0, len(text))
	for _, letter := range string(text) {
		if letter > 0xff {
			letter = '?'
		}
		encoded = append(encoded, byte(letter))
	}
	return encoded
}

// fromLatin1 takes each byte for a letter.
func fromLatin1(raw []byte) []byte {
	letters := make([]rune, len(raw))
	for i, one := range raw {
		letters[i] = rune(one)
	}
	return []byte(string(letters))
}

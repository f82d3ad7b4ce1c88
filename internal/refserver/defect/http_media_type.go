package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// httpMediaType: RFC 7644 §3.1, §3.8: answers are labelled
// application/scim+json.
func httpMediaType() []Defect {
	return []Defect{{
		Name:     "http-media-type-is-json",
		Sentence: "Labels successful answers as application/json, whatever the client accepts.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.8-R04", "RFC7644-3.1-R01", "RFC7644-3.8-R06", "RFC7644-8.1-R01", "E-6.2"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Users?count=0`, Control: `GET /Users?count=0 [Accept: application/json]`},
		Install: afterAll(func(_ *Call, a *Answer) {
			if a.OK() && a.Header.Get("Content-Type") == scim.MediaType {
				a.Header.Set("Content-Type", "application/json")
			}
		}),
	}, {
		Name:     "http-media-type-missing",
		Sentence: "Sends answers to PUT and PATCH without Content-Type.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.1-R01", "E-6.2"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u"},
			Request: patching("/Users/$u", `{"op":"replace","path":"title","value":"Clerk"}`),
			Control: `GET /Users/$u`,
		},
		Install: afterAll(func(c *Call, a *Answer) {
			if (c.Method == "PUT" || c.Method == "PATCH") && len(a.Raw) > 0 {
				a.Header["Content-Type"] = nil // net/http guesses none for a header that is there without a value
			}
		}),
	}}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningStarRefused: RFC 7644 §3.14, which takes If-Match from HTTP: * matches
// any version (RFC 7232 §3.1).
func versioningStarRefused() Defect {
	return Defect{
		Name:     "versioning-star-refused",
		Sentence: "Takes * in If-Match for an entity-tag and answers 412.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: "PATCH /Users/$anna [If-Match: *]" + patching("", `{"op":"add","path":"title","value":"Buyer"}`)[len("PATCH "):],
			Control: "PATCH /Users/$anna [If-Match: $anna.version]" + patching("", `{"op":"add","path":"title","value":"Buyer"}`)[len("PATCH "):],
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			if c.Header.Get("If-Match") == "*" {
				c.Header.Set("If-Match", `"*"`)
			}
			return nil
		}, http.MethodPut, http.MethodPatch, http.MethodDelete),
	}
}

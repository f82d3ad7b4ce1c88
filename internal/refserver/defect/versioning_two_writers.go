package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningTwoWriters: RFC 7644 §3.14: of two writers that know the same version
// one succeeds; fd-106.
func versioningTwoWriters() Defect {
	return Defect{
		Name:     "versioning-two-writers",
		Sentence: "Checks If-Match first and writes a moment later, so that PUTs and PATCHes at the same time with one version all succeed.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R05", "RFC7644-3.12-R13"},
		Harm:     DataDrift,
		Field:    []string{"fd-106"},
		Shows: Demo{
			Given: []string{
				hereUser("ben@example.com") + " -> ben", hereUser("anna@example.com") + " -> anna",
				"8x PATCH /Users/$anna [If-Match: $anna.version]" +
					patching("", `{"op":"add","path":"emails","value":[{"value":"anna$i@example.com"}]}`)[len("PATCH "):],
			},
			Request: `GET /Users/$anna?attributes=emails`,
			Control: `DELETE /Users/$ben [If-Match: $anna.version]`,
		},
		Install: func() Hooks {
			var writes crowd
			return onRequestsTo(func(c *Call) *Answer {
				tag := c.Header.Get("If-Match")
				if tag == "" {
					return nil
				}
				return writes.run(c.Path+" "+tag, func(others bool) *Answer {
					if others { // they had the same version, so it was right when both were checked
						c.Header.Del("If-Match")
					}
					return c.Pass()
				})
			}, http.MethodPut, http.MethodPatch)()
		},
	}
}

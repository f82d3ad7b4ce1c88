package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// httpMethods: RFC 7644 §3.6, §3.12: a DELETE has no body, and a redirection
// keeps the method (307, 308).
func httpMethods() []Defect {
	return []Defect{{
		Name:     "http-delete-needs-media-type",
		Sentence: "Answers 415 to a DELETE without Content-Type, though it has no body.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.6-R07", "RFC7644-3.6-R01", "E-6.9"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u"},
			Request: `DELETE /Users/$u`, Control: `DELETE /Users/$u [Content-Type: application/scim+json]`,
		},
		Install: beforeAll(func(c *Call) *Answer {
			if c.Method == http.MethodDelete && c.Header.Get("Content-Type") == "" {
				return unsupported("a Content-Type is required")
			}
			return nil
		}),
	}, {
		Name:     "http-group-create-redirected",
		Sentence: "Redirects the creation of a group by 302 to the path with a slash at the end.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.12-R07", "RFC7644-3.3-R08", "RFC7644-3.3-R01", "E-6.7", "PROV-04", "SYNC-01"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereGroup("Sales"), Control: hereUser("anna@example.com")},
		Install: beforeAll(func(c *Call) *Answer {
			if c.Path == "/Groups/" {
				c.Path = "/Groups"
				return nil
			}
			if !c.Is(http.MethodPost, "Groups") {
				return nil
			}
			answer := Plain(http.StatusFound, "text/html", "")
			answer.Header.Set("Location", rootOf(c)+"/Groups/")
			return answer
		}),
	}}
}

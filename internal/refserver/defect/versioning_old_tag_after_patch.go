package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningOldTagAfterPatch: RFC 7644 §3.14: the entity-tag of an answer is that
// of the resource as it is after the request.
func versioningOldTagAfterPatch() Defect {
	return Defect{
		Name:     "versioning-old-tag-after-patch",
		Sentence: "Sends with the answer to a PATCH the ETag header of the version before.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R07", "RFC7643-3.1-R24"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`),
			Control: `GET /Users/$anna`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			before := c.Ask(http.MethodGet, c.Path, nil).Header.Get("ETag")
			answer := c.Pass()
			if answer.OK() && answer.Header.Get("ETag") != "" {
				answer.Header.Set("ETag", before)
			}
			return answer
		}, http.MethodPatch),
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchUnknownIDIs204: RFC 7644 §3.12: 404 says that a resource does not exist.
func patchUnknownIDIs204() Defect {
	return Defect{
		Name:     "patch-unknown-id-is-204",
		Sentence: "Answers the PATCH of a user or group that does not exist with 204.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R27", "RFC7644-3.6-R03", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: `PATCH /Users/42 ` + patchBody(`{"op":"replace","path":"nickName","value":"Annie"}`),
			Control: `PUT /Users/42 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"anna@example.com"}`,
		},
		Install: onPatched(func(_ *Call, a *Answer) {
			if a.Status == http.StatusNotFound {
				a.Status = http.StatusNoContent
				a.SetBody(nil)
			}
		}),
	}
}

package defect

import (
	"bytes"
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchOrderMatters: RFC 7643 §2.3.8: the order of the members of an object says
// nothing.
func patchOrderMatters() Defect {
	return Defect{
		Name:     "patch-order-matters",
		Sentence: "Refuses a PATCH that names its operations before its schemas, as it reads them one after the other.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7643-2.3.8-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: `PATCH /Users/$anna {"Operations":[{"op":"replace","path":"title","value":"Clerk"}],"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}`,
			Control: patchAnna(`{"op":"replace","path":"title","value":"Clerk"}`),
		},
		Install: onPatch(func(c *Call, _ []step) *Answer {
			operations, schemas := bytes.Index(c.Raw, []byte(`"Operations"`)), bytes.Index(c.Raw, []byte(`"schemas"`))
			if operations >= 0 && schemas > operations {
				return Refuse(http.StatusBadRequest, "invalidSyntax", "Operations without schemas")
			}
			return nil
		}),
	}
}

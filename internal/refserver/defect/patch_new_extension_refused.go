package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchNewExtensionRefused: RFC 7644 §3.5.2: adding an attribute of an extension
// adds its URN to schemas, and later operations see the changed value.
func patchNewExtensionRefused() Defect {
	return Defect{
		Name: "patch-new-extension-refused",
		Sentence: "Judges the operations of a PATCH by the schemas that the resource had before it: an attribute of an extension " +
			"is refused for a user who had none of that extension.",
		Subject: "patch",
		Breaks:  []requirement.ID{"RFC7644-3.5.2-R16", "RFC7644-3.5.2-R17"},
		Harm:    SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"` + scim.URNEnterpriseUser + `:department","value":"Sales"}`),
			Control: patchAnna(`{"op":"add","path":"` + scim.URNUser + `:title","value":"Clerk"}`),
		},
		Install: refusingSteps(func(c *Call, s step) *Answer {
			urn := s.place().urn
			if urn == "" || s.is("remove") || stored(c).Object(urn) != nil {
				return nil
			}
			return Refuse(http.StatusBadRequest, "noTarget", "the resource does not have the schema "+urn)
		}),
	}
}

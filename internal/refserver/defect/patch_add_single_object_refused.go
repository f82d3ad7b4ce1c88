package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchAddSingleObjectRefused: RFC 7644 §3.5.2.1: the value of add may be an
// object with the sub-attributes of the target.
func patchAddSingleObjectRefused() Defect {
	return Defect{
		Name:     "patch-add-single-object-refused",
		Sentence: "Refuses to add one object to a multi-valued attribute unless it stands in an array.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R07"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"emails","value":{"type":"work","value":"anna@example.com"}}`),
			Control: patchAnna(`{"op":"add","path":"emails","value":[{"type":"work","value":"anna@example.com"}]}`),
		},
		Install: refusingSteps(func(_ *Call, s step) *Answer {
			if !addsValues(s) || s.object() == nil {
				return nil
			}
			return scimAnswer(scim.InvalidValue(s.path() + " is multi-valued: an array is expected"))
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchRemoveRequired: RFC 7644 §3.5.2.2: the remove of a required attribute
// fails with scimType mutability.
func patchRemoveRequired() []Defect {
	shows := Demo{
		Given:   []string{annaWith()},
		Request: patchAnna(`{"op":"remove","path":"userName"}`),
		Control: patchAnna(`{"op":"remove","path":"id"}`),
	}
	return []Defect{
		{
			Name:     "patch-remove-required-ignored",
			Sentence: "Skips the remove of a required attribute and reports a success.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R07"},
			Harm:     Annoyance,
			Shows:    shows,
			Install:  droppingSteps(removesRequired),
		},
		{
			Name:     "patch-remove-required-is-invalid-value",
			Sentence: "Refuses the remove of a required attribute with scimType invalidValue.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R07"},
			Harm:     Annoyance,
			Shows:    shows,
			Install: refusingSteps(func(c *Call, s step) *Answer {
				if !removesRequired(c, s) {
					return nil
				}
				return scimAnswer(scim.InvalidValue(s.path() + " is required"))
			}),
		},
	}
}

func removesRequired(c *Call, s step) bool {
	p := s.place()
	return s.is("remove") && (p.core("userName") && patchesUser(c) || p.core("displayName") && patchesGroup(c))
}

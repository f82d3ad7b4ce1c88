package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchAddToSingleValue: RFC 7644 §3.5.2.1: on a single-valued attribute add
// replaces the value.
func patchAddToSingleValue() []Defect {
	return []Defect{
		{
			Name:     "patch-add-single-valued-refused",
			Sentence: "Refuses the add of a simple attribute that has one value: only replace is implemented for it.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R08", "RFC7644-3.5.2.1-R09", "E-6.8"},
			Harm:     SecurityHole,
			Field:    []string{"fd-053"},
			Shows: Demo{
				Given:   []string{annaWith(`"active":true`)},
				Request: patchAnna(`{"op":"add","path":"active","value":false}`),
				Control: patchAnna(`{"op":"replace","path":"active","value":false}`),
			},
			Install: refusingSteps(func(_ *Call, s step) *Answer {
				if !addsSingle(s) {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", s.path()+" has one value: only replace is supported")
			}),
		},
		{
			Name:     "patch-add-keeps-old-value",
			Sentence: "Leaves a simple attribute that has a value alone when a PATCH adds another one, and reports a success.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R08", "HOUSE-01"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   []string{annaWith(`"nickName":"Ann"`)},
				Request: patchAnna(`{"op":"add","path":"nickName","value":"Annie"}`),
				Control: patchAnna(`{"op":"add","path":"title","value":"Clerk"}`),
			},
			Install: droppingSteps(func(c *Call, s step) bool { return addsSingle(s) && s.place().in(stored(c)) != nil }),
		},
	}
}

func addsSingle(s step) bool { return s.is("add") && s.place().single() }

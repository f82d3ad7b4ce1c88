package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchEntraEmptyTextRefused: E-12.13: an empty text clears an optional
// attribute.
func patchEntraEmptyTextRefused() Defect {
	return Defect{
		Name:     "patch-entra-empty-text-refused",
		Sentence: "Refuses an empty text as the value of an optional attribute in a PATCH.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"E-12.13"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Tolerant: true,
			Given:    []string{annaWith(`"nickName":"Annie"`)},
			Request:  patchAnna(`{"op":"Replace","path":"nickName","value":""}`),
			Control:  patchAnna(`{"op":"Replace","path":"nickName","value":"Ann"}`),
		},
		Install: refusingSteps(func(_ *Call, s step) *Answer {
			text, isText := s.value().(string)
			if !isText || text != "" || !s.is("add", "replace") || !s.place().single() {
				return nil
			}
			return scimAnswer(scim.InvalidValue(s.path() + " must not be empty"))
		}),
	}
}

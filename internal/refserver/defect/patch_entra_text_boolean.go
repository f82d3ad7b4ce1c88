package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchEntraTextBoolean: E-5.20: the texts True and False are booleans in a
// PATCH of Entra's; fd-051.
func patchEntraTextBoolean() []Defect {
	return []Defect{
		textBoolean("patch-entra-text-boolean-refused", "Refuses the texts \"True\" and \"False\" for active in a PATCH.",
			[]string{"fd-051"}, []string{`"active":true`},
			refusingSteps(func(_ *Call, s step) *Answer {
				if !textForActive(s) {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", "active is a boolean")
			})),
		textBoolean("patch-entra-text-false-is-true", "Takes every text that is not empty for true when a PATCH sets active.",
			nil, nil,
			onSteps(func(_ *Call, s step) ([]step, bool) {
				return []step{s.with("value", true)}, textForActive(s) && s.text() != ""
			})),
		textBoolean("patch-entra-text-boolean-ignored", "Skips a PATCH operation that sets active by a text and reports a success.",
			nil, []string{`"active":true`},
			droppingSteps(func(_ *Call, s step) bool { return textForActive(s) })),
	}
}

func textBoolean(name, sentence string, field, members []string, install func() Hooks) Defect {
	breaks := []requirement.ID{"E-5.20", "PROV-02"}
	if !strings.HasSuffix(name, "refused") {
		breaks = append(breaks, "HOUSE-01")
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     SecurityHole,
		Field:    field,
		Shows: Demo{
			Tolerant: true,
			Given:    []string{annaWith(members...)},
			Request:  patchAnna(`{"op":"Replace","path":"active","value":"False"}`),
			Control:  patchAnna(`{"op":"Replace","path":"active","value":false}`),
		},
		Install: install,
	}
}

// textForActive says whether a text is to become the value of active.
func textForActive(s step) bool {
	_, isText := s.value().(string)
	return isText && s.place().core("active") && s.is("add", "replace")
}

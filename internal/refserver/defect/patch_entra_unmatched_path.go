package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchEntraUnmatchedPath: Entra expects that a value path without a match
// creates the element with the type of the filter (E-5.18, E-6.19); fd-061.
func patchEntraUnmatchedPath() []Defect {
	return []Defect{
		entraUnmatched("patch-entra-unmatched-add-refused", "Refuses an add whose value filter matches nothing with noTarget.", "Add",
			[]requirement.ID{"E-5.18"}, []string{"fd-061"},
			refusingSteps(func(c *Call, s step) *Answer { return refuseUnmatched(c, s, "add") })),
		entraUnmatched("patch-entra-unmatched-replace-refused", "Refuses a replace whose value filter matches nothing with noTarget.", "Replace",
			[]requirement.ID{"E-6.19", "E-5.18"}, nil,
			refusingSteps(func(c *Call, s step) *Answer { return refuseUnmatched(c, s, "replace") })),
		entraUnmatched("patch-entra-created-value-without-type", "Creates the value when a value filter matches nothing, but without the type that the filter names.", "Add",
			[]requirement.ID{"E-5.18", "E-6.19"}, nil,
			onSteps(func(c *Call, s step) ([]step, bool) {
				p := s.place()
				if !createsByFilter(c, s) || p.sub == "" {
					return nil, false
				}
				return []step{doing("add", p.whole().String(), []any{scim.Resource{p.sub: s.value()}})}, true
			})),
	}
}

func entraUnmatched(name, sentence, op string, breaks []requirement.ID, field []string, install func() Hooks) Defect {
	set := func(kind string) string {
		return patchAnna(`{"op":"` + op + `","path":"emails[type eq \"` + kind + `\"].value","value":"anna@example.com"}`)
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Field:    field,
		Shows:    Demo{Tolerant: true, Given: []string{annaWith(twoEmails)}, Request: set("other"), Control: set("work")},
		Install:  install,
	}
}

// createsByFilter says whether an operation on a user has a value filter that
// selects nothing yet.
func createsByFilter(c *Call, s step) bool {
	return missesTarget(c, s.with("op", "replace")) && s.is("add", "replace")
}

func refuseUnmatched(c *Call, s step, op string) *Answer {
	if !s.is(op) || !createsByFilter(c, s) {
		return nil
	}
	return scimAnswer(scim.NoTarget(s.path() + ": no value matches the filter"))
}

package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchPathlessReplace: RFC 7644 §3.5.2.3: without a path the value holds the
// attributes to be replaced; the others stay.
func patchPathlessReplace() []Defect {
	return []Defect{
		patchPathless("patch-pathless-replace-clears-others", LockedOut, []string{"fd-055"},
			"Takes the value of a replace without a path for the whole user: attributes that it does not name are removed.",
			[]requirement.ID{"RFC7644-3.5.2.3-R01"},
			onSteps(func(c *Call, s step) ([]step, bool) {
				if !patchesUser(c) || !s.is("replace") || !s.pathless() {
					return nil, false
				}
				return append(emptying(c), s), true
			})),
		patchPathless("patch-pathless-takes-first", DataDrift, nil,
			"Applies only one of the attributes that an operation without a path has, the first by name, and reports a success.",
			[]requirement.ID{"RFC7644-3.5.2.3-R01", "HOUSE-01"},
			onSteps(func(_ *Call, s step) ([]step, bool) {
				if !s.pathless() || len(s.object()) < 2 {
					return nil, false
				}
				first := slices.Min(namesOf(s.object()))
				return []step{s.with("value", scim.Resource{first: s.object()[first]})}, true
			})),
		patchPathless("patch-pathless-refused", SyncBlocked, nil,
			"Refuses every operation without a path.",
			[]requirement.ID{"RFC7644-3.5.2.3-R01", "RFC7644-3.5.2.1-R03"},
			refusingSteps(func(_ *Call, s step) *Answer {
				if !s.pathless() {
					return nil
				}
				return scimAnswer(scim.InvalidPath("path is missing"))
			})),
	}
}

func patchPathless(name string, harm Harm, field []string, sentence string, breaks []requirement.ID, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     harm,
		Field:    field,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"replace","value":{"displayName":"Anna Reis","nickName":"Annie"}}`),
			Control: patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`),
		},
		Install: install,
	}
}

func namesOf(object scim.Resource) []string {
	var names []string
	for name := range object {
		names = append(names, name)
	}
	return names
}

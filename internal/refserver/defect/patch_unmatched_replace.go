package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchUnmatchedReplace: RFC 7644 §3.5.2.3: a value filter without match fails
// with noTarget; Entra wants the value created (E-6.19).
func patchUnmatchedReplace() []Defect {
	return []Defect{
		unmatchedReplace("patch-unmatched-replace-ignored", "Skips a replace of a user whose value filter matches nothing and reports a success.",
			[]requirement.ID{"RFC7644-3.5.2.3-R09", "E-6.19", "E-5.18", "HOUSE-01"},
			droppingSteps(missesTarget)),
		unmatchedReplace("patch-unmatched-replace-creates", "Creates a value when the value filter of a replace on a user matches nothing.",
			[]requirement.ID{"RFC7644-3.5.2.3-R09"},
			onSteps(func(c *Call, s step) ([]step, bool) {
				if !missesTarget(c, s) || s.place().sub == "" {
					return nil, false
				}
				return []step{doing("add", s.place().whole().String(), []any{seedOf(s.place(), s.value())})}, true
			})),
	}
}

func unmatchedReplace(name, sentence string, breaks []requirement.ID, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"replace","path":"emails[type eq \"other\"].value","value":"anna@example.com"}`),
			Control: patchAnna(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"anna@example.com"}`),
		},
		Install: install,
	}
}

// missesTarget says whether the value filter of a replace, one comparison with
// eq, selects nothing of a user.
func missesTarget(c *Call, s step) bool {
	p := s.place()
	t := tokensOf(p.filter)
	comparison, size := comparisonAt(t, p.name)
	simple := size > 0 && size == len(t) && comparison.operator == "eq"
	return patchesUser(c) && s.is("replace") && p.many() && simple && len(p.selected(stored(c))) == 0
}

package defect

import (
	"encoding/json"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchAddByFilterAppends: RFC 7644 §3.5.2.1: if the target location exists, the
// value is replaced.
func patchAddByFilterAppends() Defect {
	return Defect{
		Name:     "patch-add-by-filter-appends",
		Sentence: "Appends a second value of the type when a PATCH adds a sub-attribute to the value that a filter by type selects.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R10"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"add","path":"emails[type eq \"work\"].value","value":"anna@example.com"}`),
			Control: patchAnna(`{"op":"replace","path":"emails[type eq \"work\"].value","value":"anna@example.com"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			p := s.place()
			if !s.is("add") || p.sub == "" || len(p.selected(stored(c))) == 0 {
				return nil, false
			}
			return []step{doing("add", p.whole().String(), []any{seedOf(p, s.value())})}, true
		}),
	}
}

// seedOf is a value that the filter of a path would select, by its one
// comparison.
func seedOf(p place, sub any) map[string]any {
	c, _ := comparisonAt(tokensOf(p.filter), p.name)
	seed := map[string]any{}
	if operand := json.RawMessage(c.operand); json.Valid(operand) {
		seed[c.attribute] = operand
	}
	seed[p.sub] = sub
	return seed
}

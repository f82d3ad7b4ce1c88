package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterNullFindsNothing: RFC 7644 figure 1 has null among the operands, and an
// attribute that is null is unassigned (RFC 7643 §2.5).
func filterNullFindsNothing() Defect {
	return Defect{
		Name:     "filter-null-finds-nothing",
		Sentence: "Compares with null as databases do: nothing equals it.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`), hereUser("ben@example.com")},
			Request: `GET /Users?filter=title+eq+null`,
			Control: `GET /Users?filter=title+pr`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			return "(" + c.attribute + " pr and not (" + c.attribute + " pr))", c.operator == "eq" && c.operand == "null"
		}),
	}
}

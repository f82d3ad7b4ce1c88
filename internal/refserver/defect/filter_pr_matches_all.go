package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterPrMatchesAll: RFC 7644 table 3: pr asks for a non-empty value.
func filterPrMatchesAll() Defect {
	return Defect{
		Name:     "filter-pr-matches-all",
		Sentence: "Lets pr match resources that do not have the attribute, too.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R13"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"title":"Buyer"`), hereUser("ben@example.com")},
			Request: `GET /Users?filter=title+pr`,
			Control: `GET /Users?filter=title+ne+null`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			return "(" + c.String() + " or not (" + c.String() + "))", c.operator == "pr"
		}),
	}
}

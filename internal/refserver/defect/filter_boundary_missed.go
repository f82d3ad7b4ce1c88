package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterBoundaryMissed: RFC 7644 table 3.
func filterBoundaryMissed() []Defect {
	return []Defect{
		boundaryMissed("ge", "gt", "RFC7644-3.4.2.2-R15"),
		boundaryMissed("le", "lt", "RFC7644-3.4.2.2-R17"),
	}
}

func boundaryMissed(operator, instead string, breaks requirement.ID) Defect {
	return Defect{
		Name:     "filter-" + operator + "-misses-boundary",
		Sentence: "Does not let " + operator + " match a value that equals the operand.",
		Subject:  "filter",
		Breaks:   []requirement.ID{breaks},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "ben@example.com", "carl@example.com"),
			Request: `GET /Users?filter=userName+` + operator + `+"ben@example.com"`,
			Control: `GET /Users?filter=userName+` + operator + `+"bob@example.com"`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) { return c.with(instead), c.operator == operator }),
	}
}

package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterValuePathIgnored: RFC 7644 table 5: what stands in the brackets is a
// valid filter and has to hold.
func filterValuePathIgnored() Defect {
	return Defect{
		Name:     "filter-value-path-ignored",
		Sentence: "Ignores what stands in square brackets: any value of the attribute will do.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R28", "RFC7644-3.4.2.2-R27", "RFC7644-3.4.2.2-R02"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"emails":[{"type":"home","value":"anna@fabrikam.example"}]`)},
			Request: `GET /Users?filter=emails[type+eq+"work"]`,
			Control: `GET /Users?filter=emails.type+eq+"work"`,
		},
		Install: onTokens(func(t tokens) tokens {
			open, end := slices.Index(t, "["), slices.Index(t, "]")
			if open < 1 || end < open {
				return t
			}
			if end+1 < len(t) && t[end+1][0] == '.' { // E-5.7
				t[open-1] += t[end+1]
				return slices.Delete(t, open, end+2)
			}
			return slices.Replace(t, open, end+1, "pr")
		}),
	}
}

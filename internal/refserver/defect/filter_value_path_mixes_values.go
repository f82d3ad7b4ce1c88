package defect

import "github.com/scimulator/scimulator/internal/requirement"

// filterValuePathMixesValues: RFC 7644 table 5.
func filterValuePathMixesValues() Defect {
	return Defect{
		Name:     "filter-value-path-mixes-values",
		Sentence: "Lets different values of an attribute satisfy the conditions in one pair of square brackets.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R27"},
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{hereUser("anna@example.com",
				`"emails":[{"type":"work","value":"anna@example.com"},{"type":"home","value":"anna@fabrikam.example"}]`)},
			Request: `GET /Users?filter=emails[type+eq+"work"+and+value+eq+"anna@fabrikam.example"]`,
			Control: `GET /Users?filter=emails[type+eq+"home"+and+value+eq+"anna@fabrikam.example"]`,
		},
		Install: onTokens(func(t tokens) tokens {
			within, written := "", tokens{}
			for i := 0; i < len(t); i++ {
				c, size := comparisonAt(t[i:], within)
				switch {
				case i+1 < len(t) && t[i+1] == "[":
					within, i = t[i], i+1
					written = append(written, "(")
				case t[i] == "]" && within != "":
					if c, size := comparisonAt(t[i+1:], ""); size > 0 && c.attribute[0] == '.' { // E-5.7
						written, i = append(written, "and", within+c.String()), i+size
					}
					within, written = "", append(written, ")")
				case size > 0 && within != "":
					c.attribute = within + "." + c.attribute
					written, i = append(written, c.String()), i+size-1
				default:
					written = append(written, t[i])
				}
			}
			return written
		}),
	}
}

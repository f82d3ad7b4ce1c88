package defect

import (
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterOffsetIgnored: RFC 7644 table 3: dateTimes are compared in time, not as
// text.
func filterOffsetIgnored() Defect {
	return Defect{
		Name:     "filter-offset-ignored",
		Sentence: "Takes the time of a dateTime operand for UTC, whatever its offset.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R14", "RFC7644-3.4.2.2-R15", "RFC7644-3.4.2.2-R16", "RFC7644-3.4.2.2-R17"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"), // at 08:00 UTC
			Request: `GET /Users?filter=meta.created+gt+"2026-01-05T09:30:00%2B02:00"`,
			Control: `GET /Users?filter=meta.created+gt+"2026-01-05T07:30:00Z"`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			operand, _ := c.text()
			at, err := time.Parse(time.RFC3339, operand)
			if err != nil || strings.HasSuffix(operand, "Z") {
				return "", false
			}
			c.operand = `"` + at.Format("2006-01-02T15:04:05.999") + `Z"`
			return c.String(), true
		}),
	}
}

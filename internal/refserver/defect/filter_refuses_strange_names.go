package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterRefusesStrangeNames: RFC 7644 §3.4.2: no match is an empty list; fd-002.
func filterRefusesStrangeNames() Defect {
	return Defect{
		Name:     "filter-refuses-strange-names",
		Sentence: "Refuses a filter for a userName that could not be created here because it is no e-mail address.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R11", "E-1.10", "E-6.4"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-002"},
		Shows: Demo{
			Request: `GET /Users?filter=userName+eq+"f52dcb88-9fa1-4ec7-984f-7bc2d4046a9c"`,
			Control: `GET /Users?filter=userName+eq+"nobody@example.com"`,
		},
		Install: refusing(func(_ asked, t tokens) *Answer {
			_, found := t.comparison(func(c comparison) bool {
				operand, isText := c.text()
				return c.on("userName") && c.operator == "eq" && isText && !strings.Contains(operand, "@")
			})
			if found {
				return Refuse(400, "invalidValue", "userName has to be an e-mail address")
			}
			return nil
		}),
	}
}

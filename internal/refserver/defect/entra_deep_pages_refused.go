package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// entraDeepPagesRefused: E-6.17: account discovery walks through all users.
func entraDeepPagesRefused() Defect {
	return Defect{
		Name:     "entra-deep-pages-refused",
		Sentence: "Refuses pages of users that begin behind the hundredth, whatever count is.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"E-6.17", "E-12.14"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com")},
			Request: `GET /Users?startIndex=101&count=5`,
			Control: `GET /Users?startIndex=100&count=5`,
		},
		Install: onLists(func(q asked) *Answer {
			if q.Kind() == "Users" && q.first() > 100 {
				return Refuse(http.StatusBadRequest, "invalidValue", "the result window is limited to the first 100 users")
			}
			return nil
		}),
	}
}

package defect

import (
	"net/http"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
)

// userCost is the time that the fault needs to look at a user.
const userCost = time.Millisecond

// listNoMatchScans: E-6.33: 25 requests a second; fd-111.
func listNoMatchScans() Defect {
	return Defect{
		Name:     "list-no-match-scans",
		Sentence: "Looks at all users, a millisecond for each, before it says that a filter finds nobody.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.33"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-111"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), "20x " + hereUser("user$i@example.com")},
			Request: `GET /Users?filter=userName+eq+"AzureAD_Test-f52dcb88-9fa1-4ec7-984f-7bc2d4046a9c"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onPages(func(q asked, a *Answer) {
			_, filtered := q.get("filter")
			if found, ok := Number(a.Body(), "totalResults"); q.Kind() != "Users" || !filtered || !ok || found > 0 {
				return
			}
			if users, ok := Number(q.Ask(http.MethodGet, "/Users?count=0", nil).Body(), "totalResults"); ok {
				a.Delay = time.Duration(users) * userCost
			}
		}),
	}
}

package defect

import (
	"encoding/json"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listTotalWithFraction: RFC 7643 §2.3.4: an integer has no fraction.
func listTotalWithFraction() Defect {
	return Defect{
		Name:     "list-total-with-fraction",
		Sentence: "Estimates totalResults and writes it with a fraction, such as 2.5.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7643-2.3.4-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users`,
			Control: `GET /Users/$anna`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if total, ok := body.Get("totalResults"); ok {
					body["totalResults"] = json.Number(asText(total) + ".5")
				}
			})
		}),
	}
}

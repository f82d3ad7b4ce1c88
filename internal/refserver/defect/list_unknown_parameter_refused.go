package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listUnknownParameterRefused: RFC 7644 §3.4.2: unknown parameters SHOULD be
// ignored. Entra's Tenant URL may carry a flag (E-5.2).
func listUnknownParameterRefused() Defect {
	return Defect{
		Name:     "list-unknown-parameter-refused",
		Sentence: "Refuses a list with a query parameter it does not know.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R03"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("anna@example.com"),
			Request: `GET /Users?aadOptscim062020`,
			Control: `GET /Users?count=1`,
		},
		Install: onLists(func(q asked) *Answer {
			for name := range q.Query {
				known := []string{"filter", "sortBy", "sortOrder", "startIndex", "count", "cursor", "attributes", "excludedAttributes"}
				if !slices.Contains(known, name) {
					return Refuse(400, "invalidValue", "unknown query parameter "+name)
				}
			}
			return nil
		}),
	}
}

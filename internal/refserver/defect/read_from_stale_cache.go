package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// readFromStaleCache: RFC 7644 §3.1: responses show the state of the resource.
func readFromStaleCache() Defect {
	return Defect{
		Name:     "read-from-stale-cache",
		Sentence: "Answers reads of a user from a cache that a PATCH does not clear.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.1-R08", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"title":"Buyer"`) + " -> anna", `GET /Users/$anna`,
				patching("/Users/$anna", `{"op":"replace","path":"title","value":"Lead Buyer"}`),
			},
			Request: `GET /Users/$anna`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: func() Hooks {
			var cache notes[Answer]
			return Hooks{After: func(c *Call, a *Answer) {
				switch {
				case toOne(c, http.MethodPut, http.MethodDelete):
					cache.forget(c.ID())
				case !c.Is(http.MethodGet, "Users") || a.Status != http.StatusOK || len(c.Query) > 0:
				default:
					if kept, ok := cache.get(c.ID()); ok {
						*a = Answer{Status: kept.Status, Header: kept.Header.Clone(), Raw: kept.Raw}
						return
					}
					cache.put(c.ID(), Answer{Status: a.Status, Header: a.Header.Clone(), Raw: a.Raw})
				}
			}}
		},
	}
}

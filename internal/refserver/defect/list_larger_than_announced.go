package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// announcedResults is the limit that the fault announces.
const announcedResults = 5

// listLargerThanAnnounced: RFC 7643 §5: filter.maxResults is the most that an
// answer holds.
func listLargerThanAnnounced() Defect {
	return Defect{
		Name:     "list-larger-than-announced",
		Sentence: "Announces that an answer holds 5 resources at most, and returns more.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7643-5-R14", "RFC7644-3.4.2.4-R08", "RFC9865-2-R07"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com", "f@example.com"),
			Request: `GET /ServiceProviderConfig`,
			Control: `GET /Users?count=6`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if c.Kind() == "ServiceProviderConfig" && a.OK() {
					a.Change(func(body scim.Resource) {
						limits(body.Object("filter"), "maxResults")
						limits(body.Object("pagination"), "defaultPageSize", "maxPageSize")
					})
				}
			}}
		},
	}
}

// limits puts the limit of the fault in place of those that are announced.
func limits(feature scim.Resource, names ...string) {
	for _, name := range names {
		if _, announced := feature[name]; announced {
			feature[name] = announcedResults
		}
	}
}

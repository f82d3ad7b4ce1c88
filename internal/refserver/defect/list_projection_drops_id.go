package defect

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listProjectionDropsID: RFC 7643 §3.1: id is always returned.
func listProjectionDropsID() []Defect {
	return []Defect{
		{
			Name:     "list-attributes-drop-id",
			Sentence: "Leaves id out when attributes does not name it.",
			Subject:  "read",
			Breaks:   []requirement.ID{"RFC7644-3.9-R04", "RFC7643-7-R32", "E-6.1"},
			Harm:     SyncBlocked,
			Shows: Demo{
				Given:   hereUsers("anna@example.com"),
				Request: `GET /Users?attributes=userName`,
				Control: `GET /Users?attributes=userName,id`,
			},
			Install: onProjected(func(q asked, resource scim.Resource) {
				names := q.names("attributes")
				if len(names) > 0 && !slices.ContainsFunc(names, isID) {
					delete(resource, "id")
				}
			}),
		},
		{
			Name:     "list-excluded-drops-id",
			Sentence: "Leaves id out when excludedAttributes names it.",
			Subject:  "read",
			Breaks:   []requirement.ID{"RFC7644-3.4.2.5-R04", "RFC7644-3.9-R05", "RFC7644-3.4.3-R06", "RFC7643-7-R32"},
			Harm:     Annoyance,
			Shows: Demo{
				Given:   hereUsers("anna@example.com"),
				Request: `GET /Users?excludedAttributes=id`,
				Control: `GET /Users?excludedAttributes=userName`,
			},
			Install: onProjected(func(q asked, resource scim.Resource) {
				if slices.ContainsFunc(q.names("excludedAttributes"), isID) {
					delete(resource, "id")
				}
			}),
		},
	}
}

func isID(name string) bool { return strings.EqualFold(name, "id") }

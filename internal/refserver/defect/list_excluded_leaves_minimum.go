package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listExcludedLeavesMinimum: RFC 7644 §3.9: the default set without the names
// that are listed.
func listExcludedLeavesMinimum() Defect {
	return Defect{
		Name:     "list-excluded-leaves-minimum",
		Sentence: "Returns nothing but id and schemas when there is an excludedAttributes.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.9-R05", "RFC7644-3.4.2.5-R07"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereGroup("Buyers")},
			Request: `GET /Groups?excludedAttributes=members`,
			Control: `GET /Groups?attributes=displayName`,
		},
		Install: onProjected(func(q asked, resource scim.Resource) {
			if len(q.names("excludedAttributes")) == 0 {
				return
			}
			for name := range resource {
				if name != "id" && name != "schemas" {
					delete(resource, name)
				}
			}
		}),
	}
}

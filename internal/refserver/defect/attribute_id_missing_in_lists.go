package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeIDMissingInLists: RFC 7643 §3.1: every representation has an id.
func attributeIDMissingInLists() Defect {
	return Defect{
		Name:     "attribute-id-missing-in-lists",
		Sentence: "Leaves the id out of the elements of lists.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R05", "RFC7643-3.1-R10", "RFC7643-7-R32", "E-6.1"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u"},
			Request: `GET /Users?filter=userName+eq+"anna@example.com"`,
			Control: `GET /Users/$u`,
		},
		Install: onBoth(func(c *Call, resource scim.Resource) {
			if (asked{c}).lists() {
				delete(resource, "id")
			}
		}),
	}
}

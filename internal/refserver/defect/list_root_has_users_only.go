package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listRootHasUsersOnly: RFC 7644 §3.4.2.1: a query on the root covers all
// resources.
func listRootHasUsersOnly() Defect {
	return Defect{
		Name:     "list-root-has-users-only",
		Sentence: "Lists users only when the root is queried.",
		Subject:  "search",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.1-R02"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), hereGroup("Buyers")},
			Request: `POST /.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}`,
			Control: `POST /Groups/.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}`,
		},
		Install: onLists(func(q asked) *Answer {
			text, filtered := q.get("filter")
			switch users := `meta.resourceType eq "User"`; {
			case q.place() != "/" || filtered && strings.TrimSpace(text) == "":
			case filtered:
				q.set("filter", users+" and ("+text+")")
			default:
				q.set("filter", users)
			}
			return nil
		}),
	}
}

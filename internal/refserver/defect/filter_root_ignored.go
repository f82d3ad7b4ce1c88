package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterRootIgnored: RFC 7644 §3.4.2.1: at the root a filter holds as anywhere.
func filterRootIgnored() Defect {
	return Defect{
		Name:     "filter-root-ignored",
		Sentence: "Ignores the filter of a query on the root.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.1-R04", "RFC7644-3.4.2.2-R02"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"displayName":"Anna"`), hereGroup("Buyers")},
			Request: `POST /.search {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"displayName sw \"B\""}`,
			Control: `GET /Groups?filter=displayName+sw+"B"`,
		},
		Install: onLists(func(q asked) *Answer {
			if text, _ := q.get("filter"); q.place() == "/" && strings.TrimSpace(text) != "" {
				q.drop("filter")
			}
			return nil
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// httpListAsUser: RFC 7644 §3.1: a message names its own schema, not that of the
// resources in it.
func httpListAsUser() Defect {
	return Defect{
		Name:     "http-list-as-user",
		Sentence: "Names the schema of User in the schemas of lists of users.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.1-R05", "RFC7644-3.4.2-R04"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Users?count=0`, Control: `GET /Groups?count=0`},
		Install: onPages(func(q asked, a *Answer) {
			if q.Kind() == "Users" {
				a.Change(func(list scim.Resource) { list["schemas"] = []any{scim.URNUser} })
			}
		}),
	}
}

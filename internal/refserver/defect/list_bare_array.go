package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listBareArray: RFC 7644 §3.4.2: a query is answered with a ListResponse.
func listBareArray() Defect {
	return Defect{
		Name:     "list-bare-array",
		Sentence: "Answers a list of groups with an array of resources that no ListResponse holds.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R04", "RFC7644-3.4.2-R05", "E-6.3"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereGroup("Buyers")},
			Request: `GET /Groups`,
			Control: `GET /Users`,
		},
		Install: onPages(func(q asked, a *Answer) {
			if q.Kind() == "Groups" {
				a.SetBody(a.Body().List("Resources"))
			}
		}),
	}
}

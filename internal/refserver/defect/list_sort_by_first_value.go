package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// listSortByFirstValue: RFC 7644 §3.4.2.3: a multi-valued attribute is sorted by
// its primary value.
func listSortByFirstValue() Defect {
	return Defect{
		Name:     "list-sort-by-first-value",
		Sentence: "Sorts by the first e-mail address although another one is primary.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R05"},
		Harm:     Annoyance,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"emails":[{"value":"a@example.com"},{"value":"z@example.com","primary":true}]`),
				hereUser("ben@example.com", `"emails":[{"value":"b@example.com"}]`),
			},
			Request: `GET /Users?sortBy=emails.value`,
			Control: `GET /Users?sortBy=userName`,
		},
		Install: onPages(func(q asked, a *Answer) {
			name, _ := q.get("sortBy")
			if q.byCursor() || !strings.EqualFold(name, "emails") && !strings.EqualFold(name, "emails.value") {
				return
			}
			q.sorts(a, func(x, y scim.Resource) int { return lastEmpty(firstAddress(x), firstAddress(y)) })
		}),
	}
}

func firstAddress(user scim.Resource) string {
	if addresses := user.List("emails"); len(addresses) > 0 {
		return schema.Fold(scim.AsObject(addresses[0]).String("value"))
	}
	return ""
}

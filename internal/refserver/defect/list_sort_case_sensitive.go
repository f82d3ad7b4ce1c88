package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listSortCaseSensitive: RFC 7644 §3.4.2.3: strings that are not caseExact SHALL
// be sorted without regard to case.
func listSortCaseSensitive() Defect {
	return Defect{
		Name:     "list-sort-case-sensitive",
		Sentence: "Puts capitals before small letters when it sorts by userName or displayName.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   hereUsers("anna@example.com", "Ben@example.com"),
			Request: `GET /Users?sortBy=userName`,
			Control: `GET /Users?sortBy=meta.created`,
		},
		Install: onPages(func(q asked, a *Answer) {
			name, _ := q.get("sortBy")
			if q.byCursor() || !strings.EqualFold(name, "userName") && !strings.EqualFold(name, "displayName") {
				return
			}
			q.sorts(a, func(x, y scim.Resource) int { return lastEmpty(x.String(name), y.String(name)) })
		}),
	}
}

// lastEmpty compares texts by their bytes; none comes last.
func lastEmpty(x, y string) int {
	switch {
	case x == "" && y != "":
		return 1
	case x != "" && y == "":
		return -1
	}
	return strings.Compare(x, y)
}

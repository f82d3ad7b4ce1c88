package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listSortPathIgnored: RFC 7644 §3.4.2.3: sortBy may name a sub-attribute.
func listSortPathIgnored() Defect {
	return Defect{
		Name:     "list-sort-path-ignored",
		Sentence: "Ignores a sortBy that names a sub-attribute.",
		Subject:  "sort",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.3-R06", "RFC7644-3.4.3-R12"},
		Harm:     Annoyance,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com", `"name":{"familyName":"Reis"}`), hereUser("ben@example.com", `"name":{"familyName":"Abel"}`),
			},
			Request: `GET /Users?sortBy=name.familyName`,
			Control: `GET /Users?sortBy=userName`,
		},
		Install: onLists(func(q asked) *Answer {
			if name, _ := q.get("sortBy"); strings.Contains(name[strings.LastIndex(name, ":")+1:], ".") {
				q.drop("sortBy")
			}
			return nil
		}),
	}
}

package defect

import (
	"net/http"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listNewestMissing: RFC 7644 §3.4.2.4: page after page, a client sees everything.
func listNewestMissing() Defect {
	return Defect{
		Name:     "list-newest-missing",
		Sentence: "Leaves the user who came last out of lists without a filter, as if the index were not up to date.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R12"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?count=5`,
			Control: `GET /Users?filter=userName+eq+"c@example.com"`,
		},
		Install: onLists(func(q asked) *Answer {
			if filter, _ := q.get("filter"); q.Kind() != "Users" || filter != "" {
				return nil
			}
			total, _ := Number(q.Ask(http.MethodGet, "/Users?count=0", nil).Body(), "totalResults")
			for _, last := range q.Ask(http.MethodGet, "/Users?count=1&startIndex="+strconv.Itoa(total), nil).Body().List("Resources") {
				narrow(q, `not (id eq "`+scim.AsObject(last).ID()+`")`)
			}
			return nil
		}),
	}
}

package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// silentPage is where the fault cuts.
const silentPage = 10

// listCutSilently: RFC 7644 §3.4.2: totalResults counts all matches, also where
// the server chose the size of the page.
func listCutSilently() Defect {
	return Defect{
		Name:     "list-cut-silently",
		Sentence: "Cuts a list without count after 10 results and says in totalResults that there are no more.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R05", "RFC7644-3.4.2.1-R03", "RFC7644-3.4.2.4-R08", "RFC7644-3.4.2.4-R10"},
		Harm:     UsersLost,
		Shows: Demo{
			Given: hereUsers("a@example.com", "b@example.com", "c@example.com", "d@example.com", "e@example.com", "f@example.com",
				"g@example.com", "h@example.com", "i@example.com", "j@example.com", "k@example.com"),
			Request: `GET /Users`,
			Control: `GET /Users?count=10`,
		},
		Install: onLists(func(q asked) *Answer {
			if _, counted := q.get("count"); counted || q.byCursor() {
				return nil
			}
			q.set("count", strconv.Itoa(silentPage))
			answer := q.Pass()
			if total, ok := Number(answer.Body(), "totalResults"); ok && total > q.first()-1+silentPage {
				answer.Change(func(body scim.Resource) { body["totalResults"] = q.first() - 1 + silentPage })
			}
			return answer
		}),
	}
}

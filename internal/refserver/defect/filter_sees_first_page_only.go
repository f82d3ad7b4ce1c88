package defect

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// firstPage is how many users the fault looks at.
const firstPage = 100

// filterSeesFirstPageOnly: RFC 7644 §3.4.2.2; fd-001.
func filterSeesFirstPageOnly() Defect {
	return Defect{
		Name:     "filter-sees-first-page-only",
		Sentence: "Filters the first 100 users only: whoever was created later is not found.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R08", "RFC7644-3.4.2-R05", "E-6.18"},
		Harm:     UsersLost,
		Field:    []string{"fd-001"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), "99x " + hereUser("user$i@example.com"), hereUser("zoe@example.com")},
			Request: `GET /Users?filter=userName+eq+"zoe@example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onFilters(func(q asked, text string) string {
			if q.Kind() != "Users" || strings.TrimSpace(text) == "" {
				return text
			}
			last := q.Ask(http.MethodGet, "/Users?count=1&startIndex="+strconv.Itoa(firstPage), nil).Body().List("Resources")
			if len(last) == 0 {
				return text
			}
			created := scim.AsObject(last[0]).Object("meta").String("created")
			return `meta.created le "` + created + `" and (` + text + ")"
		}),
	}
}

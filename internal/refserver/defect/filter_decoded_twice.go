package defect

import (
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// filterDecodedTwice: RFC 3986 §2.4: a URI is decoded once; fd-013.
func filterDecodedTwice() Defect {
	return Defect{
		Name:     "filter-decoded-twice",
		Sentence: "Decodes the percent signs of the filter in a URL a second time, and refuses what is no percent-encoding.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R40", "RFC7644-3.4.2.2-R08"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-013"},
		Shows: Demo{
			Given:   hereUsers("my % name", "my name"),
			Request: `GET /Users?filter=userName+eq+"my+%25+name"`,
			Control: `GET /Users?filter=userName+eq+"my+name"`,
		},
		Install: onLists(func(q asked) *Answer {
			if q.searches() || !strings.Contains(q.Query.Get("filter"), "%") {
				return nil
			}
			text, err := url.PathUnescape(q.Query.Get("filter"))
			if err != nil {
				return Refuse(400, "", "malformed URI: "+err.Error())
			}
			q.Query.Set("filter", text)
			return nil
		}),
	}
}

package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryQueryApplied: RFC 7644 §4: query parameters SHALL be ignored.
func discoveryQueryApplied() Defect {
	return Defect{
		Name:     "discovery-query-applied",
		Sentence: "Pages the lists of schemas and resource types by startIndex and count.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R09"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas?startIndex=2&count=1`, Control: `GET /Schemas?sortBy=id`},
		Install: onTypesAndSchemas(func(c *Call, a *Answer) {
			if c.ID() == "" && (c.Query.Has("startIndex") || c.Query.Has("count")) {
				a.Change(func(list scim.Resource) { cutPage(list, c) })
			}
		}),
	}
}

// cutPage leaves the page that the query asks for.
func cutPage(list scim.Resource, c *Call) {
	page := list.List("Resources")
	start, err := strconv.Atoi(c.Query.Get("startIndex"))
	if err != nil {
		start = 1
	}
	page = page[min(max(0, start-1), len(page)):]
	if count, err := strconv.Atoi(c.Query.Get("count")); err == nil {
		page = page[:min(max(0, count), len(page))]
	}
	list["Resources"], list["itemsPerPage"], list["startIndex"] = page, len(page), max(1, start)
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listTotalIsPageSize: RFC 7644 §3.4.2; fd-021.
func listTotalIsPageSize() Defect {
	return Defect{
		Name:     "list-total-is-page-size",
		Sentence: "Gives the number of resources in the page as totalResults.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R05", "RFC7644-3.4.2.4-R10", "RFC7644-3.4.2.4-R07", "RFC9865-2-R16", "E-6.17"},
		Harm:     DataDrift,
		Field:    []string{"fd-021"},
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?startIndex=1&count=2`,
			Control: `GET /Users?startIndex=1&count=3`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) { body["totalResults"] = len(body.List("Resources")) })
		}),
	}
}

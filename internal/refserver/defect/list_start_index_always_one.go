package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listStartIndexAlwaysOne: RFC 7644 §3.4.2.4, table 7; E-12.14 wants the echo.
func listStartIndexAlwaysOne() Defect {
	return Defect{
		Name:     "list-start-index-always-one",
		Sentence: "Gives startIndex 1 in every list, whichever page it holds.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.4-R11", "E-12.14"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com", "c@example.com"),
			Request: `GET /Users?startIndex=3&count=2`,
			Control: `GET /Users?startIndex=1&count=2`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if _, ok := Number(body, "startIndex"); ok {
					body["startIndex"] = 1
				}
			})
		}),
	}
}

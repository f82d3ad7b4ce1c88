package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listPageAttributesMissing: RFC 7644 §3.4.2: REQUIRED when a page is a part.
func listPageAttributesMissing() []Defect {
	return []Defect{
		pageAttributeMissing("start-index", "startIndex", "RFC7644-3.4.2-R09", "E-12.14"),
		pageAttributeMissing("items-per-page", "itemsPerPage", "RFC7644-3.4.2-R10"),
	}
}

func pageAttributeMissing(name, attribute string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     "list-" + name + "-missing",
		Sentence: "Leaves " + attribute + " out of a list that holds a part of the results.",
		Subject:  "pagination",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?startIndex=1&count=1`,
			Control: `GET /Users?startIndex=1&count=2`,
		},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if total, ok := Number(body, "totalResults"); ok && len(body.List("Resources")) < total {
					delete(body, attribute)
				}
			})
		}),
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// readUnknownIDIsEmptyList: RFC 7644 §3.4.1 and E-6.6: only a 404 tells the
// client that somebody is gone.
func readUnknownIDIsEmptyList() Defect {
	return Defect{
		Name:     "read-unknown-id-is-empty-list",
		Sentence: "Answers 200 with an empty list to the read of an id that does not exist.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.1-R04", "E-6.6", "RFC7644-3.6-R03"},
		Harm:     UsersLost,
		Shows:    Demo{Request: `GET /Users/nobody`, Control: `DELETE /Users/nobody`},
		Install: onAnswersTo(http.MethodGet, func(_ *Call, a *Answer) {
			if a.Status == http.StatusNotFound {
				*a = *NewAnswer(http.StatusOK, listOf())
			}
		}),
	}
}

// listOf is a ListResponse with all there is.
func listOf(resources ...scim.Resource) scim.Resource {
	return scim.Resource{
		"schemas": []any{scim.URNListResponse}, "totalResults": len(resources), "startIndex": 1,
		"itemsPerPage": len(resources), "Resources": elements(resources),
	}
}

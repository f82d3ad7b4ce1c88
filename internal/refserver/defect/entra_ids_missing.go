package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraIDsMissing: E-6.1, E-6.7: the id is the link between the directory and the
// account.
func entraIDsMissing() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna"}
	return []Defect{{
		Name:     "entra-created-without-id",
		Sentence: "Leaves id out of the answer to a create.",
		Subject:  "create",
		Breaks:   []requirement.ID{"E-6.1", "E-6.7", "E-12.15", "RFC7643-3.1-R02", "RFC7643-3.1-R05"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: hereUser("ben@example.com"), Control: `GET /Users`},
		Install: onAnswersTo(http.MethodPost, func(_ *Call, a *Answer) {
			a.Each(func(resource scim.Resource) { delete(resource, "id") })
		}),
	}, {
		Name:     "entra-id-is-empty-on-match",
		Sentence: "Shows an empty id for users that a filter has found.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.1", "RFC7643-3.1-R05", "RFC7644-3.4.2-R08"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: `GET /Users?filter=userName+eq+"anna@example.com"`, Control: `GET /Users`},
		Install: onPages(func(q asked, a *Answer) {
			if _, filtered := q.get("filter"); filtered && q.Kind() == "Users" {
				a.Each(func(user scim.Resource) { user["id"] = "" })
			}
		}),
	}}
}

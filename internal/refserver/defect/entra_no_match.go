package defect

import (
	"net/http"
	"net/url"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraNoMatch: E-1.10, E-6.4: a query that finds nobody, as that of Test
// Connection, is a success with an empty list.
func entraNoMatch() []Defect {
	given := []string{hereUser("anna@example.com"), hereGroup("Sales")}
	probe := `GET /Users?filter=userName+eq+"8a5f0e0c-6a0e-4c3e-9a55-0c6d6d7d9f10"`
	hit := `GET /Users?filter=userName+eq+"anna@example.com"`
	noGroup := `GET /Groups?excludedAttributes=members&filter=displayName+eq+"8a5f0e0c-6a0e-4c3e-9a55-0c6d6d7d9f10"`
	return []Defect{{
		Name:     "entra-no-match-is-400",
		Sentence: "Answers 400 to a filter that finds nobody.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.4", "E-1.10", "E-12.5"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: probe, Control: hit},
		Install: onNoMatch(func(asked) *Answer {
			return Refuse(http.StatusBadRequest, "invalidValue", "there is no resource that matches the filter")
		}),
	}, {
		Name:     "entra-no-match-is-page",
		Sentence: "Answers a filter that finds nobody with 200 and an HTML page that says so.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.4", "E-1.10", "E-6.15", "E-6.2"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: probe, Control: hit},
		Install: onNoMatch(func(asked) *Answer {
			return Plain(http.StatusOK, "text/html; charset=utf-8", "<!doctype html><title>No results</title><p>Your search found nothing.</p>")
		}),
	}, {
		Name:     "entra-no-match-without-total",
		Sentence: "Answers a filter that finds nobody with a list that has neither totalResults nor Resources.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.4", "E-6.5", "RFC7644-3.4.2-R05"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: probe, Control: hit},
		Install: onNoMatch(func(asked) *Answer {
			return NewAnswer(http.StatusOK, scim.Resource{"schemas": []any{scim.URNListResponse}})
		}),
	}, {
		Name:     "entra-empty-without-resources",
		Sentence: "Leaves Resources out of a list that is empty.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.5"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: probe, Control: hit},
		Install: onPages(func(_ asked, a *Answer) {
			a.Change(func(body scim.Resource) {
				if total, ok := Number(body, "totalResults"); ok && total == 0 {
					delete(body, "Resources")
				}
			})
		}),
	}, {
		Name:     "entra-no-group-is-404",
		Sentence: "Answers 404 to lists of groups as long as there is no group.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-6.4", "E-1.11"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given[:1], Request: noGroup, Control: probe},
		Install: onLists(func(q asked) *Answer {
			if q.Kind() == "Groups" && len(q.everything(url.Values{})) == 0 {
				return Refuse(http.StatusNotFound, "", "there are no groups")
			}
			return nil
		}),
	}}
}

// onNoMatch makes hooks that answer filters which match nothing.
func onNoMatch(instead func(q asked) *Answer) func() Hooks {
	return onPages(func(q asked, a *Answer) {
		_, filtered := q.get("filter")
		if total, ok := Number(a.Body(), "totalResults"); filtered && ok && total == 0 {
			*a = *instead(q)
		}
	})
}

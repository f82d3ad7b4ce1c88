package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// errorBody: RFC 7644 §3.12: what stands in an error body; fd-029, fd-044.
func errorBody() []Defect {
	given := []string{hereUser("anna@example.com")}
	unknown := Demo{Request: `GET /Users/` + nobody, Control: `GET /Users?count=0`}
	return []Defect{{
		Name:     "error-status-is-number",
		Sentence: "Writes the status in error bodies as a number.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R03"},
		Harm:     Annoyance,
		Shows:    unknown,
		Install: onErrors(anyError, func(_ *Call, a *Answer) {
			a.Change(func(fault scim.Resource) { fault["status"] = a.Status })
		}),
	}, {
		Name:     "error-status-always-400",
		Sentence: "Writes the status 400 in each error body, whatever the status of the answer is.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R03", "RFC7644-3.2-R09"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Users/` + nobody, Control: `GET /Users?filter=userName`},
		Install:  onErrorBodies(anyError, func(fault scim.Resource) { fault["status"] = "400" }),
	}, {
		Name:     "error-without-schemas",
		Sentence: "Leaves schemas out of error bodies.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R02", "RFC7643-3-R03"},
		Harm:     Annoyance,
		Shows:    unknown,
		Install:  onErrorBodies(anyError, func(fault scim.Resource) { delete(fault, "schemas") }),
	}, {
		Name:     "error-detail-is-object",
		Sentence: "Writes an object with code and text as the detail of errors.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R05", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    unknown,
		Install: onErrors(anyError, func(_ *Call, a *Answer) {
			a.Change(func(fault scim.Resource) {
				fault["detail"] = scim.Resource{"code": "E" + strconv.Itoa(a.Status), "text": fault["detail"]}
			})
		}),
	}, {
		Name:     "error-scim-type-null",
		Sentence: "Writes the text null as the scimType of each error.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R04", "RFC7644-3.3-R12", "RFC7644-3.12-R19"},
		Harm:     Annoyance,
		Field:    []string{"fd-044"},
		Shows:    Demo{Request: `DELETE /Users/` + nobody, Control: `GET /Users?count=0`},
		Install:  onErrorBodies(anyError, func(fault scim.Resource) { fault["scimType"] = "null" }),
	}, {
		Name:     "error-conflict-unnamed",
		Sentence: "Leaves scimType and status out of the body of 409.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.3-R12", "RFC7644-3.12-R03", "RFC7644-3.12-R19"},
		Harm:     Annoyance,
		Field:    []string{"fd-029"},
		Shows:    Demo{Given: given, Request: given[0], Control: `POST /Users {}`},
		Install: onErrorBodies(errorIs(409), func(fault scim.Resource) {
			delete(fault, "scimType")
			delete(fault, "status")
		}),
	}, {
		Name:     "error-media-type-is-json",
		Sentence: "Labels errors as application/json.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.1-R01"},
		Harm:     Annoyance,
		Shows:    unknown,
		Install:  onErrors(anyError, func(_ *Call, a *Answer) { a.Header.Set("Content-Type", "application/json") }),
	}}
}

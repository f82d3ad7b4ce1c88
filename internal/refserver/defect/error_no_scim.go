package defect

import (
	"net/http"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// errorNoSCIM: RFC 7644 §3.12: errors come in a JSON body with the Error schema;
// fd-043, fd-050.
func errorNoSCIM() []Defect {
	unknown := Demo{Request: `GET /Users/` + nobody, Control: `GET /Users?count=0`}
	return []Defect{{
		Name:     "error-html-page",
		Sentence: "Answers errors by an HTML page.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R01", "RFC7644-3.2-R07", "RFC7644-3.2-R09", "RFC7644-3.1-R01"},
		Harm:     Annoyance,
		Field:    []string{"fd-043"},
		Shows:    unknown,
		Install: onErrors(anyError, func(_ *Call, a *Answer) {
			a.SetBody(nil)
			a.Header.Set("Content-Type", "text/html; charset=utf-8")
			a.Raw = []byte("<html><body><h1>" + strconv.Itoa(a.Status) + " " + http.StatusText(a.Status) + "</h1></body></html>")
		}),
	}, {
		Name:     "error-without-body",
		Sentence: "Answers errors without a body.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R01", "RFC7644-3.2-R09"},
		Harm:     Annoyance,
		Shows:    unknown,
		Install:  onErrors(anyError, func(_ *Call, a *Answer) { a.SetBody(nil) }),
	}, {
		Name:     "error-of-version-one",
		Sentence: "Answers errors in the format of SCIM 1.1.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R02", "RFC7644-3.12-R03", "RFC7644-3.2-R09"},
		Harm:     Annoyance,
		Shows:    unknown,
		Install: onErrors(anyError, func(_ *Call, a *Answer) {
			a.SetBody(scim.Resource{"Errors": []any{scim.Resource{"description": a.Body().String("detail"), "code": strconv.Itoa(a.Status)}}})
		}),
	}, {
		Name:     "error-unknown-id-in-private-format",
		Sentence: "Answers 404 for a user or group that does not exist in a JSON format of its own.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.4.1-R04", "RFC7644-3.12-R02", "RFC7644-3.12-R03", "RFC7644-3.2-R09"},
		Harm:     LockedOut,
		Field:    []string{"fd-050"},
		Shows:    Demo{Request: unknown.Request, Control: `GET /Nowhere`},
		Install: onErrors(unknownResource, func(_ *Call, a *Answer) {
			a.SetBody(scim.Resource{"status": "error", "messages": "The resource does not exist.", "payload": nil})
		}),
	}, {
		Name:     "error-as-problem-details",
		Sentence: "Answers 400 by problem details in application/problem+json.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R02", "RFC7644-3.12-R03", "RFC7644-3.1-R01"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `POST /Users {}`, Control: unknown.Request},
		Install: onErrors(errorIs(http.StatusBadRequest), func(_ *Call, a *Answer) {
			a.SetBody(scim.Resource{"type": "about:blank", "title": "Bad Request", "status": a.Status, "detail": a.Body().String("detail")})
			a.Header.Set("Content-Type", "application/problem+json")
		}),
	}}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchErrorsWithoutBody: RFC 7644 §3.5.2: a failing PATCH returns an Error body.
func patchErrorsWithoutBody() Defect {
	return Defect{
		Name:     "patch-errors-without-body",
		Sentence: "Answers a PATCH that it refuses with 400 without a body.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R14", "RFC7644-3.5.2-R23"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"replace","path":"id","value":"42"}`),
			Control: `PATCH /Users/42 ` + patchBody(`{"op":"replace","path":"nickName","value":"Annie"}`),
		},
		Install: onPatched(func(_ *Call, a *Answer) {
			if a.Status == http.StatusBadRequest {
				a.SetBody(nil)
			}
		}),
	}
}

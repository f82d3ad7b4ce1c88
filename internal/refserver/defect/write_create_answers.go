package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeCreateAnswers: RFC 7644 §3.3: a create is answered 201, with the resource
// and its URI.
func writeCreateAnswers() []Defect {
	shows := Demo{Given: []string{hereUser("anna@example.com")}, Request: hereUser("ben@example.com"), Control: hereUser("anna@example.com")}
	return []Defect{{
		Name:     "write-create-is-200",
		Sentence: "Answers 200 to a create that succeeded.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R08"},
		Harm:     Annoyance,
		Shows:    shows,
		Install:  onCreated(func(a *Answer) { a.Status = http.StatusOK }),
	}, {
		Name:     "write-create-is-202",
		Sentence: "Answers a create with 202 and nothing else, as if it were to be done later.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R08", "RFC7644-3.3-R09", "RFC7644-3.3-R10", "E-6.7", "E-12.15"},
		Harm:     UsersLost,
		Shows:    shows,
		Install: onCreated(func(a *Answer) {
			*a = Answer{Status: http.StatusAccepted, Header: http.Header{}}
		}),
	}, {
		Name:     "write-create-without-body",
		Sentence: "Answers a create with 201 and the Location, but without the resource.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R09", "RFC7644-3.3-R10", "E-6.7", "E-12.15"},
		Harm:     UsersLost,
		Shows:    shows,
		Install:  onCreated(func(a *Answer) { a.SetBody(nil) }),
	}, {
		Name:     "write-create-without-location",
		Sentence: "Sends no Location header with the answer to a create.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R10"},
		Harm:     Annoyance,
		Shows:    shows,
		Install:  onCreated(func(a *Answer) { a.Header.Del("Location") }),
	}}
}

// onCreated makes hooks that edit the answers to creates that succeeded.
func onCreated(edit func(a *Answer)) func() Hooks {
	return onAnswersTo(http.MethodPost, func(_ *Call, a *Answer) {
		if a.Status == http.StatusCreated {
			edit(a)
		}
	})
}

package defect

import (
	"net/http"
	"regexp"
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// errorStatus: RFC 7644 §3.2, §3.12, table 8: the HTTP status tells what went
// wrong.
func errorStatus() []Defect {
	unknown := `GET /Users/` + nobody
	return []Defect{
		wrongStatus("error-as-200", "Answers errors with 200 and the error in the body, but for 401.",
			Demo{Request: unknown, Control: `GET /Users [Authorization: -]`},
			onErrors(func(_ *Call, a *Answer) bool { return a.Status != http.StatusUnauthorized }, func(_ *Call, a *Answer) { a.Status = http.StatusOK }),
			UsersLost, "RFC7644-3.2-R08", "RFC7644-3.12-R11", "RFC7644-3.4.1-R04", "E-6.6"),
		wrongStatus("error-unknown-id-is-400", "Answers 400 for a user or group that does not exist.",
			Demo{Request: unknown, Control: `GET /Nowhere`},
			onErrors(unknownResource, restate(http.StatusBadRequest)),
			UsersLost, "RFC7644-3.4.1-R04", "RFC7644-3.12-R11", "E-6.6"),
		wrongStatus("error-unknown-endpoint-is-200", "Answers 200 with an empty list for an endpoint that does not exist.",
			Demo{Request: `GET /Nowhere`, Control: unknown},
			onErrors(unknownEndpoint, func(_ *Call, a *Answer) { *a = *NewAnswer(http.StatusOK, inList()) }),
			Annoyance, "RFC7644-3.12-R11"),
		wrongStatus("error-malformed-json-crashes", "Answers 500 to a body that is no JSON.",
			Demo{Request: `POST /Users {"schemas":[`, Control: `POST /Users {}`},
			onErrors(notJSON, restate(http.StatusInternalServerError)),
			Annoyance, "RFC7644-3.12-R08", "RFC7644-3.12-R21"),
		wrongStatus("error-invalid-value-is-422", "Answers 422 to a resource that lacks a required value or has an impossible one.",
			Demo{Request: hereUser(""), Control: `POST /Users {"schemas":[`},
			onErrors(func(_ *Call, a *Answer) bool { return a.Body().String("scimType") == "invalidValue" }, restate(http.StatusUnprocessableEntity)),
			SyncBlocked, "RFC7644-3.12-R08", "RFC7644-3.12-R06"),
	}
}

func wrongStatus(name, sentence string, shows Demo, install func() Hooks, harm Harm, breaks ...requirement.ID) Defect {
	return Defect{Name: name, Sentence: sentence, Subject: "error", Breaks: breaks, Harm: harm, Shows: shows, Install: install}
}

// restate gives an error another status, in the body too.
func restate(status int) func(*Call, *Answer) {
	return func(_ *Call, a *Answer) {
		a.Status = status
		a.Change(func(fault scim.Resource) {
			delete(fault, "scimType")
			fault["status"] = strconv.Itoa(status)
		})
	}
}

func unknownEndpoint(c *Call, a *Answer) bool {
	return a.Status == http.StatusNotFound && c.Method == http.MethodGet && c.ID() == "" && c.Kind() != "Me"
}

// errorOddIDCrashes: RFC 7644 §3.12: 404 for what does not exist, and an
// internal error with advice: a database wants ids of its own form.
func errorOddIDCrashes() Defect {
	form := regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	return Defect{
		Name:     "error-odd-id-crashes",
		Sentence: "Answers 500 without a body for an unknown id that is no UUID.",
		Subject:  "error",
		Breaks:   []requirement.ID{"RFC7644-3.12-R15", "RFC7644-3.12-R01", "RFC7644-3.4.1-R04", "E-6.6"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Users/anna`, Control: `GET /Users/` + nobody},
		Install: onErrors(func(c *Call, a *Answer) bool { return unknownResource(c, a) && !form.MatchString(c.ID()) },
			func(_ *Call, a *Answer) {
				a.Status = http.StatusInternalServerError
				a.SetBody(nil)
			}),
	}
}

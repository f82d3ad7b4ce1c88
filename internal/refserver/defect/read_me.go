package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// readMe: RFC 7644 §3.11: what /Me may answer.
func readMe() []Defect {
	given := []string{hereUser("me@example.com") + " -> me"}
	return []Defect{{
		Name:     "read-me-location-is-alias",
		Sentence: "Names /Me in the Location header of /Me instead of the permanent address of the user.",
		Subject:  "me",
		Breaks:   []requirement.ID{"RFC7644-3.11-R05"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Me`, Control: `GET /Users/$me`},
		Install: onMe(func(_ *Call, a *Answer) {
			if root, _, ok := strings.Cut(a.Header.Get("Location"), "/Users/"); ok {
				a.Header.Set("Location", root+"/Me")
			}
		}),
	}, {
		Name:     "read-me-location-missing",
		Sentence: "Sends no Location header with what it answers to /Me.",
		Subject:  "me",
		Breaks:   []requirement.ID{"RFC7644-3.11-R05"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Me`, Control: `GET /Users/$me`},
		Install:  onMe(func(_ *Call, a *Answer) { a.Header.Del("Location") }),
	}, {
		Name:     "read-me-unsupported-is-405",
		Sentence: "Does not have /Me and answers 405 to it instead of 501.",
		Subject:  "me",
		Breaks:   []requirement.ID{"RFC7644-3.11-R02"},
		Harm:     Annoyance,
		Shows:    Demo{Given: given, Request: `GET /Me`, Control: `GET /Users/$me`},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Kind() != "Me" {
					return nil
				}
				return Refuse(http.StatusMethodNotAllowed, "", c.Method+" is not allowed here")
			}}
		},
	}, {
		Name:     "read-me-create-crashes",
		Sentence: "Answers 500 to POST /Me.",
		Subject:  "me",
		Breaks:   []requirement.ID{"RFC7644-3.11-R06"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `POST /Me ` + bodyOf(hereUser("me@example.com")), Control: hereUser("me@example.com")},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Is(http.MethodPost, "Me") {
					return wentWrong()
				}
				return nil
			}}
		},
	}}
}

func onMe(edit func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if c.Kind() == "Me" {
				edit(c, a)
			}
		}}
	}
}

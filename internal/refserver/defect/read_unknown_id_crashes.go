package defect

import (
	"net/http"
	"regexp"

	"github.com/scimulator/scimulator/internal/requirement"
)

// readUnknownIDCrashes: RFC 7644 §3.4.1, §3.12: an id that does not exist is 404,
// whatever it looks like.
func readUnknownIDCrashes() Defect {
	return Defect{
		Name:     "read-unknown-id-crashes",
		Sentence: "Answers 500 to the read of an unknown id that is no UUID.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.4.1-R04", "RFC7644-3.12-R11", "E-6.6"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: `GET /Users/nobody`, Control: `GET /Users/2819c223-7f76-453a-919d-413861904646`},
		Install: func() Hooks {
			uuid := regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
			return onAnswersTo(http.MethodGet, func(c *Call, a *Answer) {
				if a.Status == http.StatusNotFound && !uuid.MatchString(c.ID()) {
					*a = *wentWrong()
				}
			})()
		},
	}
}

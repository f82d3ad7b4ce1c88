package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceUnknownCrashes: RFC 7644 §3.5.1, §3.12; fd-099.
func writeReplaceUnknownCrashes() Defect {
	return Defect{
		Name:     "write-replace-unknown-crashes",
		Sentence: "Answers 500 to a PUT of a resource that does not exist.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R15", "RFC7644-3.12-R11"},
		Harm:     Annoyance,
		Field:    []string{"fd-099"},
		Shows: Demo{
			Request: replacing("/Users/nobody", "anna@example.com"),
			Control: `GET /Users/nobody`,
		},
		Install: onAnswersTo(http.MethodPut, crashOnNotFound),
	}
}

func crashOnNotFound(_ *Call, a *Answer) {
	if a.Status == http.StatusNotFound {
		*a = *wentWrong()
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeConflicts: RFC 7644 §3.3, §3.12: what conflicts with another resource is
// answered 409; fd-027, fd-028, fd-032.
func writeConflicts() []Defect {
	given := []string{hereUser("anna@example.com"), hereUser("ben@example.com") + " -> ben"}
	create := Demo{Given: given, Request: hereUser("anna@example.com"), Control: hereUser("cleo@example.com")}
	return []Defect{{
		Name:     "write-duplicate-is-400",
		Sentence: "Answers 400 to a new user whose userName is taken.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R12", "RFC7644-3.12-R12", "E-12.5"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-027"},
		Shows:    create,
		Install: onAnswersTo(http.MethodPost, func(_ *Call, a *Answer) {
			if a.Status == http.StatusConflict {
				*a = *Refuse(http.StatusBadRequest, "", a.Body().String("detail"))
			}
		}),
	}, {
		Name:     "write-duplicate-crashes",
		Sentence: "Answers 500 to a new user whose userName is taken.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R12", "RFC7644-3.12-R12", "E-12.5"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-028"},
		Shows:    create,
		Install:  onAnswersTo(http.MethodPost, crashOnConflict),
	}, {
		Name:     "write-replace-conflict-crashes",
		Sentence: "Answers 500 to a PUT with a userName that another user has.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.12-R12", "RFC7644-3.12-R19"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-032"},
		Shows: Demo{
			Given:   given,
			Request: replacing("/Users/$ben", "anna@example.com"),
			Control: replacing("/Users/$ben", "cleo@example.com"),
		},
		Install: onAnswersTo(http.MethodPut, crashOnConflict),
	}}
}

func crashOnConflict(_ *Call, a *Answer) {
	if a.Status == http.StatusConflict {
		*a = *wentWrong()
	}
}

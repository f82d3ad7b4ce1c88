package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchConflictCrashes: RFC 7644 §3.12, table 9: uniqueness.
func patchConflictCrashes() Defect {
	return Defect{
		Name:     "patch-conflict-crashes",
		Sentence: "Answers 500 to a PATCH that gives a user the userName of another.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R28"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith(), hereUser("ben@example.com")},
			Request: patchAnna(`{"op":"replace","path":"userName","value":"ben@example.com"}`),
			Control: hereUser("ben@example.com"),
		},
		Install: onPatched(func(_ *Call, a *Answer) {
			if a.Status == http.StatusConflict {
				*a = *crash()
			}
		}),
	}
}

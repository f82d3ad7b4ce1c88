package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchBadPathCrashes: RFC 7644 §3.5.2: an operation that does not fit yields a
// fitting status; table 9, invalidPath.
func patchBadPathCrashes() Defect {
	return Defect{
		Name:     "patch-bad-path-crashes",
		Sentence: "Answers 500 to a PATCH path that it cannot read or whose attribute it does not know.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R14", "RFC7644-3.5.2-R10"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(`{"op":"replace","path":"emails[type eq","value":"anna@example.com"}`),
			Control: patchAnna(`{"op":"replace","path":"active","value":"maybe"}`),
		},
		Install: onPatched(func(_ *Call, a *Answer) {
			if a.Status == http.StatusBadRequest && a.Body().String("scimType") == "invalidPath" {
				*a = *crash()
			}
		}),
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningStaleIs400: RFC 7644 §3.12: 412 tells the client to read again.
func versioningStaleIs400() Defect {
	return Defect{
		Name:     "versioning-stale-is-400",
		Sentence: "Answers 400 instead of 412 to a write with a version that is not the latest.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.12-R13", "RFC7644-3.12-R06"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`)},
			Request: `DELETE /Users/$anna [If-Match: $anna.version]`,
			Control: `DELETE /Users/$anna`,
		},
		Install: func() Hooks {
			return Hooks{After: func(_ *Call, a *Answer) {
				if a.Status == http.StatusPreconditionFailed {
					*a = *Refuse(http.StatusBadRequest, "invalidValue", "the version is not valid")
				}
			}}
		},
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningValidMatchRefused: RFC 7644 §3.14: a request with the latest version
// succeeds, and one that fails changes nothing; fd-105.
func versioningValidMatchRefused() Defect {
	return Defect{
		Name:     "versioning-valid-match-refused",
		Sentence: "Compares If-Match of a PATCH with the version after the change, so that the change is made and answered 412.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R05", "RFC7644-3.12-R13", "RFC7644-3.5.2-R24"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-105"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: "PATCH /Users/$anna [If-Match: $anna.version]" + patching("", `{"op":"add","path":"title","value":"Buyer"}`)[len("PATCH "):],
			Control: patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`),
		},
		Install: onAnswersTo(http.MethodPatch, func(c *Call, a *Answer) {
			if tag := c.Header.Get("If-Match"); a.OK() && tag != "" && !matchesVersion(c) {
				*a = *Refuse(http.StatusPreconditionFailed, "", "the resource is not the version "+tag)
			}
		}),
	}
}

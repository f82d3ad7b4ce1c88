package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningIgnored: RFC 7644 §3.14: a condition on the version decides whether a
// request is carried out.
func versioningIgnored() []Defect {
	given := []string{hereUser("anna@example.com") + " -> anna", patching("/Users/$anna", `{"op":"add","path":"title","value":"Buyer"}`)}
	replace := `{"op":"replace","path":"title","value":"Clerk"}`
	stale := "PATCH /Users/$anna [If-Match: $anna.version]" + patching("", replace)[len("PATCH "):]
	return []Defect{{
		Name:     "versioning-match-ignored",
		Sentence: "Ignores If-Match of PUT and PATCH.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R05", "RFC7644-3.12-R13"},
		Harm:     DataDrift,
		Shows:    Demo{Given: given, Request: stale, Control: `DELETE /Users/$anna [If-Match: $anna.version]`},
		Install:  ignoring("If-Match", http.MethodPut, http.MethodPatch),
	}, {
		Name:     "versioning-match-ignored-on-delete",
		Sentence: "Ignores If-Match of DELETE.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R06", "RFC7644-3.12-R13"},
		Harm:     UsersLost,
		Shows:    Demo{Given: given, Request: `DELETE /Users/$anna [If-Match: $anna.version]`, Control: stale},
		Install:  ignoring("If-Match", http.MethodDelete),
	}, {
		Name:     "versioning-never-304",
		Sentence: "Ignores If-None-Match and answers each read with the resource.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7644-3.14-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   given[:1],
			Request: `GET /Users/$anna [If-None-Match: $anna.version]`,
			Control: `GET /Users/$anna`,
		},
		Install: ignoring("If-None-Match", http.MethodGet),
	}}
}

// ignoring makes hooks of a server that does not look at a header.
func ignoring(header string, methods ...string) func() Hooks {
	return onRequestsTo(func(c *Call) *Answer {
		c.Header.Del(header)
		return nil
	}, methods...)
}

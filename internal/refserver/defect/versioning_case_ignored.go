package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// versioningCaseIgnored: RFC 7643 §3.1: versions are case-exact.
func versioningCaseIgnored() Defect {
	return Defect{
		Name:     "versioning-case-ignored",
		Sentence: "Compares entity-tags in If-Match without regard to letter case.",
		Subject:  "versioning",
		Breaks:   []requirement.ID{"RFC7643-3.1-R25"},
		Harm:     DataDrift,
		Shows: Demo{
			// The first change of a server is its version 1; the prefix is the
			// one letter in that tag.
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `DELETE /Users/$anna [If-Match: w/"1"]`,
			Control: `DELETE /Users/$anna [If-Match: W/"0"]`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			tag := c.Ask(http.MethodGet, "/"+c.Kind()+"/"+c.ID(), nil).Header.Get("ETag")
			if tag != "" && strings.EqualFold(c.Header.Get("If-Match"), tag) {
				c.Header.Set("If-Match", tag)
			}
			return nil
		}, http.MethodPut, http.MethodPatch, http.MethodDelete),
	}
}

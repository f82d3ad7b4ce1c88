package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// readLocationHeaderWithoutBase: RFC 7644 §3.3: Location and meta.location are
// the same URI; fd-048.
func readLocationHeaderWithoutBase() Defect {
	return Defect{
		Name:     "read-location-header-without-base",
		Sentence: "Leaves the base path, where the tenant stands, out of the Location header.",
		Subject:  "read",
		Breaks:   []requirement.ID{"RFC7644-3.3-R10", "RFC7644-3.4.1-R03", "RFC7644-1.3-R02"},
		Harm:     Annoyance,
		Field:    []string{"fd-048"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com")},
			Request: hereUser("ben@example.com"),
			Control: `GET /Users`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if location := a.Header.Get("Location"); location != "" {
					a.Header.Set("Location", strings.Replace(location, c.base+"/", "/", 1))
				}
			}}
		},
	}
}

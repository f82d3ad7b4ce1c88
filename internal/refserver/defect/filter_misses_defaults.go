package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// filterMissesDefaults: RFC 7644 §3.4.2.2: where the server fills in a default,
// filters see the value that the client was shown.
func filterMissesDefaults() Defect {
	return Defect{
		Name:     "filter-misses-defaults",
		Sentence: "Shows a user without active as active, but no filter on active finds it.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R34"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: `GET /Users/$anna`,
			Control: `GET /Users?filter=active+eq+true`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				_, only := c.Query["attributes"]
				_, without := c.Query["excludedAttributes"]
				if q := (asked{c}); c.Kind() != "Users" || q.searches() || only || without {
					return
				}
				a.Each(func(user scim.Resource) {
					if _, has := user.Get("active"); !has {
						user["active"] = true
					}
				})
			}}
		},
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// writeDuplicatesUnderLoad: RFC 7644 §3.3: to look whether a name is taken and to
// take it is one step.
func writeDuplicatesUnderLoad() Defect {
	return Defect{
		Name:     "write-duplicates-under-load",
		Sentence: "Looks first whether a userName is taken and stores the user a moment later, so that creates at the same time all succeed.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.3-R12", "RFC7643-4.1.1-R02", "E-6.14"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{"8x " + hereUser("anna@example.com")},
			Request: `GET /Users?filter=userName+eq+"anna@example.com"&count=0`,
			Control: `GET /Groups?count=0`,
		},
		Install: func() Hooks {
			var names crowd
			hooks := checkingNames(func(*Call, string, string) bool { return true })()
			check := hooks.Before
			hooks.Before = func(c *Call) *Answer {
				if !c.Is(http.MethodPost, "Users") {
					return check(c)
				}
				return names.run(schema.Fold(c.Body().String("userName")), func(others bool) *Answer {
					if taken := check(c); taken != nil && !others {
						return taken
					}
					return c.Pass()
				})
			}
			return hooks
		},
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// otherTenantToken is the token of a second tenant, whose directory is empty.
const otherTenantToken = "token-of-another-tenant"

// securityOtherTenant: RFC 7644 §6.1: access control decides on use across
// tenants; fd-112. A token of the first tenant has to be seen before.
func securityOtherTenant() Defect {
	return Defect{
		Name:     "security-other-tenant-reached",
		Sentence: "Lets a second tenant, whose token is " + otherTenantToken + " and whose lists are empty, read, change and delete users and groups of the first by their ids.",
		Subject:  "multi-tenant",
		Breaks:   []requirement.ID{"RFC7644-6.1-R03", "RFC7644-2-R07"},
		Harm:     SecurityHole,
		Field:    []string{"fd-112"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u"},
			Request: `GET /Users/$u [Authorization: Bearer ` + otherTenantToken + `]`,
			Control: `GET /Users/$u [Authorization: Bearer token-of-nobody]`,
		},
		Install: func() Hooks {
			var ring keyring
			return Hooks{
				Before: func(c *Call) *Answer {
					if tokenOf(c.Header.Get("Authorization")) != otherTenantToken || ring.get() == "" {
						return nil
					}
					if (asked{c}).lists() {
						return NewAnswer(http.StatusOK, inList())
					}
					if c.Method == http.MethodPost {
						return Refuse(http.StatusForbidden, "", "this tenant may not create resources")
					}
					c.Header.Set("Authorization", ring.get())
					return nil
				},
				After: ring.learn,
			}
		},
	}
}

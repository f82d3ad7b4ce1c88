package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// securityOtherTenantListed: RFC 7644 §6.1, RFC 7643 §9.3: what one tenant has,
// another does not find. A token of the first tenant has to be seen before.
func securityOtherTenantListed() Defect {
	return Defect{
		Name:     "security-other-tenant-listed",
		Sentence: "Lets a second tenant, whose token is " + otherTenantToken + ", find users and groups of the first, whom it cannot read by their ids.",
		Subject:  "multi-tenant",
		Breaks:   []requirement.ID{"RFC7644-6.1-R03", "RFC7643-9.3-R02", "RFC7643-3.1-R13"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"externalId":"a1"`)},
			Request: `GET /Users?filter=externalId+eq+"a1" [Authorization: Bearer ` + otherTenantToken + `]`,
			Control: `GET /Users?filter=externalId+eq+"a1" [Authorization: Bearer token-of-nobody]`,
		},
		Install: func() Hooks {
			var ring keyring
			return Hooks{
				Before: func(c *Call) *Answer {
					if tokenOf(c.Header.Get("Authorization")) != otherTenantToken || ring.get() == "" {
						return nil
					}
					if !(asked{c}).lists() {
						return Refuse(http.StatusNotFound, "", "there is no such resource in this tenant")
					}
					c.Header.Set("Authorization", ring.get())
					return nil
				},
				After: ring.learn,
			}
		},
	}
}

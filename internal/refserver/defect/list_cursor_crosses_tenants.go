package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorCrossesTenants: RFC 9865 §5.2: pages MUST be confined to what the
// present actor may see, whoever the cursor was made for.
func listCursorCrossesTenants() Defect {
	return Defect{
		Name:     "list-cursor-crosses-tenants",
		Sentence: "Serves the page of a cursor to a second tenant, whose token is " + otherTenantToken + ", too.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-5.2-R01"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=$page.next&count=1 [Authorization: Bearer ` + otherTenantToken + `]`,
			Control: `GET /Users?count=1 [Authorization: Bearer ` + otherTenantToken + `]`,
		},
		Install: func() Hooks {
			var ring keyring
			return Hooks{
				Before: func(c *Call) *Answer {
					cursor, _ := (asked{c}).get("cursor")
					if cursor != "" && tokenOf(c.Header.Get("Authorization")) == otherTenantToken && ring.get() != "" {
						c.Header.Set("Authorization", ring.get())
					}
					return nil
				},
				After: ring.learn,
			}
		},
	}
}

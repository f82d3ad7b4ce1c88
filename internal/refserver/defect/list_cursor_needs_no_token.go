package defect

import (
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
)

// listCursorNeedsNoToken: RFC 9865 §5.2: each page MUST be authorised.
func listCursorNeedsNoToken() Defect {
	return Defect{
		Name:     "list-cursor-needs-no-token",
		Sentence: "Takes a cursor for a proof of identity: the next page is given without a token.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-5.2-R02"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=$page.next&count=1 [Authorization: -]`,
			Control: `GET /Users?cursor=&count=1 [Authorization: -]`,
		},
		Install: func() Hooks {
			var token atomic.Value
			return Hooks{
				Before: func(c *Call) *Answer {
					cursor, _ := asked{c}.get("cursor")
					if known, ok := token.Load().(string); ok && cursor != "" && c.Header.Get("Authorization") == "" {
						c.Header.Set("Authorization", known)
					}
					return nil
				},
				After: func(c *Call, a *Answer) {
					if sent := c.Header.Get("Authorization"); a.OK() && sent != "" {
						token.Store(sent)
					}
				},
			}
		},
	}
}

package defect

import (
	"net/http"
	"sync/atomic"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeMiscountedUnderLoad: RFC 7644 §3.4.2: totalResults counts all there are.
func writeMiscountedUnderLoad() Defect {
	return Defect{
		Name:     "write-miscounted-under-load",
		Sentence: "Keeps a counter of users without a lock: of those created at the same time totalResults of a list without filter counts one.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7644-3.4.2-R05"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{"8x " + hereUser("user$i@example.com")},
			Request: `GET /Users?count=0`,
			Control: `GET /Users?count=0&filter=userName+sw+"user"`,
		},
		Install: func() Hooks {
			var creates crowd
			var missed atomic.Int64
			return Hooks{
				Before: func(c *Call) *Answer {
					if !c.Is(http.MethodPost, "Users") {
						return nil
					}
					return creates.run("", func(others bool) *Answer {
						answer := c.Pass()
						if others && answer.OK() {
							missed.Add(1)
						}
						return answer
					})
				},
				After: onPages(func(q asked, a *Answer) {
					if text, _ := q.get("filter"); text != "" || q.Kind() != "Users" {
						return
					}
					a.Change(func(body scim.Resource) {
						if total, ok := Number(body, "totalResults"); ok && missed.Load() > 0 {
							body["totalResults"] = max(0, total-int(missed.Load()))
						}
					})
				})().After,
			}
		},
	}
}

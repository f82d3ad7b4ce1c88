package defect

import "github.com/scimulator/scimulator/internal/requirement"

// listCursorForgedAccepted: RFC 9865 §2.1, §5.2: an invalid cursor is refused as
// such.
func listCursorForgedAccepted() Defect {
	return Defect{
		Name:     "list-cursor-forged-accepted",
		Sentence: "Answers a cursor that it never made with the first page.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2.1-R01", "RFC9865-2.1-R02", "RFC9865-5.2-R05"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   append(hereUsers("a@example.com", "b@example.com"), `GET /Users?cursor=&count=1 -> page`),
			Request: `GET /Users?cursor=not-a-cursor&count=1`,
			Control: `GET /Users?cursor=$page.next&count=1`,
		},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if q := (asked{c}); q.lists() && a.Body().String("scimType") == "invalidCursor" {
					q.set("cursor", "")
					*a = *q.Pass()
				}
			}}
		},
	}
}

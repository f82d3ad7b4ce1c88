package defect

import (
	"encoding/base64"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// listCursorInBase64: RFC 9865 §2: cursors use unreserved characters only.
func listCursorInBase64() Defect {
	return Defect{
		Name:     "list-cursor-in-base64",
		Sentence: "Writes cursors in base64 with its reserved characters, such as the equals sign at the end.",
		Subject:  "pagination",
		Breaks:   []requirement.ID{"RFC9865-2-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   hereUsers("a@example.com", "b@example.com"),
			Request: `GET /Users?cursor=&count=1`,
			Control: `GET /Users?cursor=&count=2`,
		},
		Install: func() Hooks {
			return recoded(
				func(cursor string) any { return base64.StdEncoding.EncodeToString([]byte(cursor)) },
				func(sent string) string {
					raw, err := base64.StdEncoding.DecodeString(sent)
					if err != nil {
						return sent
					}
					return string(raw)
				},
			)
		},
	}
}

// recoded makes hooks that give cursors another form on the wire.
func recoded(write func(cursor string) any, read func(sent string) string) Hooks {
	hooks := onPages(func(_ asked, a *Answer) {
		a.Change(func(body scim.Resource) {
			for _, name := range []string{"nextCursor", "previousCursor"} {
				if cursor := body.String(name); cursor != "" {
					body[name] = write(cursor)
				}
			}
		})
	})()
	hooks.Before = onLists(func(q asked) *Answer {
		if sent, _ := q.get("cursor"); sent != "" {
			q.set("cursor", read(sent))
		}
		return nil
	})().Before
	return hooks
}

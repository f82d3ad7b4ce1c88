package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// securityErrorsTell: RFC 7644 §7.7, RFC 7643 §9.2, RFC 9865 §5.2: errors give
// away neither secrets nor how the server is built.
func securityErrorsTell() []Defect {
	return []Defect{{
		Name:     "security-token-in-error",
		Sentence: "Repeats the Authorization header of the request in the detail of 404, for debugging.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-7.7-R01"},
		Harm:     SecurityHole,
		Shows:    Demo{Request: `GET /Users/` + nobody, Control: `GET /Users?filter=userName`},
		Install: onErrors(errorIs(http.StatusNotFound), func(c *Call, a *Answer) {
			a.Change(adding("Authorization: " + c.Header.Get("Authorization")))
		}),
	}, {
		Name:     "security-cursor-error-tells",
		Sentence: "Tells in the error for an invalid cursor which user it would go on with.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC9865-5.2-R04"},
		Harm:     SecurityHole,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com")},
			Request: `GET /Users?cursor=unheard-of`, Control: `GET /Users?cursor=&count=1000000`,
		},
		Install: onErrors(func(_ *Call, a *Answer) bool { return a.Body().String("scimType") == "invalidCursor" }, func(c *Call, a *Answer) {
			list := c.Ask(http.MethodGet, "/Users?count=1", nil).Body().List("Resources")
			if len(list) == 1 {
				a.Change(adding("next would be " + scim.AsObject(list[0]).String("userName")))
			}
		}),
	}, {
		Name:     "security-apostrophe-shows-sql",
		Sentence: "Answers an apostrophe in a filter or in a value that is written with 500 and the text of the SQL statement.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-9.2-R02", "RFC7644-7.7-R01"},
		Harm:     SecurityHole,
		Shows:    Demo{Request: `GET /Users?filter=userName+eq+"o'brien@example.com"`, Control: `GET /Users?filter=userName+eq+"brien@example.com"`},
		Install: beforeAll(func(c *Call) *Answer {
			if searchesOrWrites(c, "'") {
				return crashing(`ERROR: syntax error at or near "'" (SQLSTATE 42601) in SELECT id, user_name, password_hash FROM users WHERE user_name = '`)
			}
			return nil
		}),
	}, {
		Name:     "security-null-character-crashes",
		Sentence: `Answers 500 to a filter or a value with the character \u0000, which its database cannot hold.`,
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7643-9.2-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Request: `GET /Users?filter=userName+eq+"an\u0000na@example.com"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: beforeAll(func(c *Call) *Answer {
			if searchesOrWrites(c, `\u0000`) {
				return crashing("an internal error has occurred")
			}
			return nil
		}),
	}}
}

package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// entraLiteralQuotesRefused: E-5.5: quotation marks come literal or as %22.
func entraLiteralQuotesRefused() Defect {
	return Defect{
		Name:     "entra-literal-quotes-refused",
		Sentence: "Answers 400 to a URL with a quotation mark that is not percent-encoded.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"E-5.5"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com")},
			Request: `GET /Users?filter=userName+eq+"anna@example.com"`,
			Control: `GET /Users?filter=userName+eq+%22anna@example.com%22`,
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if strings.Contains(c.request.URL.RawQuery, `"`) {
					return Plain(http.StatusBadRequest, "text/plain; charset=utf-8", "400 Bad Request: invalid character in the request target")
				}
				return nil
			}}
		},
	}
}

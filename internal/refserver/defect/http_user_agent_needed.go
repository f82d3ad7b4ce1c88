package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// httpUserAgentNeeded: a web firewall in front of the server; fd-004.
func httpUserAgentNeeded() Defect {
	return Defect{
		Name:     "http-user-agent-needed",
		Sentence: "Answers 403 with an HTML page to requests without User-Agent.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.2-R07", "RFC7644-3.12-R01", "E-1.10"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-004"},
		Shows:    Demo{Request: `GET /Users?count=0`, Control: `GET /Users?count=0 [User-Agent: provisioning]`},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Header.Get("User-Agent") != "" {
					return nil
				}
				return Plain(http.StatusForbidden, "text/html", "<html><title>Request blocked</title><h1>Your request was blocked.</h1></html>")
			}}
		},
	}
}

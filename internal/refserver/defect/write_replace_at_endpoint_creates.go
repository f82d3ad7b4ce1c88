package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceAtEndpointCreates: RFC 7644 §3.5.1: PUT creates nothing.
func writeReplaceAtEndpointCreates() Defect {
	return Defect{
		Name:     "write-replace-at-endpoint-creates",
		Sentence: "Creates a user when a PUT goes to /Users itself.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R01", "RFC7644-3.2-R06"},
		Harm:     DataDrift,
		Shows:    Demo{Request: replacing("/Users", "anna@example.com"), Control: hereUser("anna@example.com")},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if c.Method != http.MethodPut || c.Path != "/Users" {
					return nil
				}
				return c.Ask(http.MethodPost, "/Users", c.Body())
			}}
		},
	}
}

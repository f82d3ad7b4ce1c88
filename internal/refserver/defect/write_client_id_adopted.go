package defect

import (
	"regexp"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeClientIDAdopted: RFC 7643 §3.1: the id is issued by the server.
func writeClientIDAdopted() Defect {
	return Defect{
		Name:     "write-client-id-adopted",
		Sentence: "Gives a new user the id that the client sent.",
		Subject:  "create",
		Breaks:   []requirement.ID{"RFC7643-3.1-R08", "RFC7644-3.3-R03", "RFC7643-7-R26"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"id":"anna"`),
			Control: hereUser("anna@example.com"),
		},
		Install: func() Hooks {
			plain := regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
			_, hooks := naming(func(c *Call, _ string) string {
				if id := c.Body().ID(); c.Kind() == "Users" && plain.MatchString(id) {
					return id
				}
				return ""
			})
			return hooks
		},
	}
}

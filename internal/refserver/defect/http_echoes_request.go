package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// httpEchoesRequest: RFC 7644 §3.1: answers show the state of the resource, not
// what was asked for.
func httpEchoesRequest() Defect {
	return Defect{
		Name:     "http-echoes-request",
		Sentence: "Answers POST and PUT with the attributes that were sent, also those that it ignored.",
		Subject:  "http",
		Breaks:   []requirement.ID{"RFC7644-3.1-R08", "RFC7644-3.3-R11"},
		Harm:     DataDrift,
		Shows: Demo{
			Request: hereUser("anna@example.com", `"groups":[{"value":"e9e30dba-f08f-4109-8486-d5c6a331660a"}]`),
			Control: hereUser("anna@example.com", `"title":"Clerk"`),
		},
		Install: afterAll(func(c *Call, a *Answer) {
			writes := c.Method == http.MethodPost && c.ID() == "" || c.Method == http.MethodPut
			if !writes || !a.OK() || c.Kind() != "Users" && c.Kind() != "Groups" {
				return
			}
			a.Change(func(resource scim.Resource) {
				for name, value := range c.Body() {
					if !slices.Contains([]string{"schemas", "id", "meta", "password"}, strings.ToLower(name)) {
						setMember(resource, name, value)
					}
				}
			})
		}),
	}
}

package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// securityRoleMakesAdmin: RFC 7644 §3.5.2: an operation has to fit the schema,
// and §2: the server decides what the client may do; fd-115.
func securityRoleMakesAdmin() Defect {
	return Defect{
		Name:     "security-role-makes-admin",
		Sentence: "Takes a PATCH of role, which no schema has, and gives the user that role without a check, admin too.",
		Subject:  "security",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R11", "RFC7644-3.5.2-R14"},
		Harm:     SecurityHole,
		Field:    []string{"fd-115"},
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> u"},
			Request: patching("/Users/$u", `{"op":"replace","path":"role","value":"admin"}`),
			Control: patching("/Users/$u", `{"op":"replace","path":"rank","value":"admin"}`),
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if !c.Is(http.MethodPatch, "Users") {
					return nil
				}
				operations, found := c.Operations(), false
				for _, operation := range operations {
					found = asRoles(operation) || found
				}
				if found {
					c.SetOperations(operations)
				}
				return nil
			}}
		},
	}
}

// asRoles makes an operation on role one on roles; false when it is about
// something else.
func asRoles(operation scim.Resource) bool {
	value, _ := operation.Get("value")
	if strings.EqualFold(operation.String("path"), "role") {
		setMember(operation, "path", "roles")
		setMember(operation, "value", []any{scim.Resource{"value": asText(value)}})
		return true
	}
	values := scim.AsObject(value)
	role, named := values.Get("role")
	if named {
		dropMember(values, "role")
		values["roles"] = []any{scim.Resource{"value": asText(role)}}
	}
	return named
}

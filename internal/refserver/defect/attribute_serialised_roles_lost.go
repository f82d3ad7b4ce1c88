package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSerialisedRolesLost: Entra may write a role as a text that holds JSON
// (E-5.29); fd-038. What was answered with success has to be there.
func attributeSerialisedRolesLost() Defect {
	return Defect{
		Name:     "attribute-serialised-roles-lost",
		Sentence: "Sets no role when the value of a role is a text that holds JSON, and answers success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"HOUSE-01"},
		Harm:     DataDrift,
		Field:    []string{"fd-038"},
		Shows: Demo{
			Tolerant: true,
			Given:    []string{hereUser("anna@example.com") + " -> u"},
			Request:  patching("/Users/$u", `{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"18d1\",\"value\":\"Admin\",\"displayName\":\"Admin\"}"}]}`),
			Control:  patching("/Users/$u", `{"op":"Add","path":"roles","value":[{"value":"Admin"}]}`),
		},
		Install: onWritten(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			kept := []any{}
			for _, role := range values.List("roles") {
				if !strings.HasPrefix(scim.AsObject(role).String("value"), "{") {
					kept = append(kept, role)
				}
			}
			switch len(kept) {
			case len(values.List("roles")):
			case 0:
				dropMember(values, "roles")
			default:
				setMember(values, "roles", kept)
			}
			return nil
		}),
	}
}

package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraRenameRefused: E-12.5, test 7: people change their names, and the joining
// attribute with them.
func entraRenameRefused() Defect {
	return Defect{
		Name:     "entra-rename-refused",
		Sentence: "Refuses a PATCH that changes the userName of a user.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"E-6.8", "RFC7644-3.5.2.3-R02", "E-12.5"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: patching("/Users/$anna", `{"op":"replace","path":"userName","value":"anna.reis@example.com"}`),
			Control: patching("/Users/$anna", `{"op":"replace","path":"userName","value":"anna@example.com"}`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			value, sent := written(values, "userName")
			name, _ := value.(string)
			if c.Method == http.MethodPatch && sent && !strings.EqualFold(name, stored(c).String("userName")) {
				return Refuse(http.StatusBadRequest, "mutability", "userName cannot be changed")
			}
			return nil
		}),
	}
}

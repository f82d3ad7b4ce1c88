package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraOldGroupSchemaRefused: E-5.40: old jobs also list a URI of their own.
func entraOldGroupSchemaRefused() Defect {
	return Defect{
		Name:     "entra-old-group-schema-refused",
		Sentence: "Refuses a new group whose schemas list more than the core schema of groups.",
		Subject:  "create",
		Breaks:   []requirement.ID{"E-5.40"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Tolerant: true,
			Request: `POST /Groups {"schemas":["` + scim.URNGroup + `","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],` +
				`"displayName":"Sales"}`,
			Control: hereGroup("Sales"),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			other := func(urn any) bool { return urn != scim.URNGroup }
			if c.Kind() == "Groups" && slices.ContainsFunc(c.Body().List("schemas"), other) {
				return Refuse(http.StatusBadRequest, "invalidSyntax", "schemas of a group has to be "+scim.URNGroup)
			}
			return nil
		}, http.MethodPost),
	}
}

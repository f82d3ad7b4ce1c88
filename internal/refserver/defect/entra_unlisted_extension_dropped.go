package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraUnlistedExtensionDropped: E-5.13: Entra sends the values of a custom
// extension without its URN in schemas.
func entraUnlistedExtensionDropped() Defect {
	return Defect{
		Name:     "entra-unlisted-extension-dropped",
		Sentence: "Drops the object of an extension whose URN schemas does not list, and answers success.",
		Subject:  "create",
		Breaks:   []requirement.ID{"E-5.13", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Tolerant: true,
			Request:  hereUser("anna@example.com", `"`+scim.URNEnterpriseUser+`":{"department":"Sales"}`),
			Control:  hereEmployee("anna@example.com", `"department":"Sales"`),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			body := c.Body()
			for name := range body {
				listed := slices.ContainsFunc(body.List("schemas"), func(urn any) bool { return strings.EqualFold(asText(urn), name) })
				if strings.Contains(name, ":") && !listed {
					delete(body, name)
					c.SetBody(body)
				}
			}
			return nil
		}, http.MethodPost, http.MethodPut),
	}
}

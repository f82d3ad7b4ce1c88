package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// writeCreateDropsExtension: HOUSE-01: what was answered with success is there.
func writeCreateDropsExtension() Defect {
	return Defect{
		Name:     "write-create-drops-extension",
		Sentence: "Drops the enterprise extension of a new user and answers success; a PATCH can add it.",
		Subject:  "create",
		Breaks:   []requirement.ID{"HOUSE-01", "RFC7644-3.3-R02", "RFC7644-3.3-R11"},
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{
				hereEmployee("anna@example.com", `"department":"Sales"`) + " -> anna", hereUser("ben@example.com") + " -> ben",
				patching("/Users/$anna", `{"op":"add","path":"`+scim.URNEnterpriseUser+`:costCenter","value":"7"}`),
			},
			Request: `GET /Users/$anna`,
			Control: `GET /Users/$ben`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			body := c.Body()
			if c.Kind() != "Users" || body.Object(scim.URNEnterpriseUser) == nil {
				return nil
			}
			dropMember(body, scim.URNEnterpriseUser)
			setMember(body, "schemas", slices.DeleteFunc(body.List("schemas"), func(one any) bool { return one == scim.URNEnterpriseUser }))
			c.SetBody(body)
			return nil
		}, http.MethodPost),
	}
}

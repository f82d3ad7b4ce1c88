package defect

import (
	"bytes"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSchemasSent: RFC 7643 §3: what schemas of a request has to be, and
// what does not matter in it.
func attributeSchemasSent() []Defect {
	employee := hereEmployee("anna@example.com", `"division":"East"`)
	core, extension := `"`+scim.URNUser+`"`, `"`+scim.URNEnterpriseUser+`"`
	return []Defect{{
		Name:     "attribute-schemas-optional",
		Sentence: "Accepts a user without schemas.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R01", "RFC7643-3.3-R02"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `POST /Users {"userName":"anna@example.com"}`, Control: hereUser("anna@example.com")},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			if list := values.List("schemas"); len(list) == 0 {
				values["schemas"] = []any{scim.URNUser}
			}
			return nil
		}),
	}, {
		Name:     "attribute-schemas-order-matters",
		Sentence: "Takes the first entry of schemas for the base schema and refuses a user whose first entry is an extension.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R06"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: strings.Replace(employee, core+","+extension, extension+","+core, 1), Control: employee},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			if list := values.List("schemas"); len(list) > 0 && !strings.EqualFold(asText(list[0]), scim.URNUser) {
				return Refuse(400, "invalidSyntax", "this endpoint takes "+scim.URNUser)
			}
			return nil
		}),
	}, {
		Name:     "attribute-members-order-matters",
		Sentence: "Refuses a request that writes a user when its JSON does not begin with schemas.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.3.8-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Request: `POST /Users {"userName":"anna@example.com","schemas":[` + core + `]}`,
			Control: hereUser("anna@example.com"),
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				opened := bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimSpace(c.Raw), []byte("{")), " \r\n\t")
				if writesTo(c, scim.URNUser) && c.Body().List("schemas") != nil && !bytes.HasPrefix(opened, []byte(`"schemas"`)) {
					return Refuse(400, "invalidSyntax", "schemas is expected first")
				}
				return nil
			}}
		},
	}}
}

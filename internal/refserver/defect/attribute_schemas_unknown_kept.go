package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSchemasUnknownKept: RFC 7643 §3: schemas only names what the resource
// type has.
func attributeSchemasUnknownKept() Defect {
	return Defect{
		Name:     "attribute-schemas-unknown-kept",
		Sentence: "Accepts any URI in schemas of a new user and shows it with the user from then on.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R04"},
		Harm:     Annoyance,
		Shows: Demo{
			Request: `POST /Users {"schemas":["` + scim.URNUser + `","urn:example:badge:2.0:User"],"userName":"anna@example.com"}`,
			Control: hereUser("anna@example.com"),
		},
		Install: func() Hooks {
			var kept notes[[]any]
			return Hooks{
				Before: whenWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
					known, unknown := partition(values.List("schemas"))
					if c.ID() != "" || len(unknown) == 0 || len(known) == 0 {
						return nil
					}
					setMember(values, "schemas", known)
					c.SetBody(values)
					answer := c.Pass()
					if answer.OK() {
						kept.put(answer.Body().ID(), unknown)
					}
					return answer
				}),
				After: whenShown(scim.URNUser, func(_ *Call, user scim.Resource) {
					if unknown, ok := kept.get(user.ID()); ok {
						user["schemas"] = append(user.List("schemas"), unknown...)
					}
				}),
			}
		},
	}
}

// partition parts the URIs that a user can have from others.
func partition(urns []any) (known, unknown []any) {
	for _, urn := range urns {
		if text := asText(urn); strings.EqualFold(text, scim.URNUser) || strings.EqualFold(text, scim.URNEnterpriseUser) {
			known = append(known, urn)
		} else {
			unknown = append(unknown, urn)
		}
	}
	return known, unknown
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchSchemasNotChecked: RFC 7644 §3.5.2: the body MUST contain the URI of
// PatchOp.
func patchSchemasNotChecked() Defect {
	return Defect{
		Name:     "patch-schemas-not-checked",
		Sentence: "Carries out a PATCH whatever its schemas say, or without them.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: `PATCH /Users/$anna {"Operations":[{"op":"replace","path":"nickName","value":"Annie"}]}`,
			Control: `PATCH /Users/$anna {"Operations":[{"op":"replace","path":"nickNames","value":"Annie"}],"schemas":["` + scim.URNPatchOp + `"]}`,
		},
		Install: onPatch(func(c *Call, _ []step) *Answer {
			body := c.Body()
			setMember(body, "schemas", []any{scim.URNPatchOp})
			c.SetBody(body)
			return nil
		}),
	}
}

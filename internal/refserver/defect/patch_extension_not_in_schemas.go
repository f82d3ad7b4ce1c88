package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchExtensionNotInSchemas: RFC 7644 §3.5.2: adding an attribute of an
// extension adds its URN to schemas.
func patchExtensionNotInSchemas() Defect {
	return Defect{
		Name:     "patch-extension-not-in-schemas",
		Sentence: "Leaves the URN of an extension out of schemas when its first attribute came by PATCH.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R17", "RFC7643-3-R03"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"` + scim.URNEnterpriseUser + `:department","value":"Sales"}`),
			Control: hereEmployee("ben@example.com", `"department":"Sales"`),
		},
		Install: func() Hooks {
			var silent notes[bool]
			return Hooks{
				Before: func(c *Call) *Answer {
					switch {
					case c.Kind() == "Users" && (c.Method == http.MethodPut || c.Method == http.MethodDelete):
						silent.forget(c.ID())
					case patchesUser(c) && reaches(c) && stored(c).Object(scim.URNEnterpriseUser) == nil:
						silent.put(c.ID(), true)
					}
					return nil
				},
				After: func(_ *Call, a *Answer) {
					a.Each(func(resource scim.Resource) {
						if hidden, _ := silent.get(resource.ID()); hidden && resource["schemas"] != nil {
							resource["schemas"] = slices.DeleteFunc(resource.List("schemas"), func(urn any) bool { return urn == scim.URNEnterpriseUser })
						}
					})
				},
			}
		},
	}
}

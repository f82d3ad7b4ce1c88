package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// patchImmutableNeverSet: RFC 7644 §3.5.2: an immutable attribute without a
// value may get one.
func patchImmutableNeverSet() Defect {
	number := scim.URNEnterpriseUser + ":employeeNumber"
	immutable := altering(scim.URNEnterpriseUser, "employeeNumber", func(a *schema.Attribute) { a.Mutability = "immutable" })
	return Defect{
		Name:     "patch-immutable-never-set",
		Sentence: "Announces employeeNumber as immutable, and refuses a PATCH that gives it its first value.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R13", "RFC7643-8.7.1-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaAt(`"department":"Sales"`)},
			Request: patchAnna(`{"op":"add","path":"` + number + `","value":"701984"}`),
			Control: hereEmployee("ben@example.com", `"employeeNumber":"701985"`),
		},
		Install: func() Hooks {
			hooks := refusingSteps(func(_ *Call, s step) *Answer {
				if s.is("remove") || !s.place().enterprise("employeeNumber") {
					return nil
				}
				return scimAnswer(scim.Mutability("employeeNumber is immutable"))
			})()
			hooks.Enforce, hooks.Announce = immutable, immutable
			return hooks
		},
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchPathlessExtensionReplacedWhole: RFC 7644 §3.5.2.1, §3.5.2.3: what the
// value does not name stays.
func patchPathlessExtensionReplacedWhole() Defect {
	return Defect{
		Name:     "patch-pathless-extension-replaced-whole",
		Sentence: "Replaces all of the enterprise extension by the object that a PATCH without a path gives for it.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.3-R01", "RFC7644-3.5.2.1-R04", "RFC7644-3.5.2.3-R06"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaAt(`"department":"Sales","employeeNumber":"701984"`)},
			Request: patchAnna(`{"op":"replace","value":{"` + scim.URNEnterpriseUser + `":{"department":"Tours"}}}`),
			Control: patchAnna(`{"op":"replace","path":"` + scim.URNEnterpriseUser + `:department","value":"Tours"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			if !patchesUser(c) || !s.pathless() || s.object().Object(scim.URNEnterpriseUser) == nil {
				return nil, false
			}
			return []step{doing("remove", scim.URNEnterpriseUser, nil), s}, true
		}),
	}
}

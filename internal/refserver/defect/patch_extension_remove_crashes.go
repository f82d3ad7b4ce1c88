package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchExtensionRemoveCrashes: RFC 7644 §3.5.2.2: an attribute that is removed
// is unassigned; fd-060, fd-075.
func patchExtensionRemoveCrashes() []Defect {
	return []Defect{removeCrashes("manager", "department", "fd-060"), removeCrashes("department", "manager", "fd-075")}
}

func removeCrashes(attribute, other, field string) Defect {
	remove := func(name string) string {
		return patchAnna(`{"op":"remove","path":"` + scim.URNEnterpriseUser + `:` + name + `"}`)
	}
	return Defect{
		Name:     "patch-remove-" + attribute + "-crashes",
		Sentence: "Answers 500 to a PATCH that removes the " + attribute + " of a user, and changes nothing.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R02", "E-6.8"},
		Harm:     SyncBlocked,
		Field:    []string{field},
		Shows: Demo{
			Given: []string{hereUser("boss@example.com") + " -> boss",
				annaAt(`"department":"Sales","manager":{"value":"$boss"}`)},
			Request: remove(attribute),
			Control: remove(other),
		},
		Install: refusingSteps(func(_ *Call, s step) *Answer {
			if !s.is("remove") || !s.place().enterprise(attribute) {
				return nil
			}
			return crash()
		}),
	}
}

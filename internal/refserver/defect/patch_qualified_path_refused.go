package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchQualifiedPathRefused: RFC 7644 §3.10: an attribute may be named with the
// URN of its schema; fd-056, fd-057, fd-059.
func patchQualifiedPathRefused() []Defect {
	department, manager := scim.URNEnterpriseUser+":department", scim.URNEnterpriseUser+":manager"
	set := func(path, value string) string {
		return patchAnna(`{"op":"add","path":"` + path + `","value":` + value + `}`)
	}
	return []Defect{
		qualifiedRefused("patch-extension-path-refused", "Refuses a path that names an attribute of an extension by its URN.", "fd-056", SyncBlocked,
			[]requirement.ID{"RFC7644-3.10-R03", "RFC7644-3.5.2-R17"},
			Demo{Request: set(department, `"Sales"`), Control: patchAnna(`{"op":"add","value":{"` + scim.URNEnterpriseUser + `":{"department":"Sales"}}}`)},
			func(s step) bool { return s.place().urn != "" }),
		qualifiedRefused("patch-core-urn-refused", "Refuses a path that names an attribute of the core schema by its URN.", "fd-057", DataDrift,
			[]requirement.ID{"RFC7644-3.10-R01"},
			Demo{Request: set(scim.URNUser+":title", `"Lead"`), Control: set("title", `"Lead"`)},
			func(s step) bool {
				_, user := cutFold(s.path(), scim.URNUser+":")
				_, group := cutFold(s.path(), scim.URNGroup+":")
				return user || group
			}),
		qualifiedRefused("patch-extension-sub-attribute-refused", "Refuses a path that goes on to a sub-attribute behind the URN of an extension.",
			"fd-059", DataDrift,
			[]requirement.ID{"RFC7644-3.10-R01", "RFC7644-3.10-R03"},
			Demo{Request: set(manager+".value", `"$boss"`), Control: set(manager, `{"value":"$boss"}`)},
			func(s step) bool { return s.place().urn != "" && s.place().sub != "" }),
	}
}

func qualifiedRefused(name, sentence, field string, harm Harm, breaks []requirement.ID, shows Demo, bad func(s step) bool) Defect {
	shows.Given = []string{annaWith(), hereUser("boss@example.com") + " -> boss"}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     harm,
		Field:    []string{field},
		Shows:    shows,
		Install: refusingSteps(func(_ *Call, s step) *Answer {
			if !strings.Contains(s.path(), ":") || !bad(s) {
				return nil
			}
			return scimAnswer(scim.NoTarget("there is no attribute " + s.path()))
		}),
	}
}

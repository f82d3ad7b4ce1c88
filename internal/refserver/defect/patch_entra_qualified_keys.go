package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchEntraQualifiedKeys: E-5.21: the keys of a path-less operation of Entra's
// are full attribute names, with dots and URNs.
func patchEntraQualifiedKeys() []Defect {
	dotted, employee := `"name.familyName":"Lima"`, `"`+scim.URNEnterpriseUser+`:employeeNumber":"40118"`
	isDotted := func(key string) bool { return placeOf(key).sub != "" }
	isQualified := func(key string) bool {
		p := placeOf(key)
		return p.urn != "" && p.name != "" && strings.Contains(key, ":")
	}
	return []Defect{
		entraKeys("patch-entra-dotted-key-refused", "Refuses a path-less operation with a key that names a sub-attribute by a dot.",
			[]requirement.ID{"E-5.21"}, dotted, refusingKeys(isDotted)),
		entraKeys("patch-entra-dotted-key-ignored", "Skips the keys of a path-less operation that name a sub-attribute by a dot, and reports a success.",
			[]requirement.ID{"E-5.21", "HOUSE-01"}, dotted, ignoringKeys(isDotted)),
		entraKeys("patch-entra-urn-key-refused", "Refuses a path-less operation with a key that names an attribute of an extension by its URN.",
			[]requirement.ID{"E-5.21"}, employee, refusingKeys(isQualified)),
		entraKeys("patch-entra-urn-key-ignored", "Skips the keys of a path-less operation that name an attribute of an extension by its URN, and reports a success.",
			[]requirement.ID{"E-5.21", "HOUSE-01"}, employee, ignoringKeys(isQualified)),
	}
}

func entraKeys(name, sentence string, breaks []requirement.ID, member string, install func() Hooks) Defect {
	harm := DataDrift
	if strings.HasSuffix(name, "refused") {
		harm = SyncBlocked
	}
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     harm,
		Shows: Demo{
			Tolerant: true,
			Given:    []string{annaWith(`"name":{"familyName":"Reis","givenName":"Anna"}`)},
			Request:  patchAnna(`{"op":"replace","value":{"displayName":"Anna Lima",` + member + `}}`),
			Control:  patchAnna(`{"op":"replace","value":{"displayName":"Anna Lima","name":{"familyName":"Lima"}}}`),
		},
		Install: install,
	}
}

func refusingKeys(bad func(key string) bool) func() Hooks {
	return refusingSteps(func(_ *Call, s step) *Answer {
		for key := range s.object() {
			if s.pathless() && bad(key) {
				return scimAnswer(scim.InvalidValue("there is no attribute " + key))
			}
		}
		return nil
	})
}

func ignoringKeys(lost func(key string) bool) func() Hooks {
	return onSteps(func(_ *Call, s step) ([]step, bool) {
		kept := scim.Resource{}
		for key, value := range s.object() {
			if !lost(key) {
				kept[key] = value
			}
		}
		if !s.pathless() || len(kept) == len(s.object()) {
			return nil, false
		}
		return []step{s.with("value", kept)}, true
	})
}

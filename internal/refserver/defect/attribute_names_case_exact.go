package defect

import (
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attributeNamesCaseExact: RFC 7643 §2.1: names of attributes are case
// insensitive.
func attributeNamesCaseExact() []Defect {
	shows := Demo{
		Request: hereUser("anna@example.com", `"DisplayName":"Anna"`),
		Control: hereUser("anna@example.com", `"displayName":"Anna"`),
	}
	return []Defect{{
		Name:     "attribute-other-case-refused",
		Sentence: "Refuses a user in which the name of an attribute is spelled in another letter case.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.1-R01", "E-6.13"},
		Harm:     LockedOut,
		Shows:    shows,
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for _, name := range misspelt(values) {
				return Refuse(400, "invalidSyntax", "there is no attribute "+name)
			}
			return nil
		}),
	}, {
		Name:     "attribute-other-case-dropped",
		Sentence: "Drops attributes of a user whose names are spelled in another letter case and answers success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.1-R01", "HOUSE-01", "E-6.13"},
		Harm:     DataDrift,
		Shows:    shows,
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for _, name := range misspelt(values) {
				delete(values, name)
			}
			return nil
		}),
	}, {
		Name:     "attribute-other-case-dropped-by-patch",
		Sentence: "Skips the keys of a path-less operation that are spelled in another letter case, and reports a success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.1-R01", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(`"displayName":"Anna"`)},
			Request: patchAnna(`{"op":"replace","value":{"DisplayName":"Anna Lima"}}`),
			Control: patchAnna(`{"op":"replace","value":{"displayName":"Anna Lima"}}`),
		},
		Install: ignoringKeys(func(key string) bool { return len(misspelt(scim.Resource{key: nil})) > 0 }),
	}}
}

// misspelt lists the attributes of a user that are there in another letter case
// than the schema's.
func misspelt(values scim.Resource) []string {
	var names []string
	user := schema.User()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if attribute := user.Attribute(name); attribute != nil && attribute.Name != name {
			names = append(names, name)
		}
	}
	return names
}

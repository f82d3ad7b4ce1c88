package defect

import (
	"maps"
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeNull: RFC 7643 §2.5: null is the same as no value.
func attributeNull() []Defect {
	nothing := hereUser("anna@example.com", `"nickName":null`)
	return []Defect{{
		Name:     "attribute-null-becomes-text",
		Sentence: "Stores the text null when a client sends null for a text attribute of a user.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.5-R01", "RFC7643-2.5-R02"},
		Harm:     DataDrift,
		Shows:    Demo{Request: nothing, Control: hereUser("anna@example.com", `"emails":null`)},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for name, value := range values {
				if value == nil && slices.Contains([]string{"displayName", "nickName", "title", "userType"}, name) {
					values[name] = "null"
				}
			}
			return nil
		}),
	}, {
		Name:     "attribute-null-refused",
		Sentence: "Refuses a user in which an attribute is null.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.5-R01", "RFC7643-2.5-R02"},
		Harm:     LockedOut,
		Shows:    Demo{Request: nothing, Control: hereUser("anna@example.com", `"nickName":"Anna"`)},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for _, name := range slices.Sorted(maps.Keys(values)) {
				if values[name] == nil {
					return Refuse(400, "invalidValue", name+" must not be null")
				}
			}
			return nil
		}),
	}, {
		Name:     "attribute-null-keeps-value",
		Sentence: "Keeps the old value of an attribute that a PUT of a user sets to null.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.5-R02", "RFC7643-2.5-R01", "HOUSE-01", "RFC7644-3.5.1-R08"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com", `"nickName":"Anna"`) + " -> u"},
			Request: replacing("/Users/$u", "anna@example.com", `"nickName":null`),
			Control: replacing("/Users/$u", "anna@example.com"),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			if c.Method == http.MethodPut {
				keepOld(values, stored(c), func(value any) bool { return value == nil })
			}
			return nil
		}),
	}}
}

// keepOld puts the stored value in place of each new one for which unset says
// so.
func keepOld(values, old scim.Resource, unset func(value any) bool) {
	for name, value := range values {
		if was, had := old.Get(name); had && unset(value) {
			values[name] = was
		}
	}
}

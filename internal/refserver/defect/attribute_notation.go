package defect

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeNotation: RFC 7644 §3.10: how attributes are named.
func attributeNotation() []Defect {
	employee := hereEmployee("anna@example.com", `"department":"Sales"`)
	key := `"` + scim.URNEnterpriseUser + `":{`
	given := []string{hereUser("anna@example.com") + " -> u"}
	path := func(name string) string {
		return patching("/Users/$u", `{"op":"replace","path":"`+name+`","value":"Clerk"}`)
	}
	return []Defect{{
		Name:     "attribute-extension-urn-case-exact",
		Sentence: "Drops the object of the enterprise extension when its URI is in another letter case, and answers success.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7644-3.10-R04", "RFC7643-2.1-R01", "HOUSE-01"},
		Harm:     DataDrift,
		Shows:    Demo{Request: strings.Replace(employee, key, strings.Replace(key, "enterprise", "Enterprise", 1), 1), Control: employee},
		Install: onPosted(scim.URNUser, func(_ *Call, values scim.Resource) *Answer {
			for name := range values {
				if name != scim.URNEnterpriseUser && strings.EqualFold(name, scim.URNEnterpriseUser) {
					delete(values, name)
				}
			}
			return nil
		}),
	}, {
		Name:     "attribute-core-urn-in-path-refused",
		Sentence: "Refuses a PATCH whose path names a core attribute with the URI of its schema.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7644-3.10-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   given,
			Request: path(scim.URNUser + ":title"),
			Control: path("title"),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			return refuseNames(c, values, func(name string) bool {
				return strings.HasPrefix(strings.ToLower(name), strings.ToLower(scim.URNUser)+":")
			})
		}),
	}, {
		Name:     "attribute-short-path-refused",
		Sentence: "Refuses a PATCH whose path names a core attribute without the URI of its schema.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7644-3.10-R02"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: path("title"), Control: path(scim.URNUser + ":title")},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			return refuseNames(c, values, func(name string) bool { return !strings.HasPrefix(strings.ToLower(name), "urn:") })
		}),
	}, {
		Name:     "attribute-extension-path-refused",
		Sentence: "Refuses a PATCH whose path names an attribute of an extension, so that only the whole extension can be changed.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7644-3.10-R03", "E-5.24", "E-5.25"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   given,
			Request: path(scim.URNEnterpriseUser + ":department"),
			Control: patching("/Users/$u", `{"op":"add","value":{`+key+`"department":"Sales"}}}`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			return refuseNames(c, values, func(name string) bool {
				lower := strings.ToLower(name)
				core := strings.HasPrefix(lower, strings.ToLower(scim.URNUser)+":")
				return strings.HasPrefix(lower, "urn:") && !core && !strings.EqualFold(name, scim.URNEnterpriseUser)
			})
		}),
	}}
}

// refuseNames answers invalidPath to a PATCH in which bad finds a path.
func refuseNames(c *Call, values scim.Resource, bad func(name string) bool) *Answer {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if c.Method == http.MethodPatch && bad(name) {
			return Refuse(http.StatusBadRequest, "invalidPath", "there is no attribute "+name)
		}
	}
	return nil
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// attributeSchemasShown: RFC 7643 §3: every representation names its schemas.
func attributeSchemasShown() []Defect {
	given := []string{hereUser("anna@example.com") + " -> u"}
	return []Defect{{
		Name:     "attribute-schemas-missing",
		Sentence: "Leaves schemas out of every user and group that it shows.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-2.1-R02", "RFC7643-3-R01", "RFC7643-3-R03", "RFC7643-3.3-R02", "RFC7644-3.1-R02"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: `GET /Users?count=0`},
		Install:  onBoth(func(_ *Call, resource scim.Resource) { delete(resource, "schemas") }),
	}, {
		Name:     "attribute-schemas-empty-in-lists",
		Sentence: "Shows an empty schemas array in the elements of lists.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R03", "RFC7643-3.3-R02", "RFC7643-3.3-R03"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: `GET /Users?count=1`, Control: `GET /Users/$u`},
		Install: onBoth(func(c *Call, resource scim.Resource) {
			if (asked{c}).lists() {
				resource["schemas"] = []any{}
			}
		}),
	}, {
		Name:     "attribute-schemas-as-text",
		Sentence: "Shows schemas as a text instead of an array when there is one.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R01", "RFC7643-2.4-R01", "RFC7644-3.8-R08", "E-6.15"},
		Harm:     SyncBlocked,
		Shows:    Demo{Given: given, Request: `GET /Users/$u`, Control: hereEmployee("ben@example.com", `"division":"East"`)},
		Install: onBoth(func(_ *Call, resource scim.Resource) {
			if list := resource.List("schemas"); len(list) == 1 {
				resource["schemas"] = list[0]
			}
		}),
	}}
}

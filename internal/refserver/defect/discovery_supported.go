package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoverySupported: RFC 7643 §5: supported is a REQUIRED boolean of each
// feature.
func discoverySupported() []Defect {
	return []Defect{{
		Name:     "discovery-supported-as-text",
		Sentence: "Writes supported in the service provider configuration as a text.",
		Subject:  "discovery",
		Breaks: []requirement.ID{
			"RFC7643-5-R06", "RFC7643-5-R08", "RFC7643-5-R12", "RFC7643-5-R16", "RFC7643-5-R18", "RFC7643-5-R20",
		},
		Harm:  Annoyance,
		Shows: Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /ResourceTypes`},
		Install: onEntries(atConfig, func(config scim.Resource) {
			eachFeature(config, func(feature scim.Resource) { feature["supported"] = asText(feature["supported"]) })
		}),
	}, {
		Name:     "discovery-supported-only-when-true",
		Sentence: "Leaves supported out of the service provider configuration where it is false.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-5-R16"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /ResourceTypes`},
		Install: onEntries(atConfig, func(config scim.Resource) {
			eachFeature(config, func(feature scim.Resource) {
				if feature["supported"] == false {
					delete(feature, "supported")
				}
			})
		}),
	}}
}

func eachFeature(config scim.Resource, edit func(feature scim.Resource)) {
	for _, name := range []string{"patch", "bulk", "filter", "changePassword", "sort", "etag"} {
		if feature := config.Object(name); feature != nil {
			edit(feature)
		}
	}
}

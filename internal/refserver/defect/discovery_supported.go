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
		Name:     "discovery-false-omitted",
		Sentence: "Leaves booleans that are false out of the service provider configuration and of resource types.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-5-R16", "RFC7643-6-R16"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes/User`, Control: `GET /Schemas`},
		Install:  installFalseOmitted,
	}}
}

func eachFeature(config scim.Resource, edit func(feature scim.Resource)) {
	for _, name := range []string{"patch", "bulk", "filter", "changePassword", "sort", "etag"} {
		if feature := config.Object(name); feature != nil {
			edit(feature)
		}
	}
}

func installFalseOmitted() Hooks {
	config := onEntries(atConfig, func(config scim.Resource) {
		eachFeature(config, func(feature scim.Resource) { omitFalse(feature, "supported") })
	})().After
	types := onEntries(atTypes, func(entry scim.Resource) {
		for _, extension := range manyOf(entry, "schemaExtensions") {
			omitFalse(extension, "required")
		}
	})().After
	return Hooks{After: func(c *Call, a *Answer) { config(c, a); types(c, a) }}
}

func omitFalse(object scim.Resource, name string) {
	if object[name] == false {
		delete(object, name)
	}
}

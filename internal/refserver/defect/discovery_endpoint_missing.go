package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryEndpointMissing: RFC 7644 §4; fd-107, fd-108.
func discoveryEndpointMissing() []Defect {
	return []Defect{{
		Name:     "discovery-resource-types-missing",
		Sentence: "Answers 404 for the resource types.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R08", "RFC7644-4-R06", "RFC7644-3.2-R03", "RFC7643-3.2-R01"},
		Harm:     Annoyance,
		Field:    []string{"fd-108"},
		Shows:    Demo{Request: `GET /ResourceTypes`, Control: `GET /Schemas`},
		Install:  onDiscovery(atTypes, func(c *Call, a *Answer) { *a = *absent(c) }),
	}, {
		Name:     "discovery-schemas-missing",
		Sentence: "Answers 404 for the schemas.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R04", "RFC7643-7-R01", "RFC7644-3.2-R03", "E-6.16", "E-12.20"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas`, Control: `GET /ResourceTypes`},
		Install:  onDiscovery(atSchemas, func(c *Call, a *Answer) { *a = *absent(c) }),
	},
		singleMissing("discovery-single-schema-missing", "schema", atSchemas, scim.URNUser, "RFC7644-4-R05", "RFC7644-3.4.1-R02", "RFC7643-7-R01", "RFC7643-6-R09"),
		singleMissing("discovery-single-resource-type-missing", "resource type", atTypes, "User", "RFC7644-4-R07", "RFC7644-3.4.1-R02"),
	}
}

func singleMissing(name, what, endpoint, id string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: "Answers 404 for a single " + what + ", which only the list has.",
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Field:    []string{"fd-107"},
		Shows:    Demo{Request: "GET /" + endpoint + "/" + id, Control: "GET /" + endpoint},
		Install: onDiscovery(endpoint, func(c *Call, a *Answer) {
			if c.ID() != "" {
				*a = *absent(c)
			}
		}),
	}
}

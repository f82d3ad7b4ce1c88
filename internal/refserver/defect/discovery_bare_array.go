package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// discoveryBareArray: RFC 7644 §4: several schemas or types come in the form of
// a ListResponse.
func discoveryBareArray() []Defect {
	return []Defect{
		bareArray("discovery-schemas-bare-array", "schemas", atSchemas, "RFC7644-4-R04", "RFC7644-4-R08", "E-6.16"),
		bareArray("discovery-resource-types-bare-array", "resource types", atTypes, "RFC7644-4-R08"),
	}
}

func bareArray(name, what, endpoint string, breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: "Returns the " + what + " as a bare JSON array.",
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: "GET /" + endpoint, Control: `GET /ServiceProviderConfig`},
		Install: onDiscovery(endpoint, func(c *Call, a *Answer) {
			if c.ID() == "" {
				a.SetBody(a.Body().List("Resources"))
			}
		}),
	}
}

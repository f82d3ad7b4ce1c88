package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// discoveryConfigInList: RFC 7644 §4: the configuration is one JSON object.
func discoveryConfigInList() Defect {
	return Defect{
		Name:     "discovery-config-in-list",
		Sentence: "Wraps the service provider configuration in a list.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R02", "RFC7643-5-R01"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /Schemas`},
		Install: onDiscovery(atConfig, func(_ *Call, a *Answer) {
			a.SetBody(inList(a.Body()))
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// discoveryConfigMissing: RFC 7644 §4.
func discoveryConfigMissing() Defect {
	return Defect{
		Name:     "discovery-config-missing",
		Sentence: "Answers 404 for the service provider configuration.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R02", "RFC7644-3.2-R03"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /ResourceTypes`},
		Install:  onDiscovery(atConfig, func(c *Call, a *Answer) { *a = *absent(c) }),
	}
}

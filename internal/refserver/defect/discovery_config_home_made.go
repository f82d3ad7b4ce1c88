package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryConfigHomeMade: RFC 7644 §4: the attributes of the configuration are
// those of RFC 7643 §5.
func discoveryConfigHomeMade() Defect {
	return Defect{
		Name:     "discovery-config-home-made",
		Sentence: "Describes the service in a structure of its own instead of the service provider configuration.",
		Subject:  "discovery",
		Breaks: []requirement.ID{
			"RFC7644-4-R03", "RFC7644-4-R02", "RFC7643-5-R01", "RFC7643-5-R05", "RFC7643-5-R07", "RFC7643-5-R11",
			"RFC7643-5-R15", "RFC7643-5-R17", "RFC7643-5-R19", "RFC7643-5-R22",
		},
		Harm:  Annoyance,
		Shows: Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /ResourceTypes/User`},
		Install: onDiscovery(atConfig, func(_ *Call, a *Answer) {
			a.SetBody(scim.Resource{"version": "2.0", "features": []any{"patch", "bulk", "filter", "sort"}, "auth": "bearer"})
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryLimits: RFC 7643 §5: the limits of bulk and filter are REQUIRED
// integers.
func discoveryLimits() []Defect {
	without := func(name string) func(scim.Resource) { return func(feature scim.Resource) { delete(feature, name) } }
	return []Defect{
		configLimit("discovery-max-operations-missing", "Does not say how many operations a bulk request may have.",
			"bulk", without("maxOperations"), "RFC7643-5-R09"),
		configLimit("discovery-max-payload-size-as-text", "Writes the largest size of a bulk request as a text with a unit.",
			"bulk", func(bulk scim.Resource) { bulk["maxPayloadSize"] = "1MB" }, "RFC7643-5-R10"),
		configLimit("discovery-max-results-missing", "Does not say how many resources a page may have.",
			"filter", without("maxResults"), "RFC7643-5-R13"),
		configLimit("discovery-cursor-as-text", "Writes as a text whether pages can be turned by cursor.",
			"pagination", func(pagination scim.Resource) { pagination["cursor"] = asText(pagination["cursor"]) }, "RFC9865-4-R03"),
		configLimit("discovery-index-missing", "Does not say whether pages can be turned by index.",
			"pagination", without("index"), "RFC9865-4-R04"),
	}
}

func configLimit(name, sentence, attribute string, edit func(feature scim.Resource), breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /ResourceTypes`},
		Install: onEntries(atConfig, func(config scim.Resource) {
			if feature := config.Object(attribute); feature != nil {
				edit(feature)
			}
		}),
	}
}

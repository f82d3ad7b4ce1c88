package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryTypeEndpoint: RFC 7643 §6: endpoint is relative to the base URL.
func discoveryTypeEndpoint() []Defect {
	return []Defect{{
		Name:     "discovery-endpoint-absolute",
		Sentence: "Shows the endpoint of a resource type as a URL on another host.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-6-R08"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes`, Control: `GET /ServiceProviderConfig`},
		Install: onEntries(atTypes, func(entry scim.Resource) {
			entry["endpoint"] = "https://directory.internal.example.com" + entry.String("endpoint")
		}),
	}, {
		Name:     "discovery-endpoint-leads-nowhere",
		Sentence: "Names an endpoint for users that does not exist.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-6-R08", "RFC7643-1.2-R04"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ResourceTypes/User`, Control: `GET /ResourceTypes/Group`},
		Install: onEntries(atTypes, func(entry scim.Resource) {
			if entry.String("endpoint") == "/Users" {
				entry["endpoint"] = "/Accounts"
			}
		}),
	}}
}

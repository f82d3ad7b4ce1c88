package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryLocationsLeadNowhere: RFC 7643 §3.1: meta.location is the URI of the
// resource; fd-109.
func discoveryLocationsLeadNowhere() Defect {
	return Defect{
		Name:     "discovery-locations-lead-nowhere",
		Sentence: "Shows locations of resource types under /ResourceType, which answers 404.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7643-3.1-R23"},
		Harm:     Annoyance,
		Field:    []string{"fd-109"},
		Shows:    Demo{Request: `GET /ResourceTypes`, Control: `GET /Schemas`},
		Install: onEntries(atTypes, func(entry scim.Resource) {
			if meta := entry.Object("meta"); meta != nil {
				meta["location"] = strings.Replace(meta.String("location"), "/ResourceTypes/", "/ResourceType/", 1)
			}
		}),
	}
}

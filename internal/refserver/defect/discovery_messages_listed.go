package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryMessagesListed: RFC 7644 §3.1: schemas of messages are no resources
// and not offered.
func discoveryMessagesListed() Defect {
	return Defect{
		Name:     "discovery-messages-listed",
		Sentence: "Lists the URIs of protocol messages among the schemas.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-3.1-R06"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas`, Control: "GET /Schemas/" + scim.URNUser},
		Install: onDiscovery(atSchemas, func(c *Call, a *Answer) {
			if c.ID() != "" {
				return
			}
			list := a.Body().List("Resources")
			for _, urn := range []string{scim.URNListResponse, scim.URNPatchOp, scim.URNError} {
				list = append(list, scim.Resource{
					"schemas": []any{scim.URNSchema}, "id": urn, "name": urn[len("urn:ietf:params:scim:api:messages:2.0:"):],
					"description": "A message of the protocol", "attributes": []any{},
				})
			}
			a.SetBody(inList(list...))
		}),
	}
}

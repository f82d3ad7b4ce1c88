package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// discoveryUnknownSchemaIs200: RFC 7644 §4, §3.12: what does not exist is 404.
func discoveryUnknownSchemaIs200() Defect {
	return Defect{
		Name:     "discovery-unknown-schema-is-200",
		Sentence: "Answers 200 with an empty list for a schema or resource type that does not exist.",
		Subject:  "discovery",
		Breaks:   []requirement.ID{"RFC7644-4-R05", "RFC7644-4-R07", "RFC7644-3.12-R11"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas/urn:example:params:scim:schemas:unknown`, Control: `GET /Nowhere/unknown`},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				named := c.ID() != "" && (c.Kind() == atSchemas || c.Kind() == atTypes)
				if c.Method == http.MethodGet && named && a.Status == http.StatusNotFound {
					*a = *NewAnswer(http.StatusOK, inList())
				}
			}}
		},
	}
}

package defect

import (
	"encoding/json"
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// schemaResourceTypeMisdescribed: RFC 7643 §8.7.2: the schema of resource types,
// where it is published.
func schemaResourceTypeMisdescribed() Defect {
	return Defect{
		Name:     "schema-resource-type-misdescribed",
		Sentence: "Publishes a schema of resource types in which schemaExtensions is a single text.",
		Subject:  "schema",
		Breaks:   []requirement.ID{"RFC7643-8.7.2-R01", "RFC7643-7-R16"},
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas`, Control: `GET /Schemas/` + scim.URNUser},
		Install: func() Hooks {
			return Hooks{After: func(c *Call, a *Answer) {
				if c.Kind() == "Schemas" && c.ID() == "" && c.Method == http.MethodGet {
					a.Change(publishResourceType)
				}
			}}
		},
	}
}

func publishResourceType(list scim.Resource) {
	total, isList := Number(list, "totalResults")
	if !isList {
		return
	}
	described := schema.Schema{ID: scim.URNResourceType, Name: "ResourceType", Description: "Resource type"}
	for _, name := range []string{"name", "endpoint", "schema", "schemaExtensions"} {
		described.Attributes = append(described.Attributes, schema.Attribute{
			Name: name, Type: "string", Description: "The " + name + ".", Mutability: "readOnly", Returned: "default", Uniqueness: "none",
		})
	}
	list["Resources"] = append(list.List("Resources"), withSchemas(described))
	list["totalResults"], list["itemsPerPage"] = total+1, total+1
}

// withSchemas is a schema as a resource.
func withSchemas(s schema.Schema) scim.Resource {
	var body scim.Resource
	_ = json.Unmarshal(encode(s), &body) // what was encoded is an object
	body["schemas"] = []any{scim.URNSchema}
	return body
}

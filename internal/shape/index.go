package shape

import "github.com/santhosh-tekuri/jsonschema/v5"

// note remembers a schema and everything below it by location, so that a
// failure can be traced to the schema that caused it.
func note(places map[string]*jsonschema.Schema, schema *jsonschema.Schema) {
	if schema == nil || places[schema.Location] != nil {
		return
	}
	places[schema.Location] = schema
	for _, below := range children(schema) {
		note(places, below)
	}
}

// children are the direct subschemas of a schema, for any keyword of 2020-12.
func children(schema *jsonschema.Schema) []*jsonschema.Schema {
	list := []*jsonschema.Schema{
		schema.Ref, schema.DynamicRef, schema.Not, schema.If, schema.Then, schema.Else, schema.PropertyNames,
		schema.UnevaluatedProperties, schema.Items2020, schema.Contains, schema.UnevaluatedItems,
	}
	list = append(list, schema.AllOf...)
	list = append(list, schema.AnyOf...)
	list = append(list, schema.OneOf...)
	list = append(list, schema.PrefixItems...)
	for _, below := range schema.Properties {
		list = append(list, below)
	}
	for _, below := range schema.PatternProperties {
		list = append(list, below)
	}
	for _, below := range schema.DependentSchemas {
		list = append(list, below)
	}
	if below, ok := schema.AdditionalProperties.(*jsonschema.Schema); ok {
		list = append(list, below)
	}
	return list
}

// members gathers the names that a schema knows for an object: its own and
// those of the schemas that apply beside it.
func members(schema *jsonschema.Schema, names map[string]bool, seen map[*jsonschema.Schema]bool) {
	if schema == nil || seen[schema] {
		return
	}
	seen[schema] = true
	for name, below := range schema.Properties {
		if below.Always == nil || *below.Always {
			names[name] = true
		}
	}
	beside := []*jsonschema.Schema{schema.Ref, schema.DynamicRef, schema.If, schema.Then, schema.Else}
	beside = append(beside, schema.AllOf...)
	beside = append(beside, schema.AnyOf...)
	beside = append(beside, schema.OneOf...)
	for _, below := range beside {
		members(below, names, seen)
	}
}

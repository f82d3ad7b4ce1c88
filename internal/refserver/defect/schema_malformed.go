package defect

import (
	"strconv"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// schemaMalformed: RFC 7643 §7: the form of a Schema resource.
func schemaMalformed() []Defect {
	return []Defect{
		malformed("schema-keywords-quoted", "Publishes the keywords of mutability and returned with quotation marks around them.",
			[]requirement.ID{"RFC7643-1.1-R01"}, func(published scim.Resource) {
				for _, attribute := range definitions(published) {
					for _, name := range []string{"mutability", "returned"} {
						attribute[name] = strconv.Quote(attribute.String(name))
					}
				}
			}),
		malformed("schema-type-missing", "Publishes attributes without their type.",
			[]requirement.ID{"RFC7643-7-R05", "RFC7643-3.3-R06"}, func(published scim.Resource) {
				for _, attribute := range definitions(published) {
					delete(attribute, "type")
				}
			}),
		malformed("schema-descriptions-missing", "Publishes attributes without their description.",
			[]requirement.ID{"RFC7643-7-R17", "RFC7643-7-R05"}, func(published scim.Resource) {
				for _, attribute := range definitions(published) {
					delete(attribute, "description")
				}
			}),
		malformed("schema-attributes-by-name", "Publishes the attributes of a schema as an object with a member for each instead of an array.",
			[]requirement.ID{"RFC7643-7-R12", "RFC7643-2.4-R01", "RFC7644-3.8-R08"}, func(published scim.Resource) {
				byName := scim.Resource{}
				for _, attribute := range manyOf(published, "attributes") {
					byName[attribute.String("name")] = attribute
				}
				published["attributes"] = byName
			}),
		malformed("schema-sub-attributes-as-names", "Publishes the names of sub-attributes only.",
			[]requirement.ID{"RFC7643-7-R15"}, func(published scim.Resource) {
				for _, attribute := range manyOf(published, "attributes") {
					subs := attribute.List("subAttributes")
					for i := range subs {
						subs[i] = scim.AsObject(subs[i]).String("name")
					}
				}
			}),
		malformed("schema-flags-as-texts", "Publishes multiValued and required as texts instead of booleans.",
			[]requirement.ID{"RFC7643-7-R16", "RFC7643-2.3.2-R01", "RFC7643-2.3-R02"}, func(published scim.Resource) {
				for _, attribute := range definitions(published) {
					for _, name := range []string{"multiValued", "required"} {
						attribute[name] = asText(attribute[name])
					}
				}
			}),
	}
}

func malformed(name, sentence string, breaks []requirement.ID, edit func(published scim.Resource)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "schema",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /Schemas/` + scim.URNUser, Control: `GET /ResourceTypes`},
		Install:  onPublished(edit),
	}
}

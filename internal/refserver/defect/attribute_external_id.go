package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attributeExternalID: RFC 7643 §3.1: externalId belongs to the client, on every
// type of resource.
func attributeExternalID() []Defect {
	given := []string{hereUser("anna@example.com", `"externalId":"e-1"`) + " -> u"}
	return []Defect{{
		Name:     "attribute-external-id-refused-on-groups",
		Sentence: "Refuses a group that has an externalId.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3-R07", "RFC7643-3.1-R16"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: hereGroup("Sales", `"externalId":"g-1"`), Control: hereGroup("Sales")},
		Install: onWritten(scim.URNGroup, func(_ *Call, values scim.Resource) *Answer {
			if _, sent := written(values, "externalId"); sent {
				return Refuse(400, "invalidSyntax", "Group has no attribute externalId")
			}
			return nil
		}),
	}, {
		Name:     "attribute-external-id-invented",
		Sentence: "Shows its own id as the externalId of a user or group to which no client gave one.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R12"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereUser("anna@example.com"), Control: hereUser("anna@example.com", `"externalId":"e-1"`)},
		Install: onBoth(func(c *Call, resource scim.Resource) {
			if resource.String("externalId") == "" && !projected(c) {
				resource["externalId"] = resource.ID()
			}
		}),
	}, {
		Name:     "attribute-external-id-unique",
		Sentence: "Refuses a user or group whose externalId another one has.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R14"},
		Harm:     LockedOut,
		Shows: Demo{
			Given:   given,
			Request: hereUser("ben@example.com", `"externalId":"e-1"`),
			Control: hereUser("ben@example.com", `"externalId":"e-2"`),
		},
		Install: func() Hooks { return Hooks{Enforce: demandUniqueExternalID} },
	}, {
		Name:     "attribute-external-id-immutable",
		Sentence: "Refuses to change the externalId that a user was created with.",
		Subject:  "attribute",
		Breaks:   []requirement.ID{"RFC7643-3.1-R16"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   given,
			Request: patching("/Users/$u", `{"op":"replace","path":"externalId","value":"e-2"}`),
			Control: patching("/Users/$u", `{"op":"replace","path":"externalId","value":"e-1"}`),
		},
		Install: onWritten(scim.URNUser, func(c *Call, values scim.Resource) *Answer {
			value, sent := written(values, "externalId")
			if was := stored(c).String("externalId"); sent && was != "" && was != value {
				return Refuse(400, "mutability", "externalId cannot be changed")
			}
			return nil
		}),
	}}
}

// demandUniqueExternalID lists the common attribute in the core schemas, which
// is where the server looks for it first.
func demandUniqueExternalID(s *schema.Schema) {
	if s.ID == scim.URNUser || s.ID == scim.URNGroup {
		s.Attributes = append(s.Attributes, schema.Attribute{
			Name: "externalId", Type: "string", CaseExact: true, Mutability: "readWrite", Returned: "default", Uniqueness: "server",
		})
	}
}

package schema

import "github.com/scimulator/scimulator/internal/scim"

// Group is the core schema of groups as RFC 7643 §8.7.1 defines it, with the
// corrections of its errata; the descriptions are our own. Every call gives a
// fresh copy.
func Group() *Schema {
	return &Schema{
		ID: scim.URNGroup, Name: "Group", Description: "Group",
		Attributes: []Attribute{
			text("displayName", "Name of the group to show.").required(), // EID 5368: required, not optional
			complex("members", "Members of the group.",
				text("value", "Identifier of the member.").mutable("immutable"),
				reference("$ref", "Address of the member.", "User", "Group").mutable("immutable"),
				text("type", "Resource type of the member.").mutable("immutable").canonical("User", "Group"),
			).many(),
		},
	}
}

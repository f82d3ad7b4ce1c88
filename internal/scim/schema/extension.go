package schema

import "github.com/scimulator/scimulator/internal/scim"

// EnterpriseUser is the enterprise extension of users as RFC 7643 §8.7.1
// defines it, with the corrections of its errata; the descriptions are our own.
// Every call gives a fresh copy.
func EnterpriseUser() *Schema {
	return &Schema{
		ID: scim.URNEnterpriseUser, Name: "EnterpriseUser", Description: "Enterprise User",
		Attributes: []Attribute{
			text("employeeNumber", "Identifier that the organization gave to the person."),
			text("costCenter", "Name of the cost center."),
			text("organization", "Name of the organization."),
			text("division", "Name of the division."),
			text("department", "Name of the department."),
			complex("manager", "Manager of the user.",
				text("value", "Identifier of the manager.").exact(), // EID 8472: case-exact, as the id it repeats
				reference("$ref", "Address of the manager.", "User"),
				text("displayName", "Name of the manager to show.").mutable("readOnly"),
			),
		},
	}
}

// Extension is a schema whose attributes are optional, single-valued strings
// that can be read and written, which is all that is known of an extension by
// its attributes' names (E-3.21).
func Extension(urn string, names ...string) *Schema {
	s := &Schema{ID: urn, Name: urn, Description: "Attributes of the application's own.", Attributes: make([]Attribute, 0, len(names))}
	for _, name := range names {
		s.Attributes = append(s.Attributes, text(name, "Value of the application's own: "+name+"."))
	}
	return s
}

package schema

import "github.com/scimulator/scimulator/internal/scim"

// User is the core schema of users as RFC 7643 §8.7.1 defines it, with the
// corrections of its errata; the descriptions are our own. Every call gives a
// fresh copy.
func User() *Schema {
	return &Schema{
		ID: scim.URNUser, Name: "User", Description: "User Account",
		Attributes: []Attribute{
			text("userName", "Name by which the user is identified and usually signs in.").required().unique("server"),
			name(),
			text("displayName", "Name to show to people, preferably the full name."),
			text("nickName", "Casual name of the user; not the userName."),
			reference("profileUrl", "Page about the user.", "external"),
			text("title", "Title of the user, such as Vice President."),
			text("userType", "Relation to the organization, such as Employee or Intern."),
			text("preferredLanguage", "Language the user prefers, such as en-US."),
			text("locale", "Region by which dates, numbers and currency are shown, such as en-US."),
			text("timezone", "Time zone by its IANA name, such as America/Los_Angeles."),
			text("active", "Whether the user may use the service.").of("boolean"),
			text("password", "Initial or new password; never returned.").mutable("writeOnly").returned("never"),
			plural("emails", "E-mail addresses of the user.",
				text("value", "E-mail address."), "work", "home", "other"),
			plural("phoneNumbers", "Phone numbers of the user, best written as RFC 3966 says.",
				text("value", "Phone number."), "work", "home", "mobile", "fax", "pager", "other"),
			plural("ims", "Instant messaging addresses of the user.",
				text("value", "Instant messaging address."), "aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
			plural("photos", "Photos of the user.",
				reference("value", "Address of a photo.", "external"), "photo", "thumbnail"),
			addresses(),
			groups(),
			plural("entitlements", "Things the user is entitled to.", text("value", "Entitlement.")),
			plural("roles", "Roles of the user, such as Student.", text("value", "Role.")),
			// RFC 7643 §2.3.6 has binary values case-exact, the printed schema has
			// not (EID 6000, reported: both are accepted).
			plural("x509Certificates", "Certificates of the user.",
				text("value", "Certificate in DER, base64-encoded.").of("binary")),
		},
	}
}

func name() Attribute {
	return complex("name", "Name of the user, as a whole, in parts, or both.",
		text("formatted", "Full name with titles and suffixes, ready to show."),
		text("familyName", "Family name."),
		text("givenName", "Given name."),
		text("middleName", "Middle names."),
		text("honorificPrefix", "Title before the name, such as Ms."),
		text("honorificSuffix", "Suffix after the name, such as III."),
	)
}

func addresses() Attribute {
	return complex("addresses", "Postal addresses of the user.",
		text("formatted", "Whole address, ready to show; may have several lines."),
		text("streetAddress", "Street, house number and the like; may have several lines."),
		text("locality", "City."),
		text("region", "State or region."),
		text("postalCode", "Postal code."),
		text("country", "Country, two letters of ISO 3166-1."),
		text("type", "What this address is for.").canonical("work", "home", "other"),
		primary(), // EID 6005 (held): not printed, but used by the example in §8.2
	).many()
}

func groups() Attribute {
	return complex("groups", "Groups that the user belongs to; changed at the groups.",
		text("value", "Identifier of the group.").mutable("readOnly"),
		// EID 8471: groups only; the printed text has User as well.
		reference("$ref", "Address of the group.", "Group").mutable("readOnly"),
		text("display", "Name of the group to show.").mutable("readOnly"),
		text("type", "Whether the user is a member directly or by another group.").mutable("readOnly").canonical("direct", "indirect"),
	).many().mutable("readOnly")
}

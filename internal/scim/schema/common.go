package schema

// common is the attributes that every resource has (RFC 7643 §3, §3.1).
func common() []Attribute {
	return []Attribute{
		// Strings that hold URIs (§3); as parts of attribute names URIs are case
		// insensitive (RFC 7644 §3.10). Every representation has them.
		text("schemas", "URIs of the schemas that the resource has.").required().many().returned("always"),
		text("id", "Identifier that the service provider gave to the resource.").
			exact().mutable("readOnly").returned("always").unique("server"),
		text("externalId", "Identifier that the client gave to the resource.").exact(),
		complex("meta", "Data about the resource.",
			text("resourceType", "Name of the resource type.").exact().mutable("readOnly"),
			text("created", "When the resource was created.").of("dateTime").mutable("readOnly"),
			text("lastModified", "When the resource was changed last.").of("dateTime").mutable("readOnly"),
			reference("location", "Address of the resource.", "uri").exact().mutable("readOnly"),
			text("version", "Entity tag of the resource.").exact().mutable("readOnly"),
		).mutable("readOnly"),
	}
}

package schema

// The constructors below write definitions down with the defaults of RFC 7643
// §2.2; the methods return a changed copy.

func text(name, description string) Attribute {
	return Attribute{
		Name: name, Type: "string", Description: description,
		Mutability: "readWrite", Returned: "default", Uniqueness: "none",
	}
}

func (a Attribute) of(kind string) Attribute { a.Type = kind; return a }

func (a Attribute) required() Attribute { a.Required = true; return a }

func (a Attribute) exact() Attribute { a.CaseExact = true; return a }

func (a Attribute) mutable(how string) Attribute { a.Mutability = how; return a }

func (a Attribute) returned(when string) Attribute { a.Returned = when; return a }

func (a Attribute) unique(where string) Attribute { a.Uniqueness = where; return a }

func (a Attribute) canonical(values ...string) Attribute { a.CanonicalValues = values; return a }

func (a Attribute) many() Attribute { a.MultiValued = true; return a }

// reference is a URI. The printed schemas say caseExact false although
// RFC 7643 §2.3.7 has references case-exact (EID 6001, held: both are
// accepted); the printed value stays.
func reference(name, description string, types ...string) Attribute {
	a := text(name, description).of("reference")
	a.ReferenceTypes = types
	return a
}

// complex has no uniqueness, which the printed schemas state for some complex
// attributes and leave out for others (EID 6004); "none" says the same.
func complex(name, description string, subs ...Attribute) Attribute {
	a := text(name, description).of("complex")
	a.SubAttributes = subs
	return a
}

// plural is a multi-valued attribute with the sub-attributes value, display,
// type and primary (RFC 7643 §2.4).
func plural(name, description string, value Attribute, types ...string) Attribute {
	return complex(name, description, value,
		text("display", "Text to show for this value."),
		text("type", "What this value is for.").canonical(types...),
		primary(),
	).many()
}

func primary() Attribute {
	return text("primary", "Whether this is the preferred value; true at most once.").of("boolean")
}

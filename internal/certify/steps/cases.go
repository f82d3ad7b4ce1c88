package steps

import (
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Case is one row of an outline, by column:
//
//	type, endpoint     of the resource: User, /Users
//	schema             URI of the schema that has the attribute
//	schemas            the value of schemas of a resource that has the attribute
//	attribute          path of the attribute, with the schema's URI before it in extensions
//	name               its name alone; parent, sub: of a sub-attribute
//	kind               its SCIM type
//	value, other       two different values of it, as JSON; for multi-valued ones a list of one
//	text               the first value as a filter states it
//	key                name of the attribute that every resource of the type needs
//	extension          of a required extension: its URI
//	start, middle, end pieces of that text, in quotation marks
//	upper              the same in capital letters
//	body               the attribute with its value, as a member of a resource: "title": "x"
//	otherBody          the same with the other value
type Case map[string]string

// kinds of rows, by what stands after "every".
func caseKinds() map[string]func(a attributeOf) bool {
	return map[string]func(a attributeOf) bool{
		"attribute":                            func(attributeOf) bool { return true },
		"readWrite attribute":                  func(a attributeOf) bool { return a.Mutability == "readWrite" && a.shown() },
		"readOnly attribute":                   func(a attributeOf) bool { return a.Mutability == "readOnly" && !a.guessable() },
		"immutable attribute":                  func(a attributeOf) bool { return a.Mutability == "immutable" && a.varies() },
		"writeOnly attribute":                  func(a attributeOf) bool { return a.Mutability == "writeOnly" },
		"simple readWrite attribute":           func(a attributeOf) bool { return a.simple() && a.Mutability == "readWrite" && a.shown() },
		"readWrite attribute shown by default": func(a attributeOf) bool { return a.Mutability == "readWrite" && a.Returned == "default" },
		"removable attribute": func(a attributeOf) bool {
			return a.Mutability == "readWrite" && a.shown() && !a.Required && a.Name != "active"
		},
		"multi-valued attribute": func(a attributeOf) bool { return a.MultiValued && a.Mutability == "readWrite" && a.shown() },
		"complex attribute": func(a attributeOf) bool {
			return a.Type == "complex" && !a.MultiValued && a.Mutability == "readWrite" && a.shown()
		},
		"required attribute": func(a attributeOf) bool { return a.Required && a.Mutability != "readOnly" },
		"unique attribute": func(a attributeOf) bool {
			return a.Uniqueness != "none" && a.Uniqueness != "" && a.simple() && a.Mutability == "readWrite"
		},
		"attribute that is never shown": func(a attributeOf) bool { return a.Returned == "never" },
		"attribute that is shown on request": func(a attributeOf) bool {
			return a.Returned == "request" && a.Mutability == "readWrite"
		},
		"attribute that is always shown": func(a attributeOf) bool { return a.Returned == "always" && a.Mutability != "readOnly" },
		"exact text": func(a attributeOf) bool {
			return a.CaseExact && a.Type == "string" && a.simple() && a.Mutability == "readWrite" && a.shown() && a.hasCase()
		},
		"searchable text of users": func(a attributeOf) bool { return a.searchable() },
		"number of users": func(a attributeOf) bool {
			return (a.Type == "integer" || a.Type == "decimal") && a.ofUsers() && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"text in any case": func(a attributeOf) bool {
			return !a.CaseExact && a.Type == "string" && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"boolean attribute": func(a attributeOf) bool {
			return a.Type == "boolean" && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"integer attribute": func(a attributeOf) bool {
			return a.Type == "integer" && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"decimal attribute": func(a attributeOf) bool {
			return a.Type == "decimal" && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"dateTime attribute": func(a attributeOf) bool {
			return a.Type == "dateTime" && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"string attribute": func(a attributeOf) bool {
			return a.Type == "string" && a.simple() && a.Mutability == "readWrite" && a.shown()
		},
		"extension attribute": func(a attributeOf) bool {
			return a.extension && a.Mutability == "readWrite" && a.shown()
		},
	}
}

// CaseNames are the kinds of rows.
func CaseNames() []string {
	names := []string{"resource type", "schema", "required extension"}
	names = slices.AppendSeq(names, maps.Keys(caseKinds()))
	names = slices.AppendSeq(names, maps.Keys(matrixKinds()))
	names = slices.AppendSeq(names, maps.Keys(unsetKinds()))
	names = slices.AppendSeq(names, maps.Keys(ruledKinds()))
	slices.Sort(names)
	return names
}

// Cases makes the rows of one kind from what the target declares. Without facts
// there are none.
func Cases(kind string, facts *Facts) (cases []Case, known bool) {
	if rows, matrix := matrixCases(kind, facts); matrix {
		return rows, true
	}
	wanted, known := caseKinds()[kind]
	switch {
	case kind == "resource type":
		return typeCases(facts), true
	case kind == "schema":
		return schemaCases(facts), true
	case kind == "required extension":
		return requiredCases(facts), true
	case !known || facts == nil:
		return nil, known
	}
	for _, a := range facts.attributes() {
		if wanted(a) {
			cases = append(cases, a.row())
		}
	}
	return cases, true
}

func typeCases(facts *Facts) []Case {
	var cases []Case
	if facts != nil {
		for _, t := range facts.Types {
			cases = append(cases, Case{"type": t.Name, "endpoint": t.Endpoint, "schema": t.Schema})
		}
	}
	return cases
}

func schemaCases(facts *Facts) []Case {
	var cases []Case
	if facts != nil {
		for _, one := range facts.Schemas {
			cases = append(cases, Case{"schema": one.ID, "name": one.Name})
		}
	}
	return cases
}

// requiredCases are the extensions that each resource of a type must have.
func requiredCases(facts *Facts) []Case {
	var cases []Case
	if facts == nil {
		return nil
	}
	for _, t := range facts.Types {
		for _, urn := range t.Required {
			of := attributeOf{of: t}
			cases = append(cases, Case{"type": t.Name, "endpoint": t.Endpoint, "schema": t.Schema, "extension": urn, "key": of.key()})
		}
	}
	return cases
}

// attributeOf is an attribute with where it belongs.
type attributeOf struct {
	*schema.Attribute
	of        ResourceType
	urn       string
	extension bool
}

func (a attributeOf) simple() bool { return !a.MultiValued && a.Type != "complex" }

// shown says whether reads show the attribute.
func (a attributeOf) shown() bool { return a.Returned != "never" && a.Returned != "request" }

// guessable says whether the target may have the very value by itself that a
// check sends: there are few to choose from.
func (a attributeOf) guessable() bool { return a.Type == "boolean" || len(a.CanonicalValues) > 0 }

// varies says whether there are two values to change between.
func (a attributeOf) varies() bool { return compact(a.sample(false)) != compact(a.sample(true)) }

// hasCase says whether the text of the attribute is another one in capital
// letters.
func (a attributeOf) hasCase() bool {
	text := a.text(a.sample(false))
	return strings.ToUpper(text) != text
}

// attributes are those of the schemas that the target announces, of users and
// groups and of every type that checks can create. Attributes with rules of
// their own are left to checks of their own: names that identify, references, and
// values that only exist in the RFC's words.
func (f *Facts) attributes() []attributeOf {
	var all []attributeOf
	for _, t := range f.Types {
		if !strings.EqualFold(t.Name, "User") && !strings.EqualFold(t.Name, "Group") {
			continue
		}
		for _, urn := range append([]string{t.Schema}, t.Extensions...) {
			one := f.schema(urn)
			if one == nil {
				continue
			}
			for i := range one.Attributes {
				a := attributeOf{&one.Attributes[i], t, one.ID, urn != t.Schema}
				if !a.apart() {
					all = append(all, a)
				}
			}
		}
	}
	return all
}

func (a attributeOf) apart() bool {
	return contains([]string{"id", "meta", "schemas", "externalId", "userName", "members", "groups", "manager", "password"}, a.Name) ||
		strings.EqualFold(a.of.Name, "Group") && strings.EqualFold(a.Name, "displayName") || a.Type == "binary" && !a.MultiValued
}

func (a attributeOf) path() string {
	if a.extension {
		return a.urn + ":" + a.Name
	}
	return a.Name
}

func (a attributeOf) row() Case {
	value, other := a.sample(false), a.sample(true)
	start, middle, end := pieces(a.text(value))
	return Case{
		"start": start, "middle": middle, "end": end,
		"type": a.of.Name, "endpoint": a.of.Endpoint, "schema": a.urn, "schemas": a.schemas(), "key": a.key(), "attribute": a.path(), "name": a.Name, "kind": a.Type,
		"value": compact(value), "other": compact(other), "text": a.text(value),
		"upper": strings.ToUpper(a.text(value)), "body": a.member(value), "otherBody": a.member(other),
	}
}

func (a attributeOf) schemas() string {
	if a.extension {
		return compact([]any{a.of.Schema, a.urn})
	}
	return compact([]any{a.of.Schema})
}

func (a attributeOf) key() string {
	if strings.EqualFold(a.of.Name, "Group") {
		return "displayName"
	}
	return "userName"
}

// member is the attribute as a member of a resource.
func (a attributeOf) member(value any) string {
	inner := compact(a.Name) + ": " + compact(value)
	if a.extension {
		return compact(a.urn) + ": {" + inner + "}"
	}
	return inner
}

// text is a value as it stands in a filter.
func (a attributeOf) text(value any) string {
	for {
		switch v := value.(type) {
		case []any:
			value = v[0]
		case map[string]any:
			if inner, there := v["value"]; there {
				value = inner
				continue
			}
			return ""
		default:
			return compact(value)
		}
	}
}

// sample is a value that the attribute's definition allows.
func (a attributeOf) sample(other bool) any {
	value := sample(a.Attribute, other)
	if a.MultiValued {
		return []any{value}
	}
	return value
}

func sample(a *schema.Attribute, other bool) any {
	if a.Type == "complex" {
		return sampleObject(a, other)
	}
	if len(a.CanonicalValues) > 0 {
		return a.CanonicalValues[min(len(a.CanonicalValues)-1, oneIf(other))]
	}
	switch a.Type {
	case "boolean":
		return !other
	case "integer":
		return 7 + oneIf(other)
	case "decimal":
		return 1.5 + float64(oneIf(other))
	case "dateTime":
		return []string{"2020-02-03T04:05:06Z", "2021-02-03T04:05:06Z"}[oneIf(other)]
	case "binary":
		return []string{"AQID", "BAUG"}[oneIf(other)]
	case "reference":
		return []string{"https://example.com/one", "https://example.com/two"}[oneIf(other)]
	}
	return sampleText(a.Name, other)
}

func oneIf(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// sampleText is a text that suits the name of an attribute: targets check what
// they know, such as languages and time zones (RFC 7643 §4.1.1).
func sampleText(name string, other bool) string {
	known := map[string][2]string{
		"preferredlanguage": {"en-US", "de-DE"}, "locale": {"en-US", "de-DE"}, "timezone": {"Europe/Berlin", "America/New_York"},
		"country": {"DE", "US"}, "usertype": {"Employee", "Contractor"}, "employeenumber": {"701984", "701985"},
	}
	if pair, there := known[strings.ToLower(name)]; there {
		return pair[oneIf(other)]
	}
	return []string{"First Value", "Second Value"}[oneIf(other)]
}

// sampleObject is a value of a complex attribute: value and type where they are,
// else every text that a client may write.
func sampleObject(a *schema.Attribute, other bool) map[string]any {
	object := map[string]any{}
	if value := a.Sub("value"); value != nil {
		object["value"] = sampleValue(a.Name, value, other)
		if kind := a.Sub("type"); kind != nil && kind.Mutability != "readOnly" {
			object["type"] = sample(kind, false)
		}
		return object
	}
	for i := range a.SubAttributes {
		sub := &a.SubAttributes[i]
		if sub.Mutability == "readWrite" && sub.Name != "primary" && sub.Name != "formatted" && !sub.MultiValued && sub.Type != "complex" {
			object[sub.Name] = sample(sub, other)
		}
	}
	return object
}

func sampleValue(parent string, value *schema.Attribute, other bool) any {
	known := map[string][2]string{
		"emails":       {"one@example.com", "two@example.com"},
		"phonenumbers": {"tel:+1-201-555-0123", "tel:+1-201-555-0124"},
		"photos":       {"https://example.com/one.jpg", "https://example.com/two.jpg"},
		"ims":          {"one.example", "two.example"},
	}
	if pair, there := known[strings.ToLower(parent)]; there {
		return pair[oneIf(other)]
	}
	if strings.EqualFold(parent, "x509Certificates") {
		return []string{"AQID", "BAUG"}[oneIf(other)]
	}
	return sample(value, other)
}

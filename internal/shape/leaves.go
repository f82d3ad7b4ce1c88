package shape

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// reader turns the error tree of one validation into violations.
type reader struct {
	places map[string]*jsonschema.Schema
	root   any
}

// leaves are the failures that nothing below explains. Of alternatives (anyOf,
// oneOf) only the one that was most probably meant is told about: the others
// would blame the author for what was never tried.
func (r reader) leaves(failure *jsonschema.ValidationError) []Violation {
	if len(failure.Causes) == 0 {
		return r.leaf(failure)
	}
	switch last(failure.AbsoluteKeywordLocation) {
	case "anyOf", "oneOf":
		return r.meant(failure)
	case "minContains":
		return r.leaf(failure) // that each element fails is not the mistake
	}
	var list []Violation
	for _, cause := range failure.Causes {
		list = append(list, r.leaves(cause)...)
	}
	return list
}

// meant picks the alternative that fails furthest inside, and among equals the
// one with the fewest violations. If the value is of a wrong type for all of
// them, the types are told together.
func (r reader) meant(failure *jsonschema.ValidationError) []Violation {
	var best []Violation
	depth := len(path(failure.InstanceLocation))
	var types []string
	for _, cause := range failure.Causes {
		list := sorted(r.leaves(cause))
		if expected, ok := r.wrongType(cause, failure.InstanceLocation); ok {
			types = append(types, expected...)
			continue
		}
		if best == nil || better(list, best, depth) {
			best = list
		}
	}
	if best != nil {
		return best
	}
	place := path(failure.InstanceLocation)
	return []Violation{{Path: place, Keyword: "type", Message: typeMessage(types, r.at(place))}}
}

// better says whether an alternative is closer to what was meant: one whose
// constants and lists at the very place fit beats one whose do not.
func better(a, b []Violation, depth int) bool {
	if refusesA, refusesB := refuses(a, depth), refuses(b, depth); refusesA != refusesB {
		return refusesB
	}
	return len(a) < len(b)
}

// refuses says that the alternative is for another kind of value: a member that
// tells kinds apart has another constant, or the value itself is another one.
func refuses(list []Violation, depth int) bool {
	return slices.ContainsFunc(list, func(v Violation) bool {
		return len(v.Path) <= depth+1 && (v.Keyword == "const" || v.Keyword == "enum") || len(v.Path) == depth && v.Keyword == "required"
	})
}

// wrongType gives the expected types if the failure is that the value at place
// has another one.
func (r reader) wrongType(failure *jsonschema.ValidationError, place string) ([]string, bool) {
	for len(failure.Causes) == 1 {
		failure = failure.Causes[0]
	}
	if len(failure.Causes) > 0 || failure.InstanceLocation != place || last(failure.AbsoluteKeywordLocation) != "type" {
		return nil, false
	}
	schema := r.places[strings.TrimSuffix(failure.AbsoluteKeywordLocation, "/type")]
	if schema == nil {
		return nil, false
	}
	return schema.Types, true
}

// leaf explains one failure.
func (r reader) leaf(failure *jsonschema.ValidationError) []Violation {
	keyword, schema := r.origin(failure.AbsoluteKeywordLocation)
	place := path(failure.InstanceLocation)
	value := r.at(place)
	if schema == nil {
		return []Violation{{Path: place, Keyword: keyword, Message: failure.Message}}
	}
	switch keyword {
	case "additionalProperties":
		return unknownMembers(place, schema, value)
	case "required":
		return missingMembers(place, schema, value)
	case "unevaluatedProperties":
		owner := r.places[strings.TrimSuffix(schema.Location, "/unevaluatedProperties")]
		return []Violation{unknownMember(place[:len(place)-1], place[len(place)-1], known(owner))}
	}
	if schema.Always != nil { // a member or element whose schema is false
		return []Violation{{Path: place, Keyword: "false", Message: notAllowed(place)}}
	}
	if ofName(failure.KeywordLocation) {
		v := explain(place, keyword, schema, place[len(place)-1], failure.Message)
		v.Keyword, v.Member = "propertyNames", place[len(place)-1]
		return []Violation{v}
	}
	return []Violation{explain(place, keyword, schema, value, failure.Message)}
}

// ofName says whether a failure is about the name of a member, not its value.
func ofName(location string) bool {
	before, _, found := strings.Cut(location, "/propertyNames/")
	return found && last(before) != "properties"
}

// origin splits a location into the keyword and the schema that has it.
func (r reader) origin(location string) (string, *jsonschema.Schema) {
	if schema := r.places[location]; schema != nil { // a false schema: the failure is its own
		return last(location), schema
	}
	owner := location
	for {
		cut := strings.LastIndexByte(owner, '/')
		if cut < 0 {
			return last(location), nil
		}
		keyword := owner[cut+1:]
		owner = owner[:cut]
		if schema := r.places[owner]; schema != nil {
			return keyword, schema
		}
		if strings.HasSuffix(owner, "#") {
			return last(location), r.places[owner]
		}
	}
}

func unknownMembers(place []string, schema *jsonschema.Schema, value any) []Violation {
	object, _ := value.(map[string]any)
	names := known(schema)
	var list []Violation
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if schema.Properties[name] == nil && !matchesPattern(schema, name) {
			list = append(list, unknownMember(place, name, names))
		}
	}
	return list
}

func matchesPattern(schema *jsonschema.Schema, name string) bool {
	for pattern := range schema.PatternProperties {
		if pattern.MatchString(name) {
			return true
		}
	}
	return false
}

func missingMembers(place []string, schema *jsonschema.Schema, value any) []Violation {
	object, _ := value.(map[string]any)
	var list []Violation
	for _, name := range schema.Required {
		if _, there := object[name]; !there {
			list = append(list, Violation{Path: place, Keyword: "required", Member: name, Message: quote(name) + " is missing"})
		}
	}
	return list
}

// known are the members that may stand beside an unknown one.
func known(schema *jsonschema.Schema) []string {
	names := map[string]bool{}
	members(schema, names, map[*jsonschema.Schema]bool{})
	return slices.Sorted(maps.Keys(names))
}

// at is the value at a path; nil if there is none.
func (r reader) at(place []string) any {
	value := r.root
	for _, part := range place {
		value = step(value, part)
	}
	return value
}

// path reads an instance location: a JSON Pointer whose parts are also escaped
// as in URLs.
func path(location string) []string {
	if location == "" {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(location, "/"), "/")
	for i, part := range parts {
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
	}
	return parts
}

func last(location string) string { return location[strings.LastIndexByte(location, '/')+1:] }

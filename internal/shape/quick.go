package shape

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"sync/atomic"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Most messages are sound, and a run judges every one of them. The quick look
// says so of those that use the usual keywords only, many times faster than the
// validator, which keeps books for keywords that are rare and for explaining. It
// never says that a value is wrong: whatever it does not find sound is for the
// validator to judge.

// answer is what the quick look makes of a value.
type answer int8

const (
	unsure answer = iota // for the validator
	sound
	faulty
)

// worst joins the answers of two parts of one value.
func (a answer) worst(b answer) answer {
	switch {
	case a == faulty || b == faulty:
		return faulty
	case a == unsure || b == unsure:
		return unsure
	}
	return sound
}

// when says sound or faulty.
func when(ok bool) answer {
	if ok {
		return sound
	}
	return faulty
}

// quick looks at schemas that it understands wholly; the others are nil.
type quick map[*jsonschema.Schema]*memory

// memory is the last text that a pattern has matched: times and types come again
// and again, and matching them is what costs most.
type memory struct{ matched atomic.Pointer[string] }

func (m *memory) matches(pattern *regexp.Regexp, text string) bool {
	if last := m.matched.Load(); last != nil && *last == text {
		return true
	}
	if !pattern.MatchString(text) {
		return false
	}
	kept := text // a copy, so that only what is kept is allocated
	m.matched.Store(&kept)
	return true
}

// newQuick notes which schemas use no other keywords than the quick look knows.
func newQuick(places map[string]*jsonschema.Schema) quick {
	q := quick{}
	for _, schema := range places {
		if understood(schema) {
			q[schema] = &memory{}
		}
	}
	return q
}

// understood says whether look obeys every keyword of a schema.
func understood(s *jsonschema.Schema) bool {
	switch {
	case s.Format != "", s.Always != nil, s.RecursiveAnchor, s.RecursiveRef != nil, s.DynamicAnchor != "", s.DynamicRef != nil:
		return false
	case s.AllOf != nil, s.AnyOf != nil, s.OneOf != nil, s.If != nil, s.Then != nil, s.Else != nil:
		return false
	case s.MinProperties >= 0, s.MaxProperties >= 0, s.PropertyNames != nil, s.RegexProperties, s.PatternProperties != nil,
		s.AdditionalProperties != nil, s.Dependencies != nil, s.DependentRequired != nil, s.DependentSchemas != nil, s.UnevaluatedProperties != nil:
		return false
	case s.MinItems >= 0, s.MaxItems >= 0, s.Items != nil, s.AdditionalItems != nil, s.PrefixItems != nil,
		s.MinContains != 1, s.MaxContains >= 0, s.UnevaluatedItems != nil:
		return false
	case s.MaxLength >= 0, s.ContentEncoding != "", s.ContentMediaType != "", s.ContentSchema != nil:
		return false
	case s.ExclusiveMinimum != nil, s.Maximum != nil, s.ExclusiveMaximum != nil, s.MultipleOf != nil, len(s.Extensions) > 0:
		return false
	case s.Minimum != nil && s.Minimum.Sign() != 0, len(s.Types) > 1, s.Not != nil && s.Not.Ref != nil:
		return false
	}
	return !circular(s)
}

// circular says whether references lead from a schema to one that was passed.
func circular(s *jsonschema.Schema) bool {
	passed := map[*jsonschema.Schema]bool{}
	for ; s != nil; s = s.Ref {
		if passed[s] {
			return true
		}
		passed[s] = true
	}
	return false
}

// look judges a value by a schema.
func (q quick) look(s *jsonschema.Schema, value any) answer {
	known := q[s]
	if known == nil {
		return unsure
	}
	result := ofType(s, value)
	if s.Ref != nil {
		result = result.worst(q.look(s.Ref, value))
	}
	if s.Not != nil {
		result = result.worst(q.opposite(s.Not, value))
	}
	if len(s.Constant) > 0 {
		result = result.worst(same(s.Constant[0], value))
	}
	if len(s.Enum) > 0 {
		result = result.worst(among(s.Enum, value))
	}
	switch v := value.(type) {
	case map[string]any:
		return result.worst(q.object(s, v))
	case []any:
		return result.worst(q.array(s, v))
	case string:
		return result.worst(ofText(s, v, known))
	case json.Number:
		return result.worst(ofNumber(s, v))
	case bool, nil:
		return result
	}
	return unsure // no decoded JSON
}

func (q quick) opposite(s *jsonschema.Schema, value any) answer {
	switch q.look(s, value) {
	case sound:
		return faulty
	case faulty:
		return sound
	}
	return unsure
}

func ofType(s *jsonschema.Schema, value any) answer {
	if len(s.Types) == 0 {
		return sound
	}
	ok := false
	switch value.(type) {
	case map[string]any:
		ok = s.Types[0] == "object"
	case []any:
		ok = s.Types[0] == "array"
	case string:
		ok = s.Types[0] == "string"
	case bool:
		ok = s.Types[0] == "boolean"
	case json.Number:
		if s.Types[0] == "integer" {
			return sound // if it is one: see ofNumber
		}
		ok = s.Types[0] == "number"
	}
	if ok {
		return sound
	}
	return unsure // null, or Go types that only the validator knows
}

func (q quick) object(s *jsonschema.Schema, object map[string]any) answer {
	for _, name := range s.Required {
		if _, there := object[name]; !there {
			return faulty
		}
	}
	result := sound
	for name, value := range object {
		if below := s.Properties[name]; below != nil {
			result = result.worst(q.look(below, value))
		}
	}
	return result
}

func (q quick) array(s *jsonschema.Schema, list []any) answer {
	result, contained := sound, s.Contains == nil
	for i, element := range list {
		if s.Items2020 != nil {
			result = result.worst(q.look(s.Items2020, element))
		}
		contained = contained || q.look(s.Contains, element) == sound
		if s.UniqueItems {
			result = result.worst(unlike(element, list[:i]))
		}
	}
	if !contained {
		return unsure
	}
	return result
}

// unlike says whether an element is none of those before it.
func unlike(element any, before []any) answer {
	for _, other := range before {
		if same(other, element) != faulty {
			return unsure
		}
	}
	return sound
}

// same compares texts; other values are for the validator.
func same(wanted, value any) answer {
	a, text := wanted.(string)
	b, also := value.(string)
	if !text || !also {
		return unsure
	}
	return when(a == b)
}

func among(wanted []any, value any) answer {
	if slices.ContainsFunc(wanted, func(one any) bool { return same(one, value) == sound }) {
		return sound
	}
	return unsure
}

func ofText(s *jsonschema.Schema, text string, known *memory) answer {
	if s.MinLength >= 0 && utf8.RuneCountInString(text) < s.MinLength {
		return faulty
	}
	return when(s.Pattern == nil || known.matches(s.Pattern, text))
}

// ofNumber knows the usual numbers: not negative, without a point or exponent.
func ofNumber(s *jsonschema.Schema, number json.Number) answer {
	if _, err := strconv.ParseUint(number.String(), 10, 63); err != nil {
		return unsure
	}
	return sound
}

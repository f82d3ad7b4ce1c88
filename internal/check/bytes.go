package check

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// bytes judges what decoding would hide. In a body that scim.Clean has read
// nothing hides but names that differ in case.
func (x *examination) bytes(body scim.Resource) []breach {
	var breaches []breach
	var twice []string
	if x.Read == nil {
		twice = duplicate(x.Body)
	}
	if mayClash(map[string]any(body)) {
		twice = append(twice, clashes(nil, map[string]any(body))...)
	}
	if x.Read == nil && !utf8.Valid(x.Body) {
		breaches = append(breaches, breach{
			rules: rules("RFC7644-3.8-R01", "RFC7644-3.8-R02"), expected: "UTF-8", seen: "bytes that are no UTF-8",
			message: "an answer is not encoded in UTF-8",
		})
	}
	if len(twice) > 0 {
		name := slices.Min(twice)
		// RFC 7644 §3.8 refers to RFC 7159, whose §4 only says SHOULD: two readers
		// may take different ones of the two, but neither is wrong.
		breaches = append(breaches, breach{
			rules: rules("RFC7644-3.8-R01"), attribute: name, expected: "each member once", seen: name + " twice", advise: true,
			message: "a JSON object of an answer has a member twice",
		})
	}
	return breaches
}

// duplicate finds the first member that is there twice, by its path.
func duplicate(raw []byte) []string {
	decoder := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowInvalidUTF8(true))
	_, err := decoder.ReadValue()
	var syntax *jsontext.SyntacticError
	if !errors.As(err, &syntax) || !errors.Is(syntax.Err, jsontext.ErrDuplicateName) {
		return nil
	}
	return []string{dotted(slices.Collect(syntax.JSONPointer.Tokens()))}
}

// fewNames is up to how many members mayClash compares each with each.
const fewNames = 32

// mayClash is the quick look that spares nearly all bodies the search: false says
// that clashes finds nothing.
func mayClash(value any) bool {
	switch v := value.(type) {
	case []any:
		return slices.ContainsFunc(v, mayClash)
	case map[string]any:
		var names [fewNames]string
		seen := names[:0]
		for name, inner := range v {
			if len(seen) == fewNames || mayClash(inner) || slices.ContainsFunc(seen, func(other string) bool { return mayEqual(name, other) }) {
				return true
			}
			seen = append(seen, name)
		}
	}
	return false
}

// mayEqual says whether two names may be the same but for case; those of other
// scripts may also differ in length then.
func mayEqual(a, b string) bool {
	return len(a) == len(b) && strings.EqualFold(a, b) || !isASCII(a) || !isASCII(b)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clashes finds members whose names differ in case only: they name the same
// attribute (RFC 7643 §2.1).
func clashes(path []string, value any) []string {
	var found []string
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			found = append(found, clashes(path, element)...)
		}
	case map[string]any:
		spelled := make(map[string]string, len(v))
		for name, inner := range v {
			here := append(slices.Clone(path), name)
			if other, twice := spelled[schema.Fold(name)]; twice {
				here[len(path)] = max(name, other)
				found = append(found, dotted(here))
			}
			spelled[schema.Fold(name)] = name
			found = append(found, clashes(here, inner)...)
		}
	}
	return found
}

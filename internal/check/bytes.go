package check

import (
	"bytes"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// bytes judges what decoding would hide; nothing hides in a body that scim.Clean
// has read.
func (x *examination) bytes(body scim.Resource) []breach {
	if x.Read != nil {
		return nil
	}
	var breaches []breach
	if !utf8.Valid(x.Body) {
		breaches = append(breaches, breach{
			rules: rules("RFC7644-3.8-R01", "RFC7644-3.8-R02"), expected: "UTF-8", seen: "bytes that are no UTF-8",
			message: "an answer is not encoded in UTF-8",
		})
	}
	twice := append(duplicate(x.Body), clashes(nil, map[string]any(body))...)
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

package check

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// bytes judges what decoding would hide.
func (x *examination) bytes(body scim.Resource) []breach {
	var breaches []breach
	if !utf8.Valid(x.Body) {
		breaches = append(breaches, breach{
			rules: rules("RFC7644-3.8-R01", "RFC7644-3.8-R02"), expected: "UTF-8", seen: "bytes that are no UTF-8",
			message: "an answer is not encoded in UTF-8",
		})
	}
	name, twice := duplicate(x.Body)
	if !twice {
		name, twice = clashWithin(nil, body)
	}
	if twice {
		// RFC 7644 §3.8 refers to RFC 7159, whose §4 only says SHOULD: two readers
		// may take different ones of the two, but neither is wrong.
		breaches = append(breaches, breach{
			rules: rules("RFC7644-3.8-R01"), attribute: name, expected: "each member once", seen: name + " twice", advise: true,
			message: "a JSON object of an answer has a member twice",
		})
	}
	return breaches
}

// duplicate finds a member that is there twice, by its path.
func duplicate(raw []byte) (string, bool) {
	decoder := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowInvalidUTF8(true))
	_, err := decoder.ReadValue()
	var syntax *jsontext.SyntacticError
	if !errors.As(err, &syntax) || !errors.Is(syntax.Err, jsontext.ErrDuplicateName) {
		return "", false
	}
	return dotted(slices.Collect(syntax.JSONPointer.Tokens())), true
}

// clash finds two members whose names differ in case only: they name the same
// attribute (RFC 7643 §2.1).
func clash(path []string, value any) (string, bool) {
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			if name, found := clash(path, element); found {
				return name, true
			}
		}
	case map[string]any:
		return clashWithin(path, v)
	}
	return "", false
}

func clashWithin(path []string, object map[string]any) (string, bool) {
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		below := append(slices.Clone(path), name)
		if seen[schema.Fold(name)] {
			return dotted(below), true
		}
		seen[schema.Fold(name)] = true
		if inner, found := clash(below, object[name]); found {
			return inner, true
		}
	}
	return "", false
}

package dialect

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// encode writes a value as encoding/json does, without its HTML escapes: a body
// is what Entra would send, "&" and all. The few kinds of values that bodies are
// made of are written by hand, for speed.
func encode(value any) []byte { return appendValue(nil, value) }

func appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendText(b, v)
	case bool:
		if v {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	case map[string]any:
		return appendObject(b, v)
	case []any:
		return appendList(b, v)
	case []string:
		return appendList(b, v)
	}
	return append(b, standard(value)...)
}

func appendList[T any](b []byte, list []T) []byte {
	if list == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, element := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, element)
	}
	return append(b, ']')
}

// appendObject writes the members in the order of their names.
func appendObject(b []byte, object map[string]any) []byte {
	if object == nil {
		return append(b, "null"...)
	}
	var few [24]string // most bodies have fewer members, and then nothing is allocated
	names := slices.AppendSeq(few[:0], maps.Keys(object))
	slices.Sort(names)
	b = append(b, '{')
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(b, name), ':')
		b = appendValue(b, object[name])
	}
	return append(b, '}')
}

func appendText(b []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return append(b, standard(text)...)
		}
	}
	return append(append(append(b, '"'), text...), '"')
}

// standard leaves it to encoding/json. Only strings, booleans, numbers, maps and
// slices of them come here: they always encode.
func standard(value any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
	return strings.TrimSuffix(text.String(), "\n")
}

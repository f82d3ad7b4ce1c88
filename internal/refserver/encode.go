package refserver

import (
	"encoding/json"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/scimulator/scimulator/internal/scim"
)

// appendValue writes a decoded JSON value, members sorted by name.
func appendValue(b []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendString(b, v)
	case bool:
		if v {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	case json.Number:
		return append(b, v...)
	case []any:
		return appendArray(b, v)
	}
	if object := scim.AsObject(value); object != nil {
		return appendObject(b, object)
	}
	return append(b, "null"...)
}

// appendString writes a JSON string. Invalid UTF-8 becomes U+FFFD: the error
// says only that, and decoded texts have none.
func appendString(b []byte, text string) []byte {
	b, _ = jsontext.AppendQuote(b, text)
	return b
}

func appendArray(b []byte, list []any) []byte {
	b = append(b, '[')
	for i, element := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendValue(b, element)
	}
	return append(b, ']')
}

func appendObject(b []byte, object scim.Resource) []byte {
	b = append(b, '{')
	for i, name := range sortedNames(object) {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, name)
		b = append(b, ':')
		b = appendValue(b, object[name])
	}
	return append(b, '}')
}

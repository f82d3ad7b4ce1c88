package steps

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// isOf says whether a JSON value is of a type, as steps call them.
func isOf(kind string, value any) bool {
	switch kind {
	case "boolean":
		_, ok := value.(bool)
		return ok
	case "integer":
		n, ok := value.(json.Number)
		return ok && !strings.ContainsAny(n.String(), ".eE")
	case "number":
		_, ok := value.(json.Number)
		return ok
	case "array":
		_, ok := value.([]any)
		return ok
	case "object":
		_, ok := value.(map[string]any)
		return ok
	}
	text, ok := value.(string)
	return ok && isText(kind, text)
}

func isText(kind, text string) bool {
	switch kind {
	case "dateTime":
		return isTime(text)
	case "URI":
		_, err := url.Parse(text)
		return err == nil && text != "" && !strings.ContainsAny(text, " \"<>")
	case "base64 text":
		_, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			_, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
		}
		return err == nil
	}
	return true
}

// ordered is a value whose lists are sorted, so that it can be compared.
func ordered(value any) any {
	switch value := value.(type) {
	case map[string]any:
		sorted := make(map[string]any, len(value))
		for name, member := range value {
			sorted[name] = ordered(member)
		}
		return sorted
	case []any:
		sorted := make([]any, len(value))
		for i, element := range value {
			sorted[i] = ordered(element)
		}
		slices.SortFunc(sorted, func(a, b any) int { return strings.Compare(compact(a), compact(b)) })
		return sorted
	case json.Number:
		if f, err := value.Float64(); err == nil {
			return f
		}
	}
	return value
}

// isOneObject says whether the bytes are one JSON object in UTF-8 in which no
// name is twice.
func isOneObject(body []byte) bool {
	trimmed := bytes.TrimSpace(body)
	return utf8.Valid(body) && bytes.HasPrefix(trimmed, []byte("{")) && jsontext.Value(trimmed).IsValid()
}

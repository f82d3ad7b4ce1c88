package shape

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// explain words one failure; what it has no words for keeps those of the
// validator.
func explain(place []string, keyword string, schema *jsonschema.Schema, value any, message string) Violation {
	v := Violation{Path: place, Keyword: keyword, Message: message}
	switch keyword {
	case "type":
		v.Message = typeMessage(schema.Types, value)
	case "const":
		v.Message = fmt.Sprintf("must be %s, not %s", show(schema.Constant[0]), show(value))
		v.oneOf([]any{schema.Constant[0]}, value)
	case "enum":
		v.Message = fmt.Sprintf("%s is not one of %s", show(value), enumeration(schema.Enum))
		v.oneOf(schema.Enum, value)
	case "pattern":
		v.Message = fmt.Sprintf("%s does not have the right form%s", show(value), form(schema, schema.Pattern.String()))
	case "format":
		v.Message = fmt.Sprintf("%s is not a valid %s%s", show(value), schema.Format, form(schema, ""))
	case "minLength", "minItems", "minProperties":
		v.Message = sizeMessage("at least", lower(schema, keyword), value)
	case "maxLength", "maxItems", "maxProperties":
		v.Message = sizeMessage("at most", upper(schema, keyword), value)
	case "minimum":
		v.Message = fmt.Sprintf("must be %s or more, is %s", decimal(schema.Minimum), show(value))
	case "maximum":
		v.Message = fmt.Sprintf("must be %s or less, is %s", decimal(schema.Maximum), show(value))
	case "exclusiveMinimum":
		v.Message = fmt.Sprintf("must be more than %s, is %s", decimal(schema.ExclusiveMinimum), show(value))
	case "exclusiveMaximum":
		v.Message = fmt.Sprintf("must be less than %s, is %s", decimal(schema.ExclusiveMaximum), show(value))
	case "minContains":
		v.Keyword = "contains"
		v.Message = "holds none of the elements that it must hold"
	case "not":
		v.Message = "has a value that is not allowed here"
	case "oneOf":
		v.Message = "fits more than one of several forms that exclude each other"
	case "uniqueItems":
		v.Message = "holds the same element twice" + twins(message)
	}
	return v
}

// twins says which elements are the same, as the validator found them.
func twins(message string) string {
	var first, second int
	if _, err := fmt.Sscanf(message, "items at index %d and %d are equal", &first, &second); err != nil {
		return ""
	}
	return fmt.Sprintf(" (the elements %d and %d)", first+1, second+1)
}

// decimal writes a bound as schemas do.
func decimal(bound *big.Rat) string {
	if bound.IsInt() {
		return bound.RatString()
	}
	near, _ := bound.Float64()
	return strconv.FormatFloat(near, 'g', -1, 64)
}

// oneOf notes the closed list that a text is not in.
func (v *Violation) oneOf(values []any, value any) {
	text, ok := value.(string)
	if !ok {
		return
	}
	v.Member = text
	for _, allowed := range values {
		if word, ok := allowed.(string); ok {
			v.Known = append(v.Known, word)
		}
	}
	slices.Sort(v.Known)
}

func unknownMember(place []string, name string, known []string) Violation {
	return Violation{
		Path: append(slices.Clone(place), name), Keyword: "additionalProperties", Member: name, Known: known,
		Message: "unknown key " + quote(name),
	}
}

func notAllowed(place []string) string {
	if len(place) == 0 {
		return "nothing is allowed here"
	}
	return quote(place[len(place)-1]) + " is not allowed here"
}

func typeMessage(expected []string, value any) string {
	var words []string
	for _, name := range expected {
		if word := article(name); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return fmt.Sprintf("should be %s, not %s", strings.Join(words, " or "), article(typeOf(value)))
}

func article(name string) string {
	switch name {
	case "null":
		return "null"
	case "array":
		return "a list"
	case "integer":
		return "a whole number"
	case "object":
		return "an object"
	}
	return "a " + name
}

func typeOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "number"
}

// form shows what a text should look like: the examples of the schema, or the
// pattern itself.
func form(schema *jsonschema.Schema, pattern string) string {
	if len(schema.Examples) > 0 {
		return " (for example " + enumeration(schema.Examples) + ")"
	}
	if pattern != "" {
		return " (" + pattern + ")"
	}
	return ""
}

func lower(schema *jsonschema.Schema, keyword string) int {
	return map[string]int{"minLength": schema.MinLength, "minItems": schema.MinItems, "minProperties": schema.MinProperties}[keyword]
}

func upper(schema *jsonschema.Schema, keyword string) int {
	return map[string]int{"maxLength": schema.MaxLength, "maxItems": schema.MaxItems, "maxProperties": schema.MaxProperties}[keyword]
}

func sizeMessage(bound string, limit int, value any) string {
	size, unit := 0, "elements"
	switch value := value.(type) {
	case string:
		size, unit = utf8.RuneCountInString(value), "characters"
	case []any:
		size = len(value)
	case map[string]any:
		size, unit = len(value), "members"
	}
	if size == 0 {
		return "must not be empty"
	}
	if limit == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("must have %s %d %s, has %d", bound, limit, unit, size)
}

func enumeration(values []any) string {
	words := make([]string, len(values))
	for i, value := range values {
		if text, ok := value.(string); ok && text != "" {
			words[i] = text
			continue
		}
		words[i] = show(value)
	}
	return strings.Join(words, ", ")
}

// shown is how much of a value a message repeats, in bytes.
const shown = 60

// show is a value as JSON, shortened.
func show(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "this value"
	}
	whole := strings.TrimSuffix(text.String(), "\n")
	if len(whole) <= shown {
		return whole
	}
	return strings.ToValidUTF8(whole[:shown], "") + "…"
}

func quote(name string) string { return strconv.Quote(name) }

func step(value any, part string) any {
	switch value := value.(type) {
	case map[string]any:
		return value[part]
	case []any:
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(value) {
			return value[i]
		}
	}
	return nil
}

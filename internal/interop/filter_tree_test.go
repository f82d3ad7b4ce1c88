package interop

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	other "github.com/scim2/filter-parser/v2"

	"github.com/scimulator/scimulator/internal/scim/filter"
)

// Both parsers' trees, written the same way: (and l r), (or l r), (not e),
// (pr path), (op path value), (in path e).

// ourTree reads a filter with the parser of this project, by the letter.
func ourTree(text string) (string, error) {
	e, err := filter.Parse(text, filter.Strict)
	if err != nil {
		return "", err
	}
	return ours(e), nil
}

func ours(e filter.Expr) string {
	switch e := e.(type) {
	case filter.And:
		return "(and " + ours(e.Left) + " " + ours(e.Right) + ")"
	case filter.Or:
		return "(or " + ours(e.Left) + " " + ours(e.Right) + ")"
	case filter.Not:
		return "(not " + ours(e.Inner) + ")"
	case filter.Present:
		return "(pr " + e.Path.String() + ")"
	case filter.Compare:
		return "(" + string(e.Op) + " " + e.Path.String() + " " + operand(e.Value) + ")"
	case filter.ValuePath:
		return "(in " + e.Path.String() + " " + ours(e.Filter) + ")"
	}
	return fmt.Sprintf("(%T)", e)
}

// otherTree reads a filter with github.com/scim2/filter-parser.
func otherTree(text string) (string, error) {
	e, err := other.ParseFilterNumber([]byte(text))
	if err != nil {
		return "", err
	}
	return theirs(e), nil
}

func theirs(e other.Expression) string {
	switch e := e.(type) {
	case *other.LogicalExpression:
		return "(" + string(e.Operator) + " " + theirs(e.Left) + " " + theirs(e.Right) + ")"
	case *other.NotExpression:
		return "(not " + theirs(e.Expression) + ")"
	case *other.AttributeExpression:
		if e.Operator == other.PR {
			return "(pr " + e.AttributePath.String() + ")"
		}
		return "(" + string(e.Operator) + " " + e.AttributePath.String() + " " + operand(unescaped(e.CompareValue)) + ")"
	case *other.ValuePath:
		return "(in " + e.AttributePath.String() + " " + theirs(e.ValueFilter) + ")"
	}
	return fmt.Sprintf("(%T)", e)
}

// unescaped decodes a string, which filter-parser leaves as it stands between
// its quotation marks.
func unescaped(value any) any {
	raw, ok := value.(string)
	if !ok {
		return value
	}
	var text string
	if err := json.Unmarshal([]byte(`"`+raw+`"`), &text); err != nil {
		return "not a JSON string: " + raw
	}
	return text
}

func operand(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(v)
	case json.Number:
		return strings.ToLower(v.String())
	}
	return fmt.Sprint(value)
}

package filter

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// String joins both sides with "and".
func (e And) String() string {
	_, disjoint := e.Left.(Or)
	return group(e.Left, disjoint) + " and " + group(e.Right, joins(e.Right))
}

// String joins both sides with "or".
func (e Or) String() string {
	_, nested := e.Right.(Or)
	return e.Left.String() + " or " + group(e.Right, nested)
}

// joins says whether an expression needs brackets on the right of "and":
// operators of the same rank are read from left to right.
func joins(e Expr) bool {
	switch e.(type) {
	case And, Or:
		return true
	}
	return false
}

func group(e Expr, brackets bool) string {
	if brackets {
		return "(" + e.String() + ")"
	}
	return e.String()
}

// String negates a group.
func (e Not) String() string { return "not (" + e.Inner.String() + ")" }

// String is the attribute and "pr".
func (e Present) String() string { return e.Path.String() + " pr" }

// String is the attribute, the operator and the operand as JSON.
func (e Compare) String() string {
	return e.Path.String() + " " + string(e.Op) + " " + literal(e.Value)
}

// String is the attribute and the filter in square brackets.
func (e ValuePath) String() string { return e.Path.String() + "[" + e.Filter.String() + "]" }

// literal writes an operand.
func literal(value any) string {
	switch v := value.(type) {
	case string:
		return quote(v)
	case json.Number:
		return v.String()
	case bool:
		return fmt.Sprint(v)
	}
	return "null"
}

// quote writes a JSON string with no more escapes than JSON asks for.
func quote(text string) string {
	b := make([]byte, 0, len(text)+2)
	b = append(b, '"')
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(append(b, '"'))
}

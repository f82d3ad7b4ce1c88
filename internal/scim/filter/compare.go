package filter

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// compare applies an operator to a value and an operand, neither of them nil.
// Values of different types are not equal, and there is no order among them.
func compare(op Op, value, operand any, attribute *schema.Attribute) bool {
	switch value := value.(type) {
	case string:
		if operand, ok := operand.(string); ok {
			return compareText(op, value, operand, attribute)
		}
	case json.Number:
		if operand, ok := operand.(json.Number); ok {
			return holds(op, compareNumbers(value.String(), operand.String()))
		}
	case bool:
		if operand, ok := truth(operand); ok {
			return value == operand && op == Eq || value != operand && op == Ne
		}
	}
	return op == Ne
}

// holds says whether an operator agrees with the order of value and operand.
func holds(op Op, order int) bool {
	switch op {
	case Eq:
		return order == 0
	case Ne:
		return order != 0
	case Gt:
		return order > 0
	case Ge:
		return order >= 0
	case Lt:
		return order < 0
	case Le:
		return order <= 0
	}
	return false
}

// truth reads the operand for a boolean; Entra's mappings write it as a string,
// roles[primary eq "True"] (E-3.28).
func truth(operand any) (value, ok bool) {
	switch operand := operand.(type) {
	case bool:
		return operand, true
	case string:
		value = strings.EqualFold(operand, "true")
		return value, value || strings.EqualFold(operand, "false")
	}
	return false, false
}

// compareText compares by the type and caseExact of the attribute; without a
// definition it is a string with the defaults of RFC 7643 §2.2.
func compareText(op Op, value, operand string, attribute *schema.Attribute) bool {
	kind := "string"
	if attribute != nil {
		kind = attribute.Type
	}
	if kind == "dateTime" && !op.searches() {
		return compareInstants(op, value, operand)
	}
	if kind == "binary" && op.orders() {
		return false // RFC 7644 table 3: it fails
	}
	// RFC 7643 §2.3.6, §2.3.7: binary values and references are case-exact,
	// whatever their definition says (EID 6000, 6001).
	if kind == "binary" || kind == "reference" || attribute != nil && attribute.CaseExact {
		return compareExact(op, value, operand)
	}
	if op == Eq || op == Ne {
		return schema.Fold(value) == schema.Fold(operand) == (op == Eq)
	}
	return compareExact(op, schema.Fold(value), schema.Fold(operand))
}

func compareExact(op Op, value, operand string) bool {
	switch op {
	case Co:
		return strings.Contains(value, operand)
	case Sw:
		return strings.HasPrefix(value, operand)
	case Ew:
		return strings.HasSuffix(value, operand)
	}
	return holds(op, strings.Compare(value, operand))
}

// compareInstants compares points in time, however they are written
// (RFC 7644 table 3). What is no dateTime has no order.
func compareInstants(op Op, value, operand string) bool {
	left, ok := instant(value)
	right, also := instant(operand)
	if ok && also {
		return holds(op, left.Compare(right))
	}
	return !op.orders() && compareExact(op, value, operand)
}

// instant reads an xsd:dateTime (RFC 7643 §2.3.5). One without time zone is
// taken as UTC, so that all have an order.
func instant(text string) (time.Time, bool) {
	for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// compareNumbers compares JSON numbers exactly, whatever their size.
func compareNumbers(a, b string) int {
	x, y := newDecimal(a), newDecimal(b)
	if x.sign != y.sign || x.sign == 0 {
		return cmp.Compare(x.sign, y.sign)
	}
	order := cmp.Compare(x.exponent, y.exponent)
	if order == 0 {
		order = strings.Compare(x.digits, y.digits)
	}
	return order * x.sign
}

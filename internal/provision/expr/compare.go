package expr

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"
)

// operators of conditions (E-4.4); those that begin with another stand first.
func operators() []string { return []string{"<>", ">=", "<=", "=", ">", "<"} }

// compare applies an operator to two texts. If one side is a number, numbers
// are compared; two dates in the exchange format of E-4.6 are ordered as
// instants; everything else by its characters, case-sensitively (inferred: the
// documents show equal texts only).
func compare(left Value, operator string, right Value) (bool, error) {
	if left.kind == KindNull || right.kind == KindNull {
		return false, nil
	}
	if left.number || right.number {
		return compareNumbers(left, operator, right)
	}
	return holds(order(left.text, right.text), operator), nil
}

func compareNumbers(left Value, operator string, right Value) (bool, error) {
	a, first := decimal(left.text)
	b, second := decimal(right.text)
	switch {
	case first && second:
		return holds(a.Cmp(b), operator), nil
	case operator == "=" || operator == "<>":
		return operator == "<>", nil
	case first:
		left = right
	}
	return false, fmt.Errorf("%s is no number and cannot be compared with one", shown(left))
}

// decimal reads a number such as -12.5; nothing else that math/big knows.
func decimal(text string) (*big.Rat, bool) {
	const longest = 40 // digits; a FILETIME has 18
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || len(digits) > longest || strings.Trim(digits, "0123456789.") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

func order(left, right string) int {
	if a, ok := exchanged(left); ok {
		if b, ok := exchanged(right); ok {
			return a.Compare(b)
		}
	}
	return cmp.Compare(left, right)
}

func holds(order int, operator string) bool {
	switch operator {
	case "=":
		return order == 0
	case "<>":
		return order != 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "<":
		return order < 0
	}
	return order <= 0
}

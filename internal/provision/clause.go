package provision

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/expr"
)

// clause is one comparison of a scoping filter, compiled (E-2.11). Attribute
// values are never empty where test sees them (E-2.10).
type clause struct {
	profile.Clause
	test func(value string) (bool, error)
}

// compileClause prepares a clause; its error names what is wrong with the operand.
func compileClause(declared profile.Clause, options profile.Leaving) (clause, error) {
	test, err := comparison(declared, options)
	if err != nil {
		return clause{}, fmt.Errorf("%s %s: %w", declared.Attribute, declared.Operator, err)
	}
	return clause{declared, test}, nil
}

func comparison(declared profile.Clause, options profile.Leaving) (func(string) (bool, error), error) {
	operand := declared.Value
	switch {
	case declared.Integer():
		return integers(declared.Operator, operand)
	case declared.Regex():
		return regexes(operand, options.FilterRegex == "whole", declared.Operator == "REGEX MATCH")
	}
	fold := func(text string) string { return text }
	if options.FilterCase == "insensitive" {
		fold = strings.ToLower
	}
	plain := map[string]func(value string) bool{
		"EQUALS":      func(value string) bool { return value == operand },
		"NOT EQUALS":  func(value string) bool { return value != operand },
		"Includes":    func(value string) bool { return strings.Contains(value, operand) },
		"ENDS_WITH":   func(value string) bool { return strings.HasSuffix(fold(value), fold(operand)) },
		"&":           func(value string) bool { return strings.Contains(fold(operand), fold(value)) },
		"!&":          func(value string) bool { return !strings.Contains(fold(operand), fold(value)) },
		"IS TRUE":     func(value string) bool { return strings.EqualFold(value, "true") },
		"IS FALSE":    func(value string) bool { return strings.EqualFold(value, "false") },
		"IS NULL":     func(string) bool { return false },
		"IS NOT NULL": func(string) bool { return true },
	}[declared.Operator]
	if plain == nil {
		return nil, fmt.Errorf("there is no such operator (E-2.11)")
	}
	return func(value string) (bool, error) { return plain(value), nil }, nil
}

// integers: both sides must be integers (E-2.12).
func integers(operator, operand string) (func(string) (bool, error), error) {
	limit, err := strconv.ParseInt(operand, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is no integer (E-2.12)", operand)
	}
	return func(value string) (bool, error) {
		number, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return false, fmt.Errorf("the value %q is no integer (E-2.12)", value)
		}
		return number > limit || number == limit && operator == "Greater_Than_OR_EQUALS", nil
	}, nil
}

// regexes follow .NET (E-2.14).
func regexes(operand string, whole, want bool) (func(string) (bool, error), error) {
	regex, err := expr.CompileRegex(operand, whole)
	if err != nil {
		return nil, err
	}
	return func(value string) (bool, error) {
		matches, err := regex.Matches(value)
		return matches == want, err
	}, nil
}

// holds says whether the clause is true of an object. A null or empty value makes
// every clause false but IS NULL (E-2.10).
func (c *clause) holds(object source) (bool, error) {
	value, problem := c.value(object)
	switch {
	case problem != nil:
		return false, problem
	case value == "":
		return c.Operator == "IS NULL", nil
	}
	holds, err := c.test(value)
	if err != nil {
		return false, fmt.Errorf("%s %s: %w", c.Attribute, c.Operator, err)
	}
	return holds, nil
}

// value reads the source attribute; one with several values cannot stand in a
// filter (E-2.13), which a directory extension does not tell before.
func (c *clause) value(object source) (string, error) {
	if value, ok := named(object, c.Attribute); ok {
		return value, nil
	}
	if values, ok := object.Attribute(c.Attribute); ok && len(values) > 0 {
		return "", fmt.Errorf("%s %s: the attribute has several values (E-2.13)", c.Attribute, c.Operator)
	}
	return "", nil
}

// label is the clause as ScopeEvaluationResult prints it (E-2.22). What stands
// there for operators without operand is not documented: nothing is taken.
func (c *clause) label(title string) string {
	text := title + "." + c.Attribute + " " + c.Operator
	if c.Unary() {
		return text
	}
	return text + " '" + c.Value + "'"
}

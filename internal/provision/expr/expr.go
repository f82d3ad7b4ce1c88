// Package expr is the expression language of Entra's attribute mappings (E-4):
// it reads an expression, checks everything that can be known without a user,
// and evaluates it against the attributes of one. It knows neither directory
// nor SCIM. Where the documents are silent the code says which reading it takes
// and marks it "inferred".
package expr

import (
	"math/rand/v2"
	"time"
	"unicode/utf8"
)

// Limits that keep hostile expressions cheap.
const (
	maxLength = 10_000  // characters of an expression (E-3.15)
	maxDepth  = 256     // calls within calls
	maxOutput = 1 << 20 // bytes that one function may give
	maxSteps  = 1 << 26 // steps of all regexes of one evaluation: characters times size
	maxEffort = 8 << 20 // bytes that all functions of one evaluation may give together
)

// Expression is a checked expression. It is never changed and may be evaluated
// by several goroutines.
type Expression struct {
	root node
}

// Env is what an expression is evaluated against.
type Env struct {
	// Now is the time of the run, for Now and for date formats without a date.
	Now func() time.Time
	// Random feeds RandomString and Guid; a seeded one makes runs repeatable.
	Random *rand.Rand
	// Attribute gives a source attribute by its name as the expression writes it;
	// Null for one the object does not have. appRoleAssignments is a list of JSON
	// objects {"id", "value", "displayName"}, one for each role.
	Attribute func(name string) Value
}

// Parse reads an expression: one function call, or an attribute or a constant
// alone (E-3.1, E-3.2, E-4.1). Errors are of type *SyntaxError.
func Parse(text string) (*Expression, error) {
	if err := measure(text); err != nil {
		return nil, err
	}
	p := parser{text: text, functions: byName()}
	root, err := p.whole()
	if err != nil {
		return nil, err
	}
	return &Expression{root}, nil
}

// measure refuses texts that are too long or not UTF-8.
func measure(text string) error {
	length := 0
	for pos, r := range text {
		if r == utf8.RuneError && invalidAt(text, pos) {
			return refuse(pos, "the expression is not valid UTF-8")
		}
		if length++; length > maxLength {
			return refuse(pos, "an expression may have at most %d characters (E-3.15)", maxLength)
		}
	}
	return nil
}

func invalidAt(text string, pos int) bool {
	_, size := utf8.DecodeRuneInString(text[pos:])
	return size == 1
}

// Eval computes the value for one object. Errors are of type *EvalError.
func (e *Expression) Eval(env Env) (Value, error) {
	return e.root.eval(&evaluation{env: env})
}

// String writes the expression so that Parse reads the same one back.
func (e *Expression) String() string { return e.root.String() }

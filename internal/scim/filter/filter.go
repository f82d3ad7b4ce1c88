// Package filter reads, prints, checks and evaluates the filters of RFC 7644
// §3.4.2.2, and reads the paths of PATCH (§3.5.2). It looks at resources; it
// never changes them.
package filter

// Mode is how closely a filter has to follow the grammar.
type Mode int

const (
	// Strict is the grammar of RFC 7644 figure 1. Where the RFC contradicts
	// itself, every reading is accepted: a blank may follow "not" (the example of
	// figure 2, EID 7319), names may begin with or contain "$" (RFC 7643 §2.1,
	// EID 8924), and several blanks are as good as one. A value path within a
	// value path is refused (EID 4690).
	Strict Mode = iota
	// Tolerant is Strict and four things that clients send beyond it:
	//   - a sub-attribute behind a value path, emails[type eq "work"].value eq "x"
	//     (E-5.7), read as emails[type eq "work" and value eq "x"];
	//   - an operand without quotes, externalId eq jyoung (E-5.6), read as a string
	//     unless it is a JSON number, true, false or null;
	//   - no blank before a quoted operand, value eq"x" (RFC 7644 §3.5.2.2, example);
	//   - a boolean written as a string, primary eq "True" (E-3.28), which Check
	//     refuses in Strict.
	Tolerant
)

// Limits that keep hostile filters cheap.
const (
	maxLength = 64 << 10 // bytes
	maxDepth  = 64       // brackets within brackets
)

// Parse reads a filter. Operators and names may be in any case; "not" binds
// closer than "and", and "and" closer than "or". Errors are of type
// *SyntaxError.
func Parse(text string, mode Mode) (Expr, error) {
	p := parser{text: text, mode: mode, tight: mode == Tolerant}
	if len(text) > maxLength {
		return nil, syntax(maxLength, "a filter may have at most %d bytes", maxLength)
	}
	p.blanks()
	if p.done() {
		return nil, syntax(p.pos, `a filter has at least one expression, such as userName eq "bjensen"`)
	}
	e, err := p.or()
	if err == nil && !p.done() {
		err = syntax(p.pos, `"and", "or" or the end is expected, found %s`, p.found())
	}
	if err != nil {
		return nil, err
	}
	return e, nil
}

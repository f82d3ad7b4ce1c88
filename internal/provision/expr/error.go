package expr

import "fmt"

// SyntaxError says where and why an expression is refused before it runs.
type SyntaxError struct {
	Pos     int    // byte offset in the expression, from 0
	Message string // what is wrong, what is expected, and the rule
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at byte %d: %s", e.Pos, e.Message) }

// refuse makes a SyntaxError.
func refuse(pos int, format string, args ...any) error {
	return &SyntaxError{Pos: pos, Message: fmt.Sprintf(format, args...)}
}

// ErrorKind says what kind of failure an evaluation ended with.
type ErrorKind string

// The kinds of failure.
const (
	// NullCondition: the condition of IIF read an attribute that is null or empty.
	// E-4.27 says that the check fails; what becomes of the value is not
	// documented (E-13.10). Here the whole mapping fails for this object.
	NullCondition ErrorKind = "null-condition"
	// BadValue: a value is not what the function takes.
	BadValue ErrorKind = "bad-value"
	// Unsupported: .NET would give a result that cannot be computed here with certainty.
	Unsupported ErrorKind = "unsupported"
	// TooLarge: the result passes the limit of 1 MiB a function, or 8 MiB an evaluation.
	TooLarge ErrorKind = "too-large"
)

// EvalError says why an expression has no value for an object. Redacted values
// are not shown (E-4.43).
type EvalError struct {
	Kind     ErrorKind
	Function string // that failed
	Pos      int    // byte offset in the expression of that function or its attribute
	Message  string
}

func (e *EvalError) Error() string {
	return fmt.Sprintf("%s at byte %d: %s", e.Function, e.Pos, e.Message)
}

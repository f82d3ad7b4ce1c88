package filter

import "fmt"

// SyntaxError says where a filter or a path breaks the grammar.
type SyntaxError struct {
	Pos     int    // byte offset in the text, from 0
	Message string // what is wrong and what is expected
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("at byte %d: %s", e.Pos, e.Message)
}

func syntax(pos int, format string, args ...any) error {
	return &SyntaxError{Pos: pos, Message: fmt.Sprintf(format, args...)}
}

package expr

import (
	"fmt"
	"strconv"
	"time"
)

// arguments hands a function its arguments, evaluated when they are asked for:
// a branch that is not taken cannot fail. The first failure sticks; from then
// on every argument is null, and the function's result does not count.
type arguments struct {
	call     *call
	run      *evaluation
	redacted bool // an argument was (E-4.43)
	err      error
}

func (a *arguments) count() int { return len(a.call.args) }

// given says whether an argument is there and not left empty (E-4.3).
func (a *arguments) given(i int) bool { return a.call.given(i) }

func (c *call) given(i int) bool {
	if i >= len(c.args) {
		return false
	}
	_, empty := c.args[i].(omitted)
	return !empty
}

// value evaluates an argument; one that is not given is null.
func (a *arguments) value(i int) Value {
	if a.err != nil || i >= a.count() {
		return Null()
	}
	value, err := a.call.args[i].eval(a.run)
	if err != nil {
		a.err = err
		return Null()
	}
	a.redacted = a.redacted || value.redacted
	return value
}

// text evaluates an argument to one text; false means null.
func (a *arguments) text(i int) (string, bool) {
	value, err := a.value(i).single()
	if err != nil {
		a.fail(BadValue, "argument %d %v", i+1, err)
	}
	return value.Text()
}

// plain is text with null as "".
func (a *arguments) plain(i int) string {
	text, _ := a.text(i)
	return text
}

// single takes the one text of a value, or null.
func (v Value) single() (Value, error) {
	switch v.kind {
	case KindNull, KindText:
		return v, nil
	case KindRoles:
		return Null(), fmt.Errorf("must be a text, it is a list of roles")
	}
	if len(v.list) > 1 {
		return Null(), fmt.Errorf("takes one value, it has %d", len(v.list))
	}
	return Value{kind: KindText, text: v.list[0], redacted: v.redacted}, nil
}

// number evaluates an argument to a whole number; false means null.
func (a *arguments) number(i int) (int64, bool) {
	text, ok := a.text(i)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		a.fail(BadValue, "argument %d is %s, a whole number is expected", i+1, a.shown(text))
	}
	return n, err == nil
}

// position is number for a place in a text or list: the numbers beyond any
// text are alike.
func (a *arguments) position(i int) (int, bool) {
	n, ok := a.number(i)
	return int(min(max(n, -1), maxOutput+1)), ok
}

// date evaluates an argument to an instant; false means null. Dates pass
// between functions in the format of E-4.6 only.
func (a *arguments) date(i int) (time.Time, bool) {
	text, ok := a.text(i)
	if !ok {
		return time.Time{}, false
	}
	date, ok := exchanged(text)
	if !ok {
		a.fail(BadValue, "argument %d is %s, a date such as 3/16/2020 7:00:00 AM is expected: wrap date strings in CDate (E-4.21)", i+1, a.shown(text))
	}
	return date, ok
}

// prepared evaluates an argument and reads it as its kind demands: a pattern, a
// date format, … Constants were read by Parse. False means null or failed.
func prepared[T any](a *arguments, i int) (T, bool) {
	var none T
	if i < a.count() {
		if c, ok := a.call.args[i].(*constant); ok && c.prepared != nil {
			ready, ok := c.prepared.(T)
			return ready, ok
		}
	}
	text, ok := a.text(i)
	if !ok {
		return none, false
	}
	ready, err := a.call.function.kind(i).prepare(text)
	if err != nil {
		a.fail(BadValue, "argument %d: %v", i+1, err)
		return none, false
	}
	read, ok := ready.(T)
	return read, ok
}

// fail notes the first failure.
func (a *arguments) fail(kind ErrorKind, format string, args ...any) {
	if a.err == nil {
		a.err = &EvalError{Kind: kind, Function: a.call.function.Name, Pos: a.call.pos, Message: fmt.Sprintf(format, args...)}
	}
}

func (a *arguments) tooLarge() {
	a.fail(TooLarge, "the result is too large: a function may give %d bytes, an evaluation %d", maxOutput, maxEffort)
}

// shown quotes a value for an error, unless it is redacted.
func (a *arguments) shown(text string) string {
	value := Text(text)
	value.redacted = a.redacted
	return shown(value)
}

func shown(v Value) string {
	if v.redacted {
		return "[Redact]"
	}
	return strconv.Quote(clip(v.text))
}

// clip keeps errors short.
func clip(text string) string {
	const most = 40
	if runes := []rune(text[:min(len(text), 4*most)]); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

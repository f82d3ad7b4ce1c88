package expr

import (
	"fmt"
	"strings"
)

// node is a part of an expression.
type node interface {
	at() int
	eval(*evaluation) (Value, error)
	String() string
}

// evaluation is one run of an expression.
type evaluation struct {
	env         Env
	conditional bool // within the condition of IIF (E-4.27)
	effort      int  // bytes that functions have given so far
	steps       int  // that regexes have cost so far
}

// constant is a text or a number.
type constant struct {
	pos      int
	spelling string // as String writes it
	value    Value
	prepared any // what its argument kind makes of the text: a pattern, a date format, …
}

func (c *constant) at() int                         { return c.pos }
func (c *constant) eval(*evaluation) (Value, error) { return c.value, nil }
func (c *constant) String() string                  { return c.spelling }

// keyword is a name without brackets: vbTextCompare, vbBinaryCompare (E-4.28).
type keyword struct {
	pos  int
	name string
}

func (k keyword) at() int                         { return k.pos }
func (k keyword) eval(*evaluation) (Value, error) { return Text(k.name), nil }
func (k keyword) String() string                  { return k.name }

// omitted is an optional argument left empty (E-4.3).
type omitted struct{ pos int }

func (o omitted) at() int                         { return o.pos }
func (o omitted) eval(*evaluation) (Value, error) { return Null(), nil }
func (o omitted) String() string                  { return "" }

// attribute is [name].
type attribute struct {
	pos  int
	name string
}

func (a attribute) at() int        { return a.pos }
func (a attribute) String() string { return "[" + a.name + "]" }

func (a attribute) eval(e *evaluation) (Value, error) {
	value := Null()
	if e.env.Attribute != nil {
		value = e.env.Attribute(a.name)
	}
	if e.conditional && value.empty() {
		return Null(), &EvalError{Kind: NullCondition, Function: "IIF", Pos: a.pos, Message: fmt.Sprintf(
			`the condition reads %s, which is null or empty, and then fails: use Switch with a key "" (E-4.27; the outcome is uncertain, E-13.10)`, a)}
	}
	return value, nil
}

// call is a function with its arguments.
type call struct {
	pos      int
	function Function
	args     []node
}

func (c *call) at() int { return c.pos }

func (c *call) String() string {
	args := make([]string, len(c.args))
	for i, arg := range c.args {
		args[i] = arg.String()
	}
	return c.function.Name + "(" + strings.Join(args, ", ") + ")"
}

func (c *call) eval(e *evaluation) (Value, error) {
	args := &arguments{call: c, run: e}
	value := c.function.run(args)
	size := value.size()
	if e.effort += size; size > maxOutput || e.effort > maxEffort {
		args.tooLarge()
	}
	if args.err != nil {
		return Null(), args.err
	}
	value.redacted = value.redacted || args.redacted
	return value, nil
}

// comparison is a condition with an operator (E-4.4).
type comparison struct {
	operator    string
	left, right node
}

func (c *comparison) at() int { return c.left.at() }

func (c *comparison) String() string {
	return c.left.String() + " " + c.operator + " " + c.right.String()
}

// eval gives "True" or "False". A comparison with null is never true (inferred:
// only a true comparison makes CBool true, E-4.14).
func (c *comparison) eval(e *evaluation) (Value, error) {
	left, err := c.side(c.left, e)
	if err != nil {
		return Null(), err
	}
	right, err := c.side(c.right, e)
	if err != nil {
		return Null(), err
	}
	truth, err := compare(left, c.operator, right)
	if err != nil {
		return Null(), &EvalError{Kind: BadValue, Function: "comparison", Pos: c.at(), Message: err.Error()}
	}
	result := boolean(truth)
	result.redacted = left.redacted || right.redacted
	return result, nil
}

// side evaluates an operand to null or one text.
func (c *comparison) side(operand node, e *evaluation) (Value, error) {
	value, err := operand.eval(e)
	if err != nil {
		return Null(), err
	}
	one, err := value.single()
	if err != nil {
		return Null(), &EvalError{Kind: BadValue, Function: "comparison", Pos: operand.at(), Message: operand.String() + " " + err.Error()}
	}
	return one, nil
}

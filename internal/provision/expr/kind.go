package expr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// kind is what an argument has to be. Constants are held against it by Parse,
// everything else when it is evaluated.
type kind uint8

const (
	aValue        kind = iota
	aNumber            // a whole number
	aDate              // what CDate, DateAdd, DateFromNum and Now give (E-4.21)
	aList              // a multi-valued attribute, or a call that gives one
	anAttribute        // [name]
	aRoleList          // [appRoleAssignments] (E-3.28)
	aCondition         // a comparison or a value (E-4.4)
	anInterval         // d, m, … (E-4.21)
	aPattern           // a .NET regex (E-4.7)
	anInputFormat      // a .NET custom date format to read with (E-4.7)
	aDateFormat        // a .NET custom date format to write with (E-4.7)
	aStyle             // .NET DateTimeStyles (E-4.24)
	aCulture           // tr-TR (E-4.51)
	aCompareType       // vbTextCompare or vbBinaryCompare (E-4.28)

	// mayBeEmpty marks an argument in the middle that can be left empty (E-4.3).
	// Arguments behind the required ones always can.
	mayBeEmpty kind = 0x80
)

// prepare reads a text as the kind demands, for the kinds whose values are
// texts of a special form.
func (k kind) prepare(text string) (any, error) {
	switch k {
	case anInterval:
		return parseInterval(text)
	case aPattern:
		return compilePattern(text)
	case anInputFormat:
		return parseInputFormat(text)
	case aDateFormat:
		return parseDateFormat(text)
	case aStyle:
		return parseStyle(text)
	case aCulture:
		return parseCulture(text)
	}
	return nil, nil
}

// check judges the arguments of a call that Parse has read.
func (c *call) check() error {
	for i, arg := range c.args {
		if err := c.checkArgument(i, arg); err != nil {
			return err
		}
	}
	if c.function.check == nil {
		return nil
	}
	return c.function.check(c)
}

func (c *call) checkArgument(i int, arg node) error {
	k := c.function.kind(i)
	switch n := arg.(type) {
	case omitted:
		if i < c.function.Min && !c.function.optional(i) {
			return c.wrong(i, "must not be empty (E-4.3)")
		}
		return nil
	case *constant:
		return c.checkConstant(i, k, n)
	case keyword:
		if k != aCompareType {
			return c.wrong(i, "is %s, which is only an argument of InStr (E-4.28)", n.name)
		}
		return nil
	}
	return c.checkForm(i, k, arg)
}

// checkForm judges attributes, calls and comparisons by what they are.
func (c *call) checkForm(i int, k kind, arg node) error {
	source, isAttribute := arg.(attribute)
	switch {
	case k == anAttribute && !isAttribute:
		return c.wrong(i, "must be an attribute such as [mobile]")
	case k == aRoleList && source.name != roleNames:
		return c.wrong(i, "must be [%s] (E-3.28)", roleNames)
	case k == aCompareType:
		return c.wrong(i, "must be %s or %s (E-4.28)", textCompare, binaryCompare)
	}
	return nil
}

func (c *call) checkConstant(i int, k kind, n *constant) error {
	switch k {
	case aNumber:
		if _, err := strconv.ParseInt(n.value.text, 10, 64); err != nil {
			return c.wrong(i, "must be a whole number, not %s", n)
		}
	case aDate:
		return c.wrong(i, "must be a date: wrap a date string in CDate (E-4.21)")
	case aList:
		return c.wrong(i, "must be a multi-valued attribute, not a constant")
	case anAttribute, aRoleList, aCompareType:
		return c.checkForm(i, k, n)
	}
	ready, err := k.prepare(n.value.text)
	if err != nil {
		return c.wrong(i, "is %s: %v", clip(n.spelling), err)
	}
	n.prepared = ready
	return nil
}

// wrong is an error about one argument.
func (c *call) wrong(i int, format string, args ...any) error {
	return refuse(c.args[i].at(), "argument %d of %s %s", i+1, c.function.Signature, fmt.Sprintf(format, args...))
}

// constantNumber is the value of an argument that is a whole number already in
// the text of the expression.
func (c *call) constantNumber(i int) (int64, bool) {
	if i >= len(c.args) {
		return 0, false
	}
	n, ok := c.args[i].(*constant)
	if !ok {
		return 0, false
	}
	value, err := strconv.ParseInt(n.value.text, 10, 64)
	return value, err == nil
}

// constantText is the text of an argument that is a constant.
func (c *call) constantText(i int) (string, bool) {
	if i >= len(c.args) {
		return "", false
	}
	n, ok := c.args[i].(*constant)
	if !ok {
		return "", false
	}
	return n.value.text, true
}

// atLeastOne checks a place counted from 1.
func atLeastOne(i int, rule string) func(*call) error {
	return func(c *call) error {
		if n, ok := c.constantNumber(i); ok && n < 1 {
			return c.wrong(i, "must be 1 or more: places are counted from 1 (%s)", rule)
		}
		return nil
	}
}

// oneOf checks a text against a closed list.
func oneOf(text, what string, allowed []string) error {
	if slices.Contains(allowed, text) {
		return nil
	}
	return fmt.Errorf("%s must be one of %s", what, strings.Join(allowed, ", "))
}

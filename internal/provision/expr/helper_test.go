package expr

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// with is the source object of a test: texts, []string for multi-valued
// attributes.
type with map[string]any

func (w with) env() Env {
	return Env{
		Now:    func() time.Time { return time.Date(2021, 7, 2, 15, 33, 38, 0, time.UTC) },
		Random: rand.New(rand.NewPCG(1, 2)),
		Attribute: func(name string) Value {
			switch value := w[name].(type) {
			case string:
				return Text(value)
			case []string:
				return Texts(value)
			}
			return Null()
		},
	}
}

// shownValue writes a value so that null, "" and lists can be told apart.
func shownValue(v Value) string {
	switch v.Kind() {
	case KindText:
		text, _ := v.Text()
		return text
	case KindList:
		return "[" + strings.Join(v.List(), "|") + "]"
	case KindRoles:
		roles, _ := v.Roles()
		return fmt.Sprint("roles ", roles.List)
	}
	return "null"
}

func mustParse(t *testing.T, text string) *Expression {
	t.Helper()
	e, err := Parse(text)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return e
}

// evaluated is the value of an expression; it must have one.
func evaluated(t *testing.T, text string, object with) Value {
	t.Helper()
	value, err := mustParse(t, text).Eval(object.env())
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	return value
}

// row is an expression, the object it is evaluated for, and its value.
type row struct {
	name   string // rule and what the row shows
	text   string
	object with
	want   string
}

func (r row) run(t *testing.T) {
	t.Run(r.name, func(t *testing.T) {
		if got := shownValue(evaluated(t, r.text, r.object)); got != r.want {
			t.Errorf("%s\ngot  %q\nwant %q", r.text, got, r.want)
		}
	})
}

func runRows(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		r.run(t)
	}
}

// failing is an expression that Parse takes and whose evaluation must fail.
type failing struct {
	name   string
	text   string
	object with
	kind   ErrorKind
	says   string // part of the message
}

func (f failing) run(t *testing.T) {
	t.Run(f.name, func(t *testing.T) {
		value, err := mustParse(t, f.text).Eval(f.object.env())
		var failure *EvalError
		if !errors.As(err, &failure) {
			t.Fatalf("%s\ngot %q and error %v, want an EvalError", f.text, shownValue(value), err)
		}
		if failure.Kind != f.kind || !strings.Contains(failure.Error(), f.says) {
			t.Errorf("%s\ngot  %s: %v\nwant %s: …%s…", f.text, failure.Kind, failure, f.kind, f.says)
		}
		if value.Kind() != KindNull {
			t.Errorf("a failed evaluation gave %q", shownValue(value))
		}
	})
}

// refused is an expression that Parse must refuse at a place.
type refused struct {
	name string
	text string // with ‸ before the place
	says string // part of the message
}

func (r refused) run(t *testing.T) {
	t.Run(r.name, func(t *testing.T) {
		before, behind, marked := strings.Cut(r.text, "‸")
		if !marked {
			t.Fatal("the row has no place")
		}
		_, err := Parse(before + behind)
		var wrong *SyntaxError
		if !errors.As(err, &wrong) {
			t.Fatalf("%s\ngot error %v, want a SyntaxError", before+behind, err)
		}
		if wrong.Pos != len(before) || !strings.Contains(wrong.Message, r.says) {
			t.Errorf("%s\ngot  at byte %d: %s\nwant at byte %d: …%s…", before+behind, wrong.Pos, wrong.Message, len(before), r.says)
		}
	})
}

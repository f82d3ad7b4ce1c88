package expr

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// seeds are the examples of the table and some expressions that are wrong.
func seeds(f *testing.F, add func(text string)) {
	f.Helper()
	for _, function := range Functions() {
		add(function.Example)
	}
	for _, text := range []string{
		`Replace([s], , "(?<n>^\\d*)[a-c]+", "n", "${n}", , )`, `IIF([s] = "x", [l], &HF)`, `FormatDateTime([s], , "ddd, d MMM yyyy hh:mm:ss.FFF tt zzz", "o")`,
		`Switch([s], , "a"`, `[a`, `"\`, `&H`, `-`, `Not(Not(Not([s])))`, `InStr([s], "é", 2, vbTextCompare)`, `PCase([s], "-")`, `Left([s], -9223372036854775808)`,
	} {
		add(text)
	}
}

// FuzzParse: no panic, an error at a place within the text, and what was read
// is printed so that it is read again.
func FuzzParse(f *testing.F) {
	seeds(f, func(text string) { f.Add(text) })
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		var wrong *SyntaxError
		if errors.As(err, &wrong) {
			if wrong.Pos < 0 || wrong.Pos > len(text) || wrong.Message == "" {
				t.Fatalf("place %d of %d: %s", wrong.Pos, len(text), wrong.Message)
			}
			return
		}
		if err != nil {
			t.Fatalf("an error of another type: %v", err)
		}
		printed := e.String()
		if len([]rune(printed)) > maxLength { // blanks may make it longer
			return
		}
		if again, err := Parse(printed); err != nil || again.String() != printed {
			t.Fatalf("%q was printed as %q, which is read as %v, %v", text, printed, again, err)
		}
	})
}

// FuzzEval: no panic, an answer in time and of bounded size, and the same
// answer again.
func FuzzEval(f *testing.F) {
	seeds(f, func(text string) { f.Add(text, "2021-07-02", "a,b") })
	f.Fuzz(func(t *testing.T, text, single, multiple string) {
		e, err := Parse(text)
		if err != nil {
			return
		}
		object := with{"s": single, "mail": single, "l": strings.Split(multiple, ","), "proxyAddresses": strings.Split(multiple, ",")}
		begin := time.Now()
		value, err := e.Eval(object.env())
		if took := time.Since(begin); took > 10*time.Second {
			t.Fatalf("%q took %v", text, took)
		}
		var failure *EvalError
		if err != nil && (!errors.As(err, &failure) || failure.Function == "" || failure.Message == "") {
			t.Fatalf("an incomplete error: %#v", err)
		}
		if value.size() > maxOutput+len(single)+len(multiple) {
			t.Fatalf("%q gave %d bytes", text, value.size())
		}
		if again, _ := e.Eval(object.env()); shownValue(again) != shownValue(value) {
			t.Fatalf("%q gave %q and then %q", text, shownValue(value), shownValue(again))
		}
	})
}

package expr

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawn writes a random expression in the form of String, from functions that
// take any value.
func drawn(t *rapid.T, depth int) string {
	shape := rapid.IntRange(0, 6).Draw(t, "shape")
	if depth == 0 {
		shape %= 3
	}
	switch shape {
	case 0:
		return "[" + rapid.StringMatching(`[a-zA-Z][a-zA-Z0-9_.:]{0,8}`).Draw(t, "attribute") + "]"
	case 1:
		text := rapid.StringOf(rapid.Rune()).Draw(t, "text")
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	case 2:
		return rapid.StringMatching(`-?[0-9]{1,9}(\.[0-9]{1,3})?|&H[0-9A-F]{1,8}`).Draw(t, "number")
	case 3:
		return "IIF(" + drawn(t, depth-1) + rapid.SampledFrom([]string{" = ", " <> ", " > ", " >= ", " < ", " <= "}).Draw(t, "operator") +
			drawn(t, depth-1) + ", " + drawn(t, depth-1) + ", " + drawn(t, depth-1) + ")"
	case 4:
		return "Switch(" + drawn(t, depth-1) + ", , " + drawn(t, depth-1) + ", " + drawn(t, depth-1) + ")"
	case 5:
		return "Now()"
	}
	var args []string
	for range rapid.IntRange(1, 3).Draw(t, "arguments") {
		args = append(args, drawn(t, depth-1))
	}
	return "Coalesce(" + strings.Join(args, ", ") + ")"
}

// Whatever is printed is read as the same expression, and blanks between the
// parts change nothing.
func TestPrintedIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawn(t, 4)
		e, err := Parse(" \t" + text + "\n")
		if len([]rune(text)) > maxLength-3 {
			t.Skip("too long")
		}
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := e.String(); got != text {
			t.Fatalf("got  %s\nwant %s", got, text)
		}
	})
}

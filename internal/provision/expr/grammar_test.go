package expr

import "testing"

// E-4.5: an expression is a call, an attribute, a text or a number; the arguments
// of a call are expressions, or empty; IIF and CBool alone compare.
func TestGrammar(t *testing.T) {
	for _, row := range []struct {
		text string
		ok   bool
	}{
		{`[mail]`, true},
		{`"EU"`, true},
		{`12`, true},
		{`Now()`, true},
		{`Append([mail], "x")`, true},
		{`Append(Append([mail], "x"), "y")`, true},
		{`Switch([state], , "NSW", "Sydney")`, true},
		{`CBool([a] <> [b])`, true},
		{`IIF([a] >= 3, [a], "none")`, true},
		{`Append([a] = [b], "x")`, false},
		{`[a] = [b]`, false},
		{`[mail] "x"`, false},
		{`Now`, false},
		{`mail`, false},
		{``, false},
	} {
		if _, err := Parse(row.text); (err == nil) != row.ok {
			t.Errorf("%s: %v", row.text, err)
		}
	}
}

// E-4.63: the value macros of the SCIM Validator are no expressions.
func TestMacrosOfTheValidator(t *testing.T) {
	for _, macro := range []string{
		"{%generateRandomString 6%}", "{%generateRandomNumber 4%}", "{%generateAlphaNumeric 7%}", "{%generateAlphaNumericWithSpecialCharacters 8%}",
	} {
		if _, err := Parse(macro); err == nil {
			t.Errorf("%s is taken for an expression", macro)
		}
	}
	if _, known := Lookup("generateRandomString"); known {
		t.Error("a macro is listed among the functions")
	}
}

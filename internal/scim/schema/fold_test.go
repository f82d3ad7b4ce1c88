package schema_test

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, a, b string }{
		{"ASCII", "USERNAME", "username"},
		{"umlauts", "ÄÖÜ", "äöü"},
		{"Kelvin sign", "\u212A", "k"},
		{"long s", "ſ", "S"},
		{"sigmas", "Σίσυφος", "σίσυφοσ"},
		{"sharp s", "ẞ", "ß"},
		{"accent apart and together", "e\u0301", "\u00C9"},
	}
	for _, test := range tests {
		if schema.Fold(test.a) != schema.Fold(test.b) {
			t.Errorf("%s: %q and %q are folded to %q and %q", test.name, test.a, test.b, schema.Fold(test.a), schema.Fold(test.b))
		}
	}
	for _, text := range []string{"", "username", "urn:example:x-1_$ref"} {
		if got := schema.Fold(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	if schema.Fold("ß") == schema.Fold("ss") || schema.Fold("a") == schema.Fold("ä") {
		t.Error("different letters are the same")
	}
}

// Every letter that has a case, exhaustively: all of an orbit have one fold, and
// no two orbits share it.
func TestFoldOfEveryLetter(t *testing.T) {
	orbits := map[string]rune{}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		least := r
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		if least == r && unicode.SimpleFold(r) == r {
			continue
		}
		if normal := norm.NFC.String(string(r)); normal != string(r) { // another way to write the same letter
			if schema.Fold(string(r)) != schema.Fold(normal) {
				t.Errorf("%q and its normal form %q are folded differently", r, normal)
			}
			continue
		}
		folded := schema.Fold(string(r))
		if other, taken := orbits[folded]; taken && other != least {
			t.Errorf("%q and %q are both folded to %q", r, other, folded)
		}
		orbits[folded] = least
		if schema.Fold(string(least)) != folded {
			t.Errorf("%q and %q differ only in case and are folded differently", r, least)
		}
	}
	if len(orbits) < 1000 {
		t.Errorf("only %d letters were looked at", len(orbits))
	}
}

func TestFoldIsEqualFold(t *testing.T) {
	letter := rapid.SampledFrom([]rune("aAkK\u212AsSſäÄßẞΣσςiIıİµμ1é\u00e9_"))
	text := rapid.StringOfN(letter, 0, 3, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		if got, want := schema.Fold(a) == schema.Fold(b), strings.EqualFold(a, b); got != want {
			t.Errorf("%q and %q: same fold %v, EqualFold %v", a, b, got, want)
		}
	})
}

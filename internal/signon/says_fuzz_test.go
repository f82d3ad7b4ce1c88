package signon

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// Whoever signs in, whatever the name: the assertion is signed, and says this name and
// nothing else.
func FuzzSays(f *testing.F) {
	now := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	provider, err := New("https://entra.example", now)
	if err != nil {
		f.Fatal(err)
	}
	f.Add("ana@fabrikam.example", "Ana", "Reis")
	f.Add(`x","email":"boss@fabrikam.example`, "\x00\n", "Ólafsdóttir\u2028")
	f.Add("\xff", "</script>", "")
	f.Fuzz(func(t *testing.T, mail, given, family string) {
		said, err := provider.Says(Person{mail, given, family}, now)
		if err != nil || strings.Count(said, ".") != 1 || !verifies(t, provider, said) {
			t.Fatalf("it is not signed: %q, %v", said, err)
		}
		signed, _, _ := strings.Cut(said, ".")
		payload, err := base64.RawURLEncoding.DecodeString(signed)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]string
		if err := json.Unmarshal(payload, &got); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{"email": mail, "givenName": given, "familyName": family, "entityId": "https://entra.example"} {
			if got[name] != asJSON(want) {
				t.Fatalf("%s is %q, said was %q", name, got[name], want)
			}
		}
		if len(got) != 6 {
			t.Fatalf("it says more: %v", got)
		}
	})
}

// asJSON is a text as JSON can hold it: what is no UTF-8 is replaced, byte by byte.
func asJSON(text string) string { return string([]rune(text)) }

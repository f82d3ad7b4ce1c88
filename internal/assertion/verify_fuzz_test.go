package assertion

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever is called an assertion, and whatever keys an issuer publishes: under our
// keys nothing is good but what our key signed, and no key makes the check fall.
func FuzzVerify(f *testing.F) {
	made, err := key()
	if err != nil {
		f.Fatal(err)
	}
	claims := Claims{Issuer: "https://login.example.com", Audience: Audience{"api://fabrikam"}, Subject: "sp", Tenant: tenant}.At(monday)
	signed, err := made.Sign(claims)
	if err != nil {
		f.Fatal(err)
	}
	own := KeySet{Keys: []JWK{made.Public()}}
	published, err := json.Marshal(own)
	if err != nil {
		f.Fatal(err)
	}
	parts := strings.Split(signed, ".")
	none := encode([]byte(`{"alg":"none"}`))
	for _, token := range []string{signed, signed + "=", none + "." + parts[1] + ".", parts[0] + "." + encode([]byte(`{}`)) + "." + parts[2], parts[0] + "..", "..", "", encode([]byte(`{"alg":"RS256","kid":""}`)) + "." + parts[1] + "." + parts[2]} {
		f.Add(token, string(published))
		f.Add(token, `{"keys":[{"kty":"RSA","kid":"","n":"","e":"AQAB"},{"kty":"RSA","kid":"`+made.Public().ID+`","n":"AA","e":"AQAB"}]}`)
		f.Add(token, `{"keys":[{"kty":"RSA","kid":"`+made.Public().ID+`","n":"`+strings.Repeat("_", 20000)+`","e":"_____w"}]}`)
		f.Add(token, `{"keys":[null,{"kty":"EC"}]}`)
	}
	f.Fuzz(func(t *testing.T, token, keys string) {
		if got, err := own.Verify(token); err == nil && (token != signed || !cmp.Equal(got, claims)) {
			t.Fatalf("%q is good under our key, and says %+v", token, got)
		}
		var set KeySet
		if json.Unmarshal([]byte(keys), &set) != nil {
			return
		}
		if got, err := set.Verify(token); err != nil && (err.Error() == "" || !cmp.Equal(got, Claims{})) {
			t.Fatalf("refused, and still it says %+v", got)
		}
	})
}

// Whatever the bytes of a key file, it is refused without a word of what is in it, or
// what it signs is good under what it publishes.
func FuzzParseKey(f *testing.F) {
	made, err := key()
	if err != nil {
		f.Fatal(err)
	}
	text, err := made.PEM()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(string(text[:len(text)/2]))
	f.Add("-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n")
	f.Add("-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END PRIVATE KEY-----\n")
	f.Add("the secret of fabrikam")
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := ParseKey([]byte(text))
		if err != nil {
			if len(text) > 40 && strings.Contains(err.Error(), text) {
				t.Fatalf("the file is told: %v", err)
			}
			return
		}
		signed, err := parsed.Sign(Claims{Issuer: "a"})
		if err != nil {
			return // a key whose numbers do not fit each other
		}
		if got, err := (KeySet{Keys: []JWK{parsed.Public()}}).Verify(signed); err != nil || got.Issuer != "a" {
			t.Fatalf("what it signs is not good: %v", err)
		}
	})
}

package assertion

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// key is made once: RSA keys take their time.
var key = sync.OnceValues(NewKey)

func testKey(t *testing.T) *Key {
	t.Helper()
	made, err := key()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

const tenant = "4be1d0c2-a5f9-4d7a-8f0c-2c9b6f1e7a33"

var monday = time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)

// An assertion that OpenSSL signed: two programs that err alike are unlikely.
func TestVerifyWhatOpenSSLSigned(t *testing.T) {
	set := KeySet{Keys: []JWK{{Type: "RSA", ID: "k1", Exponent: "AQAB", Modulus: "uPl4wOCoXgHqwPsl-sQkRcBA6uE1_GfmTErFgvaDyjJSXwxlfq4n11-Rq6a7GtEtw40BHo7AQDUuvQhX4Rvs_Q91myq-jRSJKNk7snVjM3zmU3CR8aEx-gfZEpTJKbm3obzZH3da6Hzf3vGU7_qE-lMNxc0_zNn-xkRApwS3k31fJYjH4feT3_5zBEIMxQwe5rbeUqpTiQi3-iSEMWJd60st_WQwbNYC_d4ycseda5QqqtfNxJn7wSSOie0LEG_k_y5yuMTRKnX8huyR7pQgVkLwTkTpER_OXIpzMr0V3lZYjXlsy1dEcfdr5WtqK-F3baegp16OmEZreOww7tAljw"}}}
	claims, err := set.Verify("eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImF1ZCI6WyJhIiwiYiJdfQ.JeVaYRhS861x7zXicG0xWuTQKwXKaSbQ0JjcUJ8pb_qZay0l7d52Q5ZA1QT5Ipk3soihY4DNNYYhjV-g6sW-sNSKKYS4hk7uK-Mb9YFXowFnU0zjpXU48xVi8-YuuS2d4eHttaK-G2beYuHH1thyZ4Kqn6_tJ5v1zaHi-hkpQdaOyg-Pm3Joyfoc0nV_z5HNYEsYbzlIZFBMOb5S-I1MzYd0Sa_X4il6uNhq9vB0equBLZlez_5J5fN8mx5RtS4q5gRq_I1_UEQRel52R11CoA4dT_GbRDaEMo94HVtKUSkWFP2yItoUvAi-ZS8-Bmr5dvSMEBJ4u_UQwkTRRHKShQ")
	want := Claims{Issuer: "joe", Expires: 1300819380, Audience: Audience{"a", "b"}}
	if diff := cmp.Diff(want, claims); diff != "" || err != nil {
		t.Errorf("%v, want -, got +\n%s", err, diff)
	}
}

// RFC 7638 §3.1: the id of a key.
func TestThumbprintExampleOfRFC7638(t *testing.T) {
	example := JWK{Type: "RSA", Exponent: "AQAB", Modulus: "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}
	if got := example.thumbprint(); got != "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs" {
		t.Errorf("got %s", got)
	}
}

// E-5.53: the claims of an assertion, and where issuer and keys are.
func TestIssuer(t *testing.T) {
	issuer := NewIssuer(Entra, tenant, testKey(t))
	token, err := issuer.Sign(Claims{Audience: Audience{"api://app"}, Subject: "s", Object: "s", App: "a"}.At(monday))
	if err != nil {
		t.Fatal(err)
	}
	body, err := decode(strings.Split(token, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"iss": "https://login.microsoftonline.com/" + tenant + "/v2.0", "aud": "api://app", "sub": "s", "oid": "s", "tid": tenant, "appid": "a",
		"iat": 1777881600.0, "nbf": 1777881600.0, "exp": 1777882200.0, "ver": "2.0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if got := issuer.KeysURL(); got != "https://login.microsoftonline.com/"+tenant+"/discovery/v2.0/keys" {
		t.Errorf("keys at %s", got)
	}
}

// E-5.50: the token that is attached without a secret token.
func TestTokenWithoutSecret(t *testing.T) {
	for base, want := range map[string]string{Entra: "https://sts.windows.net/" + tenant + "/", "http://127.0.0.1:8444": "http://127.0.0.1:8444/" + tenant + "/"} {
		issuer := NewIssuer(base, tenant, testKey(t))
		token, err := issuer.Sign(Claims{Audience: Audience{CustomApps}, Subject: "s", Version: VersionOne}.At(monday))
		if err != nil {
			t.Fatal(err)
		}
		claims, err := issuer.published().Verify(token)
		if err != nil || claims.Issuer != want || claims.Audience[0] != "8adf8e6e-67b2-4cf2-a259-e3dc5476c621" || claims.Version != "1.0" {
			t.Errorf("%+v, %v", claims, err)
		}
	}
}

// What the issuer publishes verifies what it signs, also across a rotation.
func TestRotation(t *testing.T) {
	issuer := NewIssuer("http://127.0.0.1", tenant, testKey(t))
	server := httptest.NewServer(issuer.Handler())
	t.Cleanup(server.Close)
	published := func() (set KeySet) {
		response, err := server.Client().Get(server.URL + "/" + tenant + "/discovery/v2.0/keys")
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if err := json.NewDecoder(response.Body).Decode(&set); err != nil {
			t.Fatal(err)
		}
		return set
	}
	sign := func() string {
		token, err := issuer.Sign(Claims{}.At(monday))
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	before, old := published(), sign()
	next, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	issuer.Rotate(next)
	fresh := sign()
	var unknown UnknownKey
	if _, err := before.Verify(fresh); !errors.As(err, &unknown) || unknown.ID != next.Public().ID {
		t.Errorf("the keys of before know the new one: %v", err)
	}
	for name, token := range map[string]string{"old": old, "fresh": fresh} {
		if claims, err := published().Verify(token); err != nil || claims.Issuer != issuer.Name() {
			t.Errorf("%s: %+v, %v", name, claims, err)
		}
	}
	response, err := server.Client().Get(server.URL + "/" + tenant + "/v2.0/.well-known/openid-configuration")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var found map[string]any
	if err := json.NewDecoder(response.Body).Decode(&found); err != nil || found["issuer"] != issuer.Name() || found["jwks_uri"] != issuer.KeysURL() {
		t.Errorf("configuration %v, %v", found, err)
	}
}

// A signature that was not made by the key for this text is refused, and so is any
// other algorithm than RS256 (RFC 8725 §3.1).
func TestVerifyRefuses(t *testing.T) {
	signer := testKey(t)
	set := KeySet{Keys: []JWK{signer.Public()}}
	token, err := signer.Sign(Claims{Subject: "s"}.At(monday))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(token, ".")
	part := func(v any) string { raw, _ := json.Marshal(v); return encode(raw) }
	for _, test := range []struct{ name, token, says string }{
		{"another text", parts[0] + "." + part(Claims{Subject: "t"}) + "." + parts[2], "signature"},
		{"no signature", parts[0] + "." + parts[1] + ".", "signature"},
		{"signature that is no base64", parts[0] + "." + parts[1] + ".*", "signature"},
		{"alg none", part(header{Algorithm: "none", ID: signer.Public().ID}) + "." + parts[1] + ".", `"none"`},
		{"alg HS256", part(header{Algorithm: "HS256", ID: signer.Public().ID}) + "." + parts[1] + "." + parts[2], `"HS256"`},
		{"another key", part(header{Algorithm: "RS256", ID: "x"}) + "." + parts[1] + "." + parts[2], `the key "x"`},
		{"two parts", parts[0] + "." + parts[1], "compact form"},
		{"no header", "*." + parts[1] + "." + parts[2], "header"},
	} {
		if _, err := set.Verify(test.token); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := (KeySet{Keys: []JWK{{Type: "EC", ID: signer.Public().ID, Exponent: "AQAB", Modulus: "AQ"}}}).Verify(token); err == nil {
		t.Error("a key of another type")
	}
}

// RFC 7523 §3, E-5.53: what has to be right about the claims, with the audience in
// both printed forms.
func TestCheck(t *testing.T) {
	good := Claims{Issuer: "i", Audience: Audience{"api://a"}, Subject: "s"}.At(monday)
	for _, test := range []struct {
		name   string
		change func(*Claims)
		after  time.Duration
		says   string // "" for good
	}{
		{"good", func(*Claims) {}, 0, ""},
		{"at the end", func(*Claims) {}, life, ""},
		{"with /.default", func(c *Claims) { c.Audience = Audience{"x", "api://a/.default"} }, 0, ""},
		{"another issuer", func(c *Claims) { c.Issuer = "j" }, 0, `issuer of the assertion is "j"`},
		{"another audience", func(c *Claims) { c.Audience = Audience{"api://b"} }, 0, "audience"},
		{"no audience", func(c *Claims) { c.Audience = nil }, 0, "audience"},
		{"no subject", func(c *Claims) { c.Subject = "" }, 0, "subject"},
		{"no end", func(c *Claims) { c.Expires = 0 }, 0, "no end"},
		{"expired", func(*Claims) {}, life + leeway, "expired"},
		{"too early", func(*Claims) {}, -2 * leeway, "not valid yet"},
	} {
		claims := good
		test.change(&claims)
		err := claims.Check(monday.Add(test.after), "i", "api://a", "api://a/.default")
		if test.says == "" && err != nil || test.says != "" && (err == nil || !strings.Contains(err.Error(), test.says)) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	var list Claims
	if err := json.Unmarshal([]byte(`{"aud":["a","b"]}`), &list); err != nil || len(list.Audience) != 2 {
		t.Errorf("a list of audiences: %+v, %v", list, err)
	}
	if raw, err := json.Marshal(list.Audience); err != nil || string(raw) != `["a","b"]` {
		t.Errorf("written %s, %v", raw, err)
	}
}

func TestParseKey(t *testing.T) {
	signer := testKey(t)
	small, err := rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // too small on purpose
	if err != nil {
		t.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8 := func(private any) []byte {
		raw, err := x509.MarshalPKCS8PrivateKey(private)
		if err != nil {
			t.Fatal(err)
		}
		return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})
	}
	for _, text := range [][]byte{pkcs8(signer.private), pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(signer.private)})} {
		parsed, err := ParseKey(text)
		if err != nil || parsed.Public() != signer.Public() {
			t.Errorf("%v: %v", parsed, err)
		}
	}
	for name, test := range map[string]struct {
		text []byte
		says string
	}{
		"no PEM": {[]byte("secret-text"), "no key in PEM form"}, "small": {pkcs8(small), "1024 bits"}, "curve": {pkcs8(curve), "no RSA key"},
		"broken": {pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("secret-text")}), "no private key"},
	} {
		_, err := ParseKey(test.text)
		if err == nil || !strings.Contains(err.Error(), test.says) || bytes.Contains([]byte(err.Error()), []byte("secret-text")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

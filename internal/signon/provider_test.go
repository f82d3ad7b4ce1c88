package signon

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The certificate verifies what the provider says, and nothing that another one
// says in its name (SSO-02b).
func TestSays(t *testing.T) {
	now := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	provider, stranger := made(t, now), made(t, now)
	assertion, err := provider.Says(Person{"ana@fabrikam.example", "Ana", "Reis"}, now)
	if err != nil {
		t.Fatal(err)
	}
	signed, _, _ := strings.Cut(assertion, ".")
	payload, err := base64.RawURLEncoding.DecodeString(signed)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(payload, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"entityId": "https://entra.example", "email": "ana@fabrikam.example", "givenName": "Ana", "familyName": "Reis",
		"issued": "2026-05-04T08:00:00Z", "expires": "2026-05-04T09:00:00Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !verifies(t, provider, assertion) || verifies(t, stranger, assertion) {
		t.Error("the signature is that of the certificate's key, and of no other")
	}
	if provider.SignOnURL() != "https://entra.example/sso" {
		t.Error(provider.SignOnURL())
	}
}

func made(t *testing.T, now time.Time) *Provider {
	t.Helper()
	p, err := New("https://entra.example", now)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func verifies(t testing.TB, p *Provider, assertion string) bool {
	t.Helper()
	block, _ := pem.Decode([]byte(p.Certificate))
	if block == nil {
		t.Fatal("the certificate is not PEM")
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	signed, end, _ := strings.Cut(assertion, ".")
	signature, err := base64.RawURLEncoding.DecodeString(end)
	if err != nil {
		t.Fatal(err)
	}
	public, _ := certificate.PublicKey.(*ecdsa.PublicKey)
	digest := sha256.Sum256([]byte(signed))
	return public != nil && ecdsa.VerifyASN1(public, digest[:], signature)
}

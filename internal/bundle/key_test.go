package bundle

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
)

func pemOf(kind string, raw []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw}))
}

// halves are the PEM forms of a key.
func halves(t *testing.T, private crypto.Signer) (secret, public string) {
	t.Helper()
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	open, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	return pemOf("PRIVATE KEY", raw), pemOf("PUBLIC KEY", open)
}

// Keys are ed25519 in PEM form, each half in its place; what is wrong is told without
// the key.
func TestKeysThatAreNone(t *testing.T) {
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	elliptic, ellipticPublic := halves(t, other)
	mine, public := halves(t, ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", ed25519.SeedSize))))
	if _, err := ParseKey([]byte(mine)); err != nil {
		t.Error(err)
	}
	if p, err := ParsePublic([]byte(public)); err != nil || len(p.ID()) != 64 {
		t.Error(p, err)
	}
	for _, text := range []string{"", "text", public, elliptic, mine + mine, pemOf("PRIVATE KEY", []byte("x"))} {
		if _, err := ParseKey([]byte(text)); err == nil || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{"", "text", mine, ellipticPublic, public + public, pemOf("PUBLIC KEY", []byte("x"))} {
		if _, err := ParsePublic([]byte(text)); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

package defect_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	certificateOf = regexp.MustCompile(`\$certificate\.(\w+)`)
	signedBy      = regexp.MustCompile(`\$signed\.(\w+)\.([^"]+)`)
)

// vouch fills in what the identity provider of a demonstration says.
func (s *stage) vouch(text string) string {
	text = certificateOf.ReplaceAllStringFunc(text, func(found string) string {
		quoted, _ := json.Marshal(certificate(s.t, keyOf(s.t, certificateOf.FindStringSubmatch(found)[1])))
		return strings.Trim(string(quoted), `"`)
	})
	return signedBy.ReplaceAllStringFunc(text, func(found string) string {
		parts := signedBy.FindStringSubmatch(found)
		return signed(s.t, parts[1], parts[2], s.clock.Now())
	})
}

// keyOf is the same key for the same name, so that answers can be compared.
func keyOf(t *testing.T, name string) *ecdsa.PrivateKey {
	t.Helper()
	seed := sha256.Sum256([]byte(name))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), seed[:])
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func certificate(t *testing.T, key *ecdsa.PrivateKey) string {
	t.Helper()
	template := x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(nil, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// signed is an assertion; the third key belongs to another provider.
func signed(t *testing.T, name, email string, now time.Time) string {
	t.Helper()
	entity := "https://idp.example"
	if name == "third" {
		entity = "https://okta.example"
	}
	payload, err := json.Marshal(map[string]any{
		"entityId": entity, "email": email, "givenName": "Anna", "familyName": "Berg", "issued": now, "expires": now.Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	first := base64.RawURLEncoding.EncodeToString(payload)
	digest := sha256.Sum256([]byte(first))
	signature, err := keyOf(t, name).Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return first + "." + base64.RawURLEncoding.EncodeToString(signature)
}

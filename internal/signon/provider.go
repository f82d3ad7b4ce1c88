// Package signon makes what an identity provider gives to the account side of an
// application: a certificate that it has signed itself, and the signed assertion that
// somebody has signed in. It sends nothing.
package signon

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"time"
)

// life of an assertion.
const life = time.Hour

// Provider is an identity provider: a key, with a certificate that it has signed
// itself.
type Provider struct {
	Entity      string
	Certificate string // PEM
	key         *ecdsa.PrivateKey
}

// New makes a key whose certificate is good for years before and after a moment:
// checks and stories let time pass.
func New(entity string, now time.Time) (*Provider, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: entity},
		NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(10, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return &Provider{entity, string(text), key}, nil
}

// SignOnURL is where people would be sent; nobody calls it.
func (p *Provider) SignOnURL() string { return p.Entity + "/sso" }

// Person is somebody who signs in.
type Person struct{ Mail, GivenName, FamilyName string }

// Says is the assertion that somebody has signed in, issued now and good for an
// hour: JSON and its signature, both in base64url.
func (p *Provider) Says(who Person, now time.Time) (string, error) {
	payload, err := json.Marshal(map[string]any{
		"entityId": p.Entity, "email": who.Mail, "givenName": who.GivenName, "familyName": who.FamilyName,
		"issued": now.UTC().Format(time.RFC3339), "expires": now.UTC().Add(life).Format(time.RFC3339),
	})
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(payload)
	digest := sha256.Sum256([]byte(signed))
	signature, err := ecdsa.SignASN1(rand.Reader, p.key, digest[:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), err
}

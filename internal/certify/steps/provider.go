package steps

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/observe"
)

// provider is an identity provider of a check: a key, with a certificate that it
// has signed itself.
type provider struct {
	entity      string
	certificate string // PEM
	key         *ecdsa.PrivateKey
}

// newProvider makes a key whose certificate is good for years before and after a
// moment: a check lets time pass.
func newProvider(entity string, now time.Time) (*provider, error) {
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
	return &provider{entity, string(text), key}, nil
}

// signOnURL is where people would be sent; nobody calls it.
func (p *provider) signOnURL() string { return p.entity + "/sso" }

// says is the assertion that somebody has signed in, issued now and good for an
// hour: JSON and its signature, both in base64url.
func (p *provider) says(alias, mail string, now time.Time) (string, error) {
	who := person(alias)
	payload, err := json.Marshal(map[string]any{
		"entityId": p.entity, "email": mail, "givenName": who["givenName"], "familyName": who["surname"],
		"issued": now.UTC().Format(time.RFC3339), "expires": now.UTC().Add(time.Hour).Format(time.RFC3339),
	})
	if err != nil {
		return "", err
	}
	signed := base64.RawURLEncoding.EncodeToString(payload)
	digest := sha256.Sum256([]byte(signed))
	signature, err := ecdsa.SignASN1(rand.Reader, p.key, digest[:])
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), err
}

// targetTime is what the clock of the target shows; where nobody can see it, it is
// taken to be right.
func (w *World) targetTime(ctx context.Context) (time.Time, error) {
	if w.stage.Beyond == nil {
		return time.Now(), nil
	}
	sight, err := w.stage.Beyond.Look(ctx, "clock", map[string]string{})
	var missing *observe.Missing
	switch {
	case errors.As(err, &missing):
		return time.Now(), nil
	case err != nil:
		return time.Time{}, w.tell(err)
	}
	now, err := time.Parse(time.RFC3339, fmt.Sprint(sight.Value))
	if err != nil {
		return time.Time{}, w.broken("the clock of the target shows no time: %v", err)
	}
	return now, nil
}

// provider makes an identity provider, whose entity id nobody else has.
func (w *World) newProvider(ctx context.Context, alias string) error {
	entity := fmt.Sprintf("https://%s-%s-%d.example", strings.ToLower(alias), strings.ToLower(w.stage.Marker), w.stage.number())
	made, err := w.keyFor(ctx, entity)
	if err == nil {
		w.sso().providers[alias] = made
	}
	return err
}

// keyFor is a new key with its certificate, in the name of an identity provider.
func (w *World) keyFor(ctx context.Context, entity string) (*provider, error) {
	now, err := w.targetTime(ctx)
	if err != nil {
		return nil, err
	}
	made, err := newProvider(entity, now)
	if err != nil {
		return nil, w.broken("a certificate could not be made: %v", err)
	}
	return made, nil
}

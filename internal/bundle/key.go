package bundle

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
)

// Key signs a bundle.
type Key struct{ private ed25519.PrivateKey }

// Public checks who signed a bundle.
type Public struct{ key ed25519.PublicKey }

// ParseKey reads an ed25519 key in PEM form (PKCS #8, "PRIVATE KEY"). Its errors
// repeat nothing of the text.
func ParseKey(text []byte) (*Key, error) {
	block, err := onePEM(text, "PRIVATE KEY")
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block)
	if err != nil {
		return nil, errors.New("the key is not in PKCS #8 form")
	}
	private, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the key is none for ed25519: openssl genpkey -algorithm ed25519 makes one")
	}
	return &Key{private}, nil
}

// ParsePublic reads the public half in PEM form ("PUBLIC KEY").
func ParsePublic(text []byte) (*Public, error) {
	block, err := onePEM(text, "PUBLIC KEY")
	if err != nil {
		return nil, err
	}
	parsed, err := x509.ParsePKIXPublicKey(block)
	public, ok := parsed.(ed25519.PublicKey)
	if err != nil || !ok {
		return nil, errors.New("it is no public key for ed25519: openssl pkey -pubout makes one of the private key")
	}
	return &Public{public}, nil
}

func onePEM(text []byte, kind string) ([]byte, error) {
	block, rest := pem.Decode(text)
	switch {
	case block == nil:
		return nil, errors.New("there is no key in PEM form")
	case block.Type != kind:
		return nil, errors.New("the PEM block is none of a " + kind)
	}
	if another, _ := pem.Decode(rest); another != nil {
		return nil, errors.New("there is more than one PEM block")
	}
	return block.Bytes, nil
}

// Public is the half that others may have.
func (k *Key) Public() *Public {
	return &Public{k.private.Public().(ed25519.PublicKey)}
}

// ID names a key: the SHA-256 of its public half in PKIX form.
func (p *Public) ID() string {
	raw, err := x509.MarshalPKIXPublicKey(p.key)
	if err != nil {
		return "" // an ed25519 key always has a form
	}
	digest := sha256.Sum256(raw)
	return hex.EncodeToString(digest[:])
}

// signer and verifier are the key as the DSSE library asks for it.
type signer struct{ key *Key }

func (s signer) Sign(_ context.Context, data []byte) ([]byte, error) {
	return ed25519.Sign(s.key.private, data), nil
}

func (s signer) KeyID() (string, error) { return s.key.Public().ID(), nil }

type verifier struct{ public *Public }

func (v verifier) Verify(_ context.Context, data, signature []byte) error {
	if !ed25519.Verify(v.public.key, data, signature) {
		return errors.New("the signature is not of this key")
	}
	return nil
}

func (v verifier) KeyID() (string, error) { return v.public.ID(), nil }

func (v verifier) Public() crypto.PublicKey { return v.public.key }

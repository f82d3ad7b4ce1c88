package assertion

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
)

// algorithm is what Entra signs with (RFC 7518 §3.3).
const algorithm = "RS256"

// minimumBits: shorter RSA keys are not accepted (E-6.31, RFC 7518 §3.3).
const minimumBits = 2048

// Key signs assertions.
type Key struct {
	private *rsa.PrivateKey
	public  JWK
}

// NewKey makes a key for one rehearsal.
func NewKey() (*Key, error) {
	private, err := rsa.GenerateKey(rand.Reader, minimumBits)
	if err != nil {
		return nil, err
	}
	return newKey(private), nil
}

// ParseKey reads an RSA key in PEM form (PKCS #8 or PKCS #1). Its errors tell
// nothing of the key.
func ParseKey(text []byte) (*Key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("there is no key in PEM form")
	}
	if private, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return checked(private)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the PEM block %q holds no private key in PKCS #8 or PKCS #1 form, without a passphrase", block.Type)
	}
	private, isRSA := parsed.(*rsa.PrivateKey)
	if !isRSA {
		return nil, errors.New("the key is no RSA key: Entra signs with RS256")
	}
	return checked(private)
}

func checked(private *rsa.PrivateKey) (*Key, error) {
	if bits := private.N.BitLen(); bits < minimumBits {
		return nil, fmt.Errorf("the RSA key has %d bits: %d are needed at least", bits, minimumBits)
	}
	return newKey(private), nil
}

func newKey(private *rsa.PrivateKey) *Key {
	public := JWK{
		Type: "RSA", Use: "sig", Algorithm: algorithm, Modulus: encode(private.N.Bytes()),
		Exponent: encode(big.NewInt(int64(private.E)).Bytes()),
	}
	public.ID = public.thumbprint()
	return &Key{private, public}
}

// Public is the key as the issuer publishes it.
func (k *Key) Public() JWK { return k.public }

// Sign makes an assertion in compact form (RFC 7515 §7.1).
func (k *Key) Sign(claims Claims) (string, error) {
	head, err := json.Marshal(header{Algorithm: algorithm, Type: "JWT", ID: k.public.ID})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	input := encode(head) + "." + encode(body)
	digest := sha256.Sum256([]byte(input))
	signature, err := rsa.SignPKCS1v15(nil, k.private, crypto.SHA256, digest[:])
	if err != nil {
		return "", err
	}
	return input + "." + encode(signature), nil
}

// header is the JOSE header of an assertion.
type header struct {
	Algorithm string `json:"alg"`
	Type      string `json:"typ,omitempty"`
	ID        string `json:"kid,omitempty"`
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// PEM is the private key in the form that ParseKey reads (PKCS #8).
func (k *Key) PEM() ([]byte, error) {
	raw, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}), nil
}

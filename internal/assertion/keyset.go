package assertion

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// JWK is a public key as a JSON Web Key (RFC 7517, RFC 7518 §6.3).
type JWK struct {
	Type      string `json:"kty"`
	Use       string `json:"use,omitempty"`
	Algorithm string `json:"alg,omitempty"`
	ID        string `json:"kid"`
	Modulus   string `json:"n"`
	Exponent  string `json:"e"`
}

// KeySet is a JSON Web Key Set (RFC 7517 §5).
type KeySet struct {
	Keys []JWK `json:"keys"`
}

// UnknownKey is the error of an assertion that was signed with a key that the set
// does not hold: the issuer may have another one by now.
type UnknownKey struct{ ID string }

func (u UnknownKey) Error() string {
	return fmt.Sprintf("the assertion was signed with the key %q, which the issuer does not publish", u.ID)
}

// thumbprint is the id of the key (RFC 7638 §3).
func (j JWK) thumbprint() string {
	sum := sha256.Sum256([]byte(`{"e":"` + j.Exponent + `","kty":"` + j.Type + `","n":"` + j.Modulus + `"}`))
	return encode(sum[:])
}

func (j JWK) public() (*rsa.PublicKey, error) {
	modulus, err := decode(j.Modulus)
	if err != nil {
		return nil, err
	}
	exponent, err := decode(j.Exponent)
	if err != nil {
		return nil, err
	}
	e := new(big.Int).SetBytes(exponent)
	if j.Type != "RSA" || !e.IsInt64() || e.Int64() > 1<<31-1 || e.Int64() < 3 {
		return nil, errors.New("the published key is no RSA key")
	}
	return &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: int(e.Int64())}, nil
}

// Verify checks the signature of an assertion and gives its claims, which are
// still to be checked. Nothing but RS256 is accepted, whatever the header asks for.
func (s KeySet) Verify(token string) (Claims, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return Claims{}, errors.New("the assertion is no JWT in compact form (RFC 7515 §7.1)")
	}
	var head header
	if err := decodeJSON(parts[0], &head); err != nil {
		return Claims{}, fmt.Errorf("the header of the assertion cannot be read: %w", err)
	}
	if head.Algorithm != algorithm {
		return Claims{}, fmt.Errorf("the assertion is signed with %q, expected %s", head.Algorithm, algorithm)
	}
	key, err := s.find(head.ID)
	if err != nil {
		return Claims{}, err
	}
	signature, err := decode(parts[2])
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err != nil || rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) != nil {
		return Claims{}, errors.New("the signature of the assertion is wrong")
	}
	var claims Claims
	if err := decodeJSON(parts[1], &claims); err != nil {
		return Claims{}, fmt.Errorf("the claims of the assertion cannot be read: %w", err)
	}
	return claims, nil
}

func (s KeySet) find(id string) (*rsa.PublicKey, error) {
	for _, key := range s.Keys {
		if key.ID == id {
			return key.public()
		}
	}
	return nil, UnknownKey{id}
}

func decode(text string) ([]byte, error) { return base64.RawURLEncoding.DecodeString(text) }

func decodeJSON(text string, into any) error {
	raw, err := decode(text)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// Beside API keys, the account takes access tokens that are signed (RFC 7519): they
// say who gave them out, for whom, and until when. They are there so that tokens
// with one flaw each exist, which a service has to turn away.
const (
	accessIssuer   = "https://login.example.com/"
	accessAudience = "https://scim.example.com/"
	accessLife     = time.Hour
)

// access is what an access token says (RFC 7519 §4.1).
type access struct {
	Issuer   string `json:"iss"`
	Audience string `json:"aud"`
	Expires  int64  `json:"exp"` // seconds since 1970
}

// accessHeader names the algorithm of every access token: HMAC with SHA-256
// (RFC 7518 §3.2).
const accessHeader = `{"alg":"HS256","typ":"JWT"}`

// newAccessKey comes from chance, not from the seed: it is a secret.
func newAccessKey() []byte {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails (crypto/rand)
	return key
}

func (a access) sign(key []byte) string {
	claims, _ := json.Marshal(a) // texts and a number: it encodes
	payload := base64.RawURLEncoding.EncodeToString([]byte(accessHeader)) + "." + base64.RawURLEncoding.EncodeToString(claims)
	return payload + "." + base64.RawURLEncoding.EncodeToString(signature(key, payload))
}

func signature(key []byte, payload string) []byte {
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(payload)) // a hash never fails
	return mac.Sum(nil)
}

// Issue gives out an access token that works for an hour.
func (k *Keys) Issue() string { return k.right().sign(k.access) }

func (k *Keys) right() access {
	return access{accessIssuer, accessAudience, k.clock.Now().Add(accessLife).Unix()}
}

// Rejected are access tokens with one flaw each, by its name in target files:
// expired, wrong-audience, wrong-issuer and wrong-key.
func (k *Keys) Rejected() map[string]string {
	expired, audience, issuer := k.right(), k.right(), k.right()
	expired.Expires = k.clock.Now().Add(-accessLife).Unix()
	audience.Audience = "https://files.example.com/"
	issuer.Issuer = "https://login.fabrikam.example/"
	return map[string]string{
		"expired": expired.sign(k.access), "wrong-audience": audience.sign(k.access), "wrong-issuer": issuer.sign(k.access),
		"wrong-key": k.right().sign(newAccessKey()),
	}
}

// admitsAccess says whether an access token works now, and whether it would have
// once.
func (k *Keys) admitsAccess(token string) (good, known bool) {
	payload, signed, claims := cutAccess(token)
	switch {
	case payload == "":
		return false, false
	case !hmac.Equal(signed, signature(k.access, payload)) && !k.rules.AnyKeySigns,
		claims.Issuer != accessIssuer && !k.rules.AnyIssuerCounts,
		claims.Audience != accessAudience && !k.rules.AnyAudienceCounts:
		return false, false
	}
	return k.clock.Now().Unix() < claims.Expires || k.rules.ExpiredTokenCounts, true
}

// cutAccess takes a token apart; payload is "" when it is no access token.
func cutAccess(token string) (payload string, signed []byte, claims access) {
	at := strings.LastIndexByte(token, '.')
	if at < 0 {
		return "", nil, access{}
	}
	header, body, _ := strings.Cut(token[:at], ".")
	signed, err := base64.RawURLEncoding.DecodeString(token[at+1:])
	raw, wrong := base64.RawURLEncoding.DecodeString(body)
	if err != nil || wrong != nil || header != base64.RawURLEncoding.EncodeToString([]byte(accessHeader)) || json.Unmarshal(raw, &claims) != nil {
		return "", nil, access{}
	}
	return token[:at], signed, claims
}

package account

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// assertion is what an identity provider says of somebody who signs in.
type assertion struct {
	EntityID   string    `json:"entityId"`
	Email      string    `json:"email"`
	GivenName  string    `json:"givenName"`
	FamilyName string    `json:"familyName"`
	Issued     time.Time `json:"issued"`
	Expires    time.Time `json:"expires"`

	signed    string
	signature []byte
}

func readAssertion(c *call) (assertion, *refusal) {
	text, refused := c.text("assertion")
	if refused != nil {
		return assertion{}, refused
	}
	signed, end, found := strings.Cut(text, ".")
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(signed, "="))
	signature, wrong := base64.RawURLEncoding.DecodeString(strings.TrimRight(end, "="))
	if !found || err != nil || wrong != nil {
		return assertion{}, malformed("an assertion is two parts in base64url with a full stop between")
	}
	said := assertion{signed: signed, signature: signature}
	if err := json.Unmarshal(payload, &said); err != nil {
		return assertion{}, malformed("the first part of the assertion is not the JSON that is expected: " + err.Error())
	}
	if said.EntityID == "" || domainOf(said.Email) == "" {
		return assertion{}, malformed("an assertion needs entityId and email")
	}
	return said, nil
}

// domainOf is the mail domain of an address, "" when it is none.
func domainOf(email string) string {
	_, domain, _ := strings.Cut(email, "@")
	return strings.ToLower(domain)
}

func denied(code, message string) *refusal { return &refusal{http.StatusForbidden, code, message} }

// proves says why an assertion does not prove anything to a connection; nil when
// it does (SSO-02, SSO-02b).
func (a *Account) proves(k *connection, said assertion, now time.Time) *refusal {
	switch {
	case said.EntityID != k.metadata.EntityID:
		return denied("unknown-provider", "the assertion comes from another identity provider than the one of the connection")
	case a.rules.RenewalBreaksSignIn && k.renewed, !a.signedBy(k.trusted, said):
		return denied("wrong-certificate", "the assertion is not signed with the key of the certificate: upload the current certificate of the identity provider")
	case now.After(k.trusted.NotAfter):
		return denied("certificate-expired", "the certificate has expired: upload a renewed one")
	case !now.Before(said.Expires):
		return denied("assertion-expired", "the assertion has expired: sign in again")
	}
	return nil
}

func (a *Account) signedBy(trusted *x509.Certificate, said assertion) bool {
	public, ok := trusted.PublicKey.(*ecdsa.PublicKey)
	digest := sha256.Sum256([]byte(said.signed))
	return a.rules.WrongCertificateAccepted || ok && ecdsa.VerifyASN1(public, digest[:], said.signature)
}

// testConnection tries an assertion, whether SSO is on or not (SSO-01).
func testConnection(a *Account, c *call) (answer, *refusal) {
	k, refused := a.connectionOf(c, true)
	if refused != nil {
		return refuse(refused)
	}
	said, refused := readAssertion(c)
	if refused != nil {
		return refuse(refused)
	}
	why := a.proves(k, said, c.now)
	if why == nil || a.rules.TestAlwaysPasses {
		return shown(map[string]any{"passed": true, "reason": "the assertion is signed with the certificate of the connection"})
	}
	return shown(map[string]any{"passed": false, "reason": why.Message})
}

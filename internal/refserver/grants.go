package refserver

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"time"

	"github.com/scimulator/scimulator/internal/assertion"
)

// TokenPath is where access tokens are given out, beside the SCIM base.
const TokenPath = "/oauth/token"

// defaultTokenLife is within the 60 to 360 minutes of E-12.16.
const defaultTokenLife = time.Hour

// Grants say who gets access tokens by the OAuth 2.0 client credentials grant
// (RFC 6749 §4.4). The zero value gives none.
type Grants struct {
	Clients   []OAuthClient
	Federated []FederatedClient
	Life      time.Duration // of an access token, on the server's clock; 1 h when 0
	Requests  int           // that an access token is good for; 0 for any number
	Keys      http.Client   // fetches the keys of issuers; without a timeout it gets one
}

// OAuthClient logs in by a secret; several may be active at the same time, so that
// one can be replaced without an interruption (E-12.21).
type OAuthClient struct {
	ID      string
	Secrets []string
}

// FederatedClient logs in by an assertion of another issuer (E-5.53).
type FederatedClient struct {
	ID       string
	KeysURL  string // JSON Web Key Set of the issuer
	Issuer   string // "" accepts any name: the keys are the issuer's
	Audience string // "" means api:// and the id
}

func (g Grants) empty() bool { return len(g.Clients)+len(g.Federated) == 0 }

// client finds a client by id and secret. All secrets are compared, as digests, so
// that the time tells nothing.
func (g Grants) client(id, secret string) bool {
	given, known := sha256.Sum256([]byte(secret)), 0
	for _, client := range g.Clients {
		for _, one := range client.Secrets {
			digest := sha256.Sum256([]byte(one))
			known |= subtle.ConstantTimeCompare(digest[:], given[:]) & subtle.ConstantTimeCompare([]byte(client.ID), []byte(id))
		}
	}
	return known == 1
}

// federated finds a client that logs in by assertions.
func (g Grants) federated(id string) *FederatedClient {
	for i := range g.Federated {
		if g.Federated[i].ID == id {
			return &g.Federated[i]
		}
	}
	return nil
}

// admits says why an assertion does not log the client in at a time, nil when it
// does. The audience is printed in two forms: both are taken (E-5.53).
func (f FederatedClient) admits(claims assertion.Claims, now time.Time) error {
	audience := f.Audience
	if audience == "" {
		audience = "api://" + f.ID
	}
	return claims.Check(now, f.Issuer, audience, audience+"/.default")
}

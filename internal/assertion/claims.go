// Package assertion makes and checks the signed assertions by which Entra logs in
// without a secret: workload identity federation (E-5.53), a client assertion of
// RFC 7523 in the compact form of RFC 7515. It also plays their issuer, so that a
// target can be rehearsed with without a tenant. It sends nothing.
package assertion

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Type is client_assertion_type of a token request (RFC 7523 §2.2).
const Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// CustomApps is the audience of the token that Entra attaches where no secret token
// was entered, the same for all custom applications (E-5.50).
const CustomApps = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621"

// VersionOne of a token has the older issuer, sts.windows.net (E-5.50).
const VersionOne = "1.0"

// life of an assertion that is made for one token request.
const life = 10 * time.Minute

// leeway is how far the clocks of issuer and verifier may differ.
const leeway = time.Minute

// Claims are what an assertion says (E-5.53); times in seconds since 1970.
type Claims struct {
	Issuer    string   `json:"iss"`
	Audience  Audience `json:"aud"`
	Subject   string   `json:"sub"`
	Object    string   `json:"oid"`
	Tenant    string   `json:"tid"`
	App       string   `json:"appid"`
	IssuedAt  int64    `json:"iat"`
	NotBefore int64    `json:"nbf"`
	Expires   int64    `json:"exp"`
	Version   string   `json:"ver"`
}

// Audience is one name, or a list of names when it was read (RFC 7519 §4.1.3).
type Audience []string

// MarshalJSON writes a single name as text, as Entra does.
func (a Audience) MarshalJSON() ([]byte, error) {
	if len(a) == 1 {
		return json.Marshal(a[0])
	}
	return json.Marshal([]string(a))
}

// UnmarshalJSON reads both forms.
func (a *Audience) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*a = Audience{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(a))
}

// At are the claims for an assertion that is made now.
func (c Claims) At(now time.Time) Claims {
	c.IssuedAt, c.NotBefore, c.Expires = now.Unix(), now.Unix(), now.Add(life).Unix()
	c.Version = cmp.Or(c.Version, "2.0")
	return c
}

// Check says why an assertion is not good now for an audience, which may be given
// in several forms; nil when it is.
func (c Claims) Check(now time.Time, issuer string, audiences ...string) error {
	switch {
	case issuer != "" && c.Issuer != issuer:
		return fmt.Errorf("the issuer of the assertion is %q, expected %q", c.Issuer, issuer)
	case !slices.ContainsFunc(c.Audience, func(one string) bool { return slices.Contains(audiences, one) }):
		return fmt.Errorf("the audience of the assertion is %q, expected %q", c.Audience, audiences)
	case c.Subject == "":
		return fmt.Errorf("the assertion has no subject (RFC 7523 §3)")
	case c.Expires == 0:
		return fmt.Errorf("the assertion has no end (RFC 7523 §3)")
	case !now.Before(time.Unix(c.Expires, 0).Add(leeway)):
		return fmt.Errorf("the assertion has expired")
	case now.Add(leeway).Before(time.Unix(max(c.NotBefore, 0), 0)):
		return fmt.Errorf("the assertion is not valid yet")
	}
	return nil
}

// GUID is one that always stands for the same words, for tenants and principals
// that nobody has named.
func GUID(words string) string {
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(words)))
	return sum[:8] + "-" + sum[8:12] + "-4" + sum[13:16] + "-8" + sum[17:20] + "-" + sum[20:32]
}

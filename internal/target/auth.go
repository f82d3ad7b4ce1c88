package target

import (
	"fmt"
	"net/url"

	"github.com/scimulator/scimulator/internal/document"
)

// Auth is how the client authenticates besides a bearer token; at most one is set.
type Auth struct {
	OAuth     *OAuth
	Federated *Federated
	Basic     *Basic
	MutualTLS *MutualTLS
	Entra     *EntraToken
}

// Secret is where a secret is: never the secret itself. The zero value is none.
type Secret struct {
	Env  string // environment variable
	File string // path
}

// OAuth are OAuth 2.0 client credentials (E-5.52).
type OAuth struct {
	TokenURL string
	ClientID string
	Secret   Secret
	InBody   bool // client id and secret as form parameters, not by Basic
	Scopes   []string
}

// Federated is workload identity federation (E-5.53).
type Federated struct {
	TokenURL string
	ClientID string
	Key      Secret // private key; none: one is made for the run
	Issuer   string // host:port where the run publishes its keys; "" names Entra's issuer
	Tenant   string // "" means one made of the client id
	Subject  string // "" means one made of the client id
	Audience string // "" means api:// and the client id
	Scopes   []string
}

// EntraToken is the token that Entra attaches where no secret token was entered
// (E-5.50).
type EntraToken struct {
	Key    Secret // as in Federated
	Issuer string // as in Federated
	Tenant string // "" means one made of the target's name
}

// Basic are a user name and a password (RFC 7617).
type Basic struct {
	User     string
	Password Secret
}

// MutualTLS is a client certificate.
type MutualTLS struct {
	CertificateFile string
	Key             Secret
}

// auth is the part of a target file that says how to authenticate.
type auth struct {
	Bearer secret `json:"bearer"`
	OAuth  *struct {
		TokenURL string   `json:"tokenUrl"`
		ClientID string   `json:"clientId"`
		Secret   secret   `json:"clientSecret"`
		Scopes   []string `json:"scopes"`
		Style    string   `json:"style"`
	} `json:"oauth"`
	Federated *struct {
		TokenURL string   `json:"tokenUrl"`
		ClientID string   `json:"clientId"`
		Key      secret   `json:"key"`
		Issuer   string   `json:"issuer"`
		Tenant   string   `json:"tenant"`
		Subject  string   `json:"subject"`
		Audience string   `json:"audience"`
		Scopes   []string `json:"scopes"`
	} `json:"federated"`
	Basic *struct {
		User     string `json:"user"`
		Password secret `json:"password"`
	} `json:"basic"`
	Entra *struct {
		Key    secret `json:"key"`
		Issuer string `json:"issuer"`
		Tenant string `json:"tenant"`
	} `json:"entraToken"`
	MutualTLS *struct {
		Certificate string `json:"certificate"`
		Key         secret `json:"key"`
	} `json:"mutualTLS"`
}

type secret struct {
	Env  string `json:"env"`
	File string `json:"file"`
}

// secret makes the file of a secret relative to the target file.
func (l *loader) secret(s secret) Secret { return Secret{Env: s.Env, File: l.beside(s.File)} }

// auth reads how to authenticate.
func (l *loader) auth(a auth) Auth {
	var result Auth
	if o := a.OAuth; o != nil {
		l.endpoint(document.At("auth", "oauth", "tokenUrl"), o.TokenURL)
		result.OAuth = &OAuth{TokenURL: o.TokenURL, ClientID: o.ClientID, Secret: l.secret(o.Secret), InBody: o.Style == "body", Scopes: o.Scopes}
	}
	if f := a.Federated; f != nil {
		l.endpoint(document.At("auth", "federated", "tokenUrl"), f.TokenURL)
		l.verifiable("federated", f.Issuer, f.Key)
		result.Federated = &Federated{
			TokenURL: f.TokenURL, ClientID: f.ClientID, Key: l.secret(f.Key), Issuer: f.Issuer, Tenant: f.Tenant, Subject: f.Subject,
			Audience: f.Audience, Scopes: f.Scopes,
		}
	}
	if e := a.Entra; e != nil {
		l.verifiable("entraToken", e.Issuer, e.Key)
		result.Entra = &EntraToken{Key: l.secret(e.Key), Issuer: e.Issuer, Tenant: e.Tenant}
	}
	if b := a.Basic; b != nil {
		result.Basic = &Basic{b.User, l.secret(b.Password)}
	}
	if m := a.MutualTLS; m != nil {
		result.MutualTLS = &MutualTLS{l.beside(m.Certificate), l.secret(m.Key)}
	}
	return result
}

// verifiable: somebody has to be able to check what is signed.
func (l *loader) verifiable(name, issuer string, key secret) {
	if issuer == "" && key == (secret{}) {
		l.document.Fault(document.At("auth", name), "%s needs key, whose public half the target knows, or issuer, where the run publishes the key it makes", name)
	}
}

// endpoint checks the address of a token endpoint. It may have a query (RFC 6749
// §3.2), but no fragment and no secret.
func (l *loader) endpoint(path document.Path, text string) {
	if text == "" {
		return // the schema has said so
	}
	problem := ""
	switch parsed, err := url.Parse(text); {
	case err != nil:
		problem = "cannot be read: expected https://host/path"
	case parsed.Scheme != "https" && parsed.Scheme != "http" || parsed.Host == "":
		problem = "is no address: expected https://host/path"
	case parsed.User != nil:
		problem = "holds a user name: secrets go into a file or an environment variable"
	case parsed.Fragment != "":
		problem = "has a fragment (#…): leave it out (RFC 6749 §3.2)"
	}
	if problem != "" {
		l.document.Fault(path, "%s", fmt.Sprintf("the token URL %s", problem))
	}
}

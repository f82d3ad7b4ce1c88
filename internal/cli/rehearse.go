package cli

import (
	"github.com/scimulator/scimulator/internal/assertion"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/refserver"
)

// The ways to log in at the embedded target (--login).
const (
	loginBearer    = "bearer"
	loginOAuth     = "oauth"
	loginFederated = "federated"
)

// rehearsed is the name of the client at the embedded target.
const rehearsed = "scimulator"

// checkLogin refuses a way to log in that is unknown, or that a foreign target
// would have to know.
func (c *connection) checkLogin() error {
	if c.method == "" {
		c.method = loginBearer
	}
	switch {
	case c.method != loginBearer && c.method != loginOAuth && c.method != loginFederated:
		return usage("--login %q: it is %s, %s or %s", c.method, loginBearer, loginOAuth, loginFederated)
	case c.url != "" && c.method != loginBearer:
		return usage("--login %s is for the embedded target: how to log in at another stands in its target file, under auth", c.method)
	}
	return nil
}

// rehearse makes the two sides of a login at the embedded target: what the target
// knows, and what the client brings. The token URL is known when the target
// listens. stop ends the issuer of assertions.
func (c *connection) rehearse() (grants refserver.Grants, l login, stop func(), err error) {
	stop = func() {}
	switch c.method {
	case loginOAuth:
		secret := word(16)
		grants.Clients = []refserver.OAuthClient{{ID: rehearsed, Secrets: []string{secret}}}
		l = login{grant: &client.GrantOptions{ClientID: rehearsed, Secret: secret}, secrets: []string{secret}}
	case loginFederated:
		l.federation = &federation{
			listen: "127.0.0.1:0", tenant: assertion.GUID("tenant " + rehearsed),
			claims: assertion.Claims{
				Audience: assertion.Audience{"api://" + rehearsed}, Subject: assertion.GUID("principal " + rehearsed),
				Object: assertion.GUID("principal " + rehearsed), App: rehearsed,
			},
		}
		if stop, err = l.publish(); err != nil {
			return grants, l, nil, err
		}
		issuer := l.federation.rehearse
		grants.Federated = []refserver.FederatedClient{{ID: rehearsed, KeysURL: issuer.KeysURL(), Issuer: issuer.Name()}}
		l.grant = &client.GrantOptions{ClientID: rehearsed, Assertion: l.federation.sign}
	}
	return grants, l, stop, nil
}

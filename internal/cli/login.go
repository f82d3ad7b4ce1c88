package cli

import (
	"bytes"
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/assertion"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/target"
)

// login is how to authenticate at a target besides a bearer token. Its secrets
// have been read, and nothing has been sent.
type login struct {
	grant       *client.GrantOptions
	basic       *client.Basic
	certificate *tls.Certificate
	headers     http.Header // their values are secrets
	secrets     []string
	federation  *federation // what is signed here: the assertions of the grant, or the token itself
}

// federation is workload identity federation (E-5.53).
type federation struct {
	key      *assertion.Key // nil: one is made for the run
	listen   string         // where the keys are published; "" for nowhere
	tenant   string
	claims   assertion.Claims
	rehearse *assertion.Issuer // made by publish
}

// login reads the secrets of a target. A token of the command line replaces the
// ways to authenticate, but not the headers.
func (c *connection) login(env Env, t target.Target) (login, error) {
	l := login{headers: http.Header{}}
	for name, place := range t.SecretHeaders {
		value, err := secretLine(env, place, "the value of the header "+name)
		if err != nil {
			return l, err
		}
		l.headers.Set(name, value)
		l.secrets = append(l.secrets, value)
	}
	if c.tokenFile != "" || c.tokenEnv != "" {
		return l, nil
	}
	var err error
	switch {
	case t.Auth.OAuth != nil:
		err = l.oauth(env, t.Auth.OAuth)
	case t.Auth.Federated != nil:
		err = l.federated(env, t.Auth.Federated)
	case t.Auth.Entra != nil:
		err = l.entra(env, t.Name, t.Auth.Entra)
	case t.Auth.Basic != nil:
		password := ""
		password, err = secretLine(env, t.Auth.Basic.Password, "the password")
		l.basic = &client.Basic{User: t.Auth.Basic.User, Password: password}
		l.secrets = append(l.secrets, password)
	case t.Auth.MutualTLS != nil:
		err = l.mutualTLS(env, t.Auth.MutualTLS)
	}
	return l, err
}

// oauth are OAuth 2.0 client credentials (E-5.52).
func (l *login) oauth(env Env, o *target.OAuth) error {
	secret, err := secretLine(env, o.Secret, "the client secret")
	l.grant = &client.GrantOptions{TokenURL: o.TokenURL, ClientID: o.ClientID, Secret: secret, InBody: o.InBody, Scopes: o.Scopes}
	l.secrets = append(l.secrets, secret)
	return err
}

// federated reads the key of the assertions. What the target file leaves out is
// made of the client id, so that it stays the same from run to run.
func (l *login) federated(env Env, f *target.Federated) error {
	subject := cmp.Or(f.Subject, assertion.GUID("principal "+f.ClientID))
	l.federation = &federation{
		listen: f.Issuer, tenant: cmp.Or(f.Tenant, assertion.GUID("tenant "+f.ClientID)),
		claims: assertion.Claims{Audience: assertion.Audience{cmp.Or(f.Audience, "api://"+f.ClientID)}, Subject: subject, Object: subject, App: f.ClientID},
	}
	l.grant = &client.GrantOptions{TokenURL: f.TokenURL, ClientID: f.ClientID, Scopes: f.Scopes, Assertion: l.federation.sign}
	return l.federation.readKey(env, f.Key)
}

// entra is the token that the service attaches by itself where no secret token was
// entered (E-5.50).
func (l *login) entra(env Env, name string, e *target.EntraToken) error {
	subject := assertion.GUID("principal " + name)
	l.federation = &federation{
		listen: e.Issuer, tenant: cmp.Or(e.Tenant, assertion.GUID("tenant "+name)),
		claims: assertion.Claims{
			Audience: assertion.Audience{assertion.CustomApps}, Subject: subject, Object: subject, App: assertion.GUID("app " + name), Version: assertion.VersionOne,
		},
	}
	return l.federation.readKey(env, e.Key)
}

// readKey reads the private key, if there is one.
func (f *federation) readKey(env Env, place target.Secret) error {
	text, err := secretText(env, place, "the private key")
	if err != nil || text == "" {
		return err
	}
	if f.key, err = assertion.ParseKey([]byte(text)); err != nil {
		return usage("%s: %w", placeText(place), err)
	}
	return nil
}

func (l *login) mutualTLS(env Env, m *target.MutualTLS) error {
	chain, err := os.ReadFile(m.CertificateFile)
	if err == nil && bytes.Contains(chain, []byte("PRIVATE KEY-----")) {
		chain, err = secretFile(m.CertificateFile) // the key stands beside the certificate
	}
	var told usageError
	switch {
	case errors.As(err, &told):
		return err
	case err != nil:
		return usage("the client certificate cannot be read: %w", err)
	}
	key, err := secretText(env, m.Key, "the private key of the client certificate")
	if err != nil {
		return err
	}
	pair, err := tls.X509KeyPair(chain, []byte(key))
	if err != nil {
		return usage("%s and its key do not fit: %w", m.CertificateFile, err)
	}
	l.certificate = &pair
	return nil
}

// credentials are what the client needs; nil for a bearer token or nothing. now is
// the clock by which the target counts the life of its tokens.
func (l *login) credentials(now func() time.Time) (client.Credentials, *client.Grant) {
	switch {
	case l.basic != nil:
		return *l.basic, nil
	case l.grant == nil && l.federation != nil:
		return client.NewMinted(l.federation.mint, now), nil
	case l.grant == nil:
		return nil, nil
	}
	options := *l.grant
	options.Now = now
	grant := client.NewGrant(options)
	return grant, grant
}

// complete copies into the options of a client what the login has.
func (l *login) complete(o *client.Options) {
	for name, values := range l.headers {
		o.Header[name] = values
	}
	o.Certificate = l.certificate
	o.Secrets = slices.Concat(o.Secrets, l.secrets)
}

// publish makes the issuer of the assertions ready: it serves its keys on loopback
// for the time of the run, or bears the name of Entra's.
func (l *login) publish() (stop func(), err error) {
	f := l.federation
	if f == nil {
		return func() {}, nil
	}
	if f.key == nil {
		if f.key, err = assertion.NewKey(); err != nil {
			return nil, err
		}
	}
	if f.listen == "" {
		f.rehearse = assertion.NewIssuer(assertion.Entra, f.tenant, f.key)
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return nil, usage("the issuer cannot listen on %s: %w", f.listen, err)
	}
	f.rehearse = assertion.NewIssuer("http://"+listener.Addr().String(), f.tenant, f.key)
	hosted := &http.Server{Handler: f.rehearse.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := hosted.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(os.Stderr, "scimulator: the issuer stopped:", err)
		}
	}()
	return func() { _ = hosted.Close() }, nil
}

// sign makes the assertion of one token request.
func (f *federation) sign(now time.Time) (string, error) {
	return f.rehearse.Sign(f.claims.At(now))
}

// mint makes a token that is sent as it is.
func (f *federation) mint(now time.Time) (string, time.Time, error) {
	claims := f.claims.At(now)
	token, err := f.rehearse.Sign(claims)
	return token, time.Unix(claims.Expires, 0), err
}

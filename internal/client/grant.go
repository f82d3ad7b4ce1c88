package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// GrantOptions say how access tokens are asked for by the OAuth 2.0 client
// credentials grant (RFC 6749 §4.4, E-5.52), with a secret or, for workload
// identity federation, with a signed assertion instead (RFC 7523 §2.2, E-5.53).
type GrantOptions struct {
	TokenURL string
	ClientID string
	Secret   string
	// InBody sends client id and secret as form parameters instead of by Basic,
	// which every server has to know (RFC 6749 §2.3.1). What Entra does for custom
	// applications is not known (E-13.15).
	InBody    bool
	Scopes    []string
	Assertion func(now time.Time) (string, error) // nil: the secret is used
	Now       func() time.Time                    // clock of the token's life; nil: real time
}

// Grant are credentials that fetch access tokens and renew them when needed: each
// request looks at the token's life before it is sent, as the service does
// (E-5.51).
type Grant struct {
	options GrantOptions

	mu     sync.Mutex // held while a token is fetched: one request for all who wait
	token  accessToken
	denial denial
	issued Issued
}

// accessToken is one token and what is known about it.
type accessToken struct {
	header  string
	renew   time.Time // when another one is due; zero: never by time
	proven  bool      // a request with it was admitted
	refused bool      // it was not, from the beginning
}

// denial is the last failure to get a token. It stands for a while, so that a
// secret that was revoked does not cost a token request for every object.
type denial struct {
	err error
	at  time.Time
}

// patience is how long a denial stands.
const patience = 5 * time.Second

// Issued is what a Grant has received.
type Issued struct {
	Count int           // tokens
	Life  time.Duration // of the last one as announced by expires_in; 0 when it was not
}

// NewGrant makes the credentials; nothing is sent yet.
func NewGrant(o GrantOptions) *Grant {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Grant{options: o}
}

// Scheme is Bearer (RFC 6750 §2.1).
func (g *Grant) Scheme() string { return "Bearer" }

// Issued tells about the tokens so far.
func (g *Grant) Issued() Issued {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.issued
}

// Authorization gives the token in use, or fetches one.
func (g *Grant) Authorization(ctx context.Context, ask *http.Client) (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.options.Now()
	recent := !g.denial.at.IsZero() && now.Sub(g.denial.at) < patience
	switch {
	case g.token.good(now) && (!g.token.refused || recent):
		return g.token.header, nil
	case recent && g.denial.err != nil:
		return "", g.denial.err
	}
	token, life, err := g.fetch(ctx, ask, now)
	if err != nil {
		if ctx.Err() == nil {
			g.token, g.denial = accessToken{}, denial{err, now}
		}
		return "", err
	}
	g.token, g.denial = token, denial{}
	g.issued = Issued{g.issued.Count + 1, life}
	return token.header, nil
}

func (t accessToken) good(now time.Time) bool {
	return t.header != "" && (t.renew.IsZero() || now.Before(t.renew))
}

// Answered drops a token that the target admits no longer, so that one other is
// fetched, whoever notices it first. A token that was never admitted is kept: it
// is the credentials that do not fit then, and others would fare no better.
func (g *Grant) Answered(header string, status int) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case header != g.token.header:
		return status == http.StatusUnauthorized // there is another one by now
	case status != http.StatusUnauthorized:
		g.token.proven = true
		return false
	case g.token.proven:
		g.token = accessToken{}
		return true
	}
	g.token.refused, g.denial = true, denial{nil, g.options.Now()}
	return false
}

// fetch asks the token endpoint.
func (g *Grant) fetch(ctx context.Context, ask *http.Client, now time.Time) (accessToken, time.Duration, error) {
	config, err := g.config(now)
	if err != nil {
		return accessToken{}, 0, &Denied{Reason: err.Error()}
	}
	token, err := config.Token(context.WithValue(ctx, oauth2.HTTPClient, ask))
	if err != nil {
		return accessToken{}, 0, denied(err)
	}
	if !strings.EqualFold(token.Type(), "Bearer") || !sendable(token.AccessToken) {
		return accessToken{}, 0, &Denied{Status: http.StatusOK, Reason: fmt.Sprintf("the token cannot be used as a bearer token (token_type %q)", token.Type())}
	}
	fetched := accessToken{header: "Bearer " + token.AccessToken}
	if token.Expiry.IsZero() {
		return fetched, 0, nil
	}
	life := time.Until(token.Expiry).Round(time.Second)
	fetched.renew = now.Add(life - min(life/10, 10*time.Second)) // a little early: it has to live until the request arrives
	return fetched, life, nil
}

func (g *Grant) config(now time.Time) (*clientcredentials.Config, error) {
	o := g.options
	config := &clientcredentials.Config{
		ClientID: o.ClientID, ClientSecret: o.Secret, TokenURL: o.TokenURL, Scopes: o.Scopes, AuthStyle: oauth2.AuthStyleInHeader,
	}
	if o.InBody || o.Assertion != nil {
		config.AuthStyle = oauth2.AuthStyleInParams
	}
	if o.Assertion == nil {
		return config, nil
	}
	signed, err := o.Assertion(now)
	config.ClientSecret = ""
	config.EndpointParams = url.Values{"client_assertion_type": {assertionType}, "client_assertion": {signed}}
	return config, err
}

// assertionType is that of RFC 7523 §2.2.
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

// sendable: a bearer token is printable ASCII without blanks (RFC 6750 §2.1).
func sendable(token string) bool {
	return token != "" && !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Denied is the answer of a token endpoint that gave no token.
type Denied struct {
	Status int    // of the answer; 0 when nothing was sent
	Code   string // error (RFC 6749 §5.2)
	Reason string
}

func (d *Denied) Error() string { return d.Reason }

// denied reads the answer of the token endpoint; an error without an answer is
// that of the wire.
func denied(err error) error {
	var answer *oauth2.RetrieveError
	var wire *url.Error
	switch {
	case errors.As(err, &answer):
		reason := http.StatusText(answer.Response.StatusCode)
		for _, part := range []string{answer.ErrorCode, answer.ErrorDescription} {
			if part != "" {
				reason += ", " + part
			}
		}
		return &Denied{answer.Response.StatusCode, answer.ErrorCode, fmt.Sprintf("%d %s", answer.Response.StatusCode, reason)}
	case errors.As(err, &wire):
		return err
	}
	return &Denied{Status: http.StatusOK, Reason: strings.TrimPrefix(err.Error(), "oauth2: ")}
}

package cli

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/chaos"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/target"
)

// connection are the flags that say where the target is.
type connection struct {
	url       string
	tokenFile string
	tokenEnv  string
	method    string // how to log in at the embedded target
	rate      float64
	timeout   time.Duration
	yes       bool
}

// foreignRate is the ceiling on a target that is not ours: what Entra expects a
// server to sustain (E-6.33).
const foreignRate = 25

// connectionTimeout is the usual deadline of a request.
const connectionTimeout = 30 * time.Second

func (c *connection) bind(command *cobra.Command) {
	f := command.Flags()
	f.StringVar(&c.url, "target", "", "tenant URL or target file (default: the embedded target)")
	f.StringVar(&c.tokenFile, "token-file", "", "file with the bearer token")
	f.StringVar(&c.tokenEnv, "token-env", "", "environment variable with the bearer token")
	f.StringVar(&c.method, "login", loginBearer, "how to log in at the embedded target: bearer, oauth (client credentials) or federated (signed assertions)")
	f.Float64Var(&c.rate, "rate", foreignRate, "requests per second at most on a foreign target; 0 lifts the ceiling")
	f.DurationVar(&c.timeout, "timeout", connectionTimeout, "deadline of each request")
	f.BoolVar(&c.yes, "yes", false, "write to a foreign target without asking")
}

// door is the way to a target: an embedded one that is still to be started, or
// a foreign one.
type door struct {
	embedded bool
	target   target.Target
	token    string
	login    login
	rate     float64
	timeout  time.Duration
	roots    *x509.CertPool
	rejected map[string]string // tokens that the target has to turn away, by what is wrong with each
	account  *door             // where observers and actions go; nil: through this one
}

func (d door) name() string {
	switch {
	case d.embedded:
		return "embedded"
	case d.target.Name != "":
		return d.target.Name
	}
	return d.target.Base
}

// door reads where the target is and the secret for it; nothing is sent yet.
func (c *connection) door(env Env, a *assets) (door, error) {
	if c.timeout <= 0 {
		return door{}, usage("--timeout %s: a request needs a deadline above zero", c.timeout)
	}
	if c.rate < 0 || math.IsNaN(c.rate) || math.IsInf(c.rate, 0) {
		return door{}, usage("--rate %v: it is a number of requests per second, or 0 for no ceiling", c.rate)
	}
	if err := c.checkLogin(); err != nil {
		return door{}, err
	}
	if c.url == "" {
		return door{embedded: true, timeout: c.timeout}, nil
	}
	t, err := a.target(c.url)
	if err != nil {
		return door{}, err
	}
	d := door{target: t, rate: c.rate, timeout: c.timeout}
	if t.Rate > 0 && c.rate == foreignRate {
		d.rate = t.Rate
	}
	if d.token, err = c.secret(env, t); err != nil {
		return door{}, err
	}
	if d.login, err = c.login(env, t); err != nil {
		return door{}, err
	}
	if d.rejected, err = rejected(env, t); err != nil {
		return door{}, err
	}
	if d.roots, err = roots(t.RootsFile); err != nil {
		return door{}, err
	}
	d.account, err = d.accountDoor(env)
	return d, err
}

// accountDoor reads the way to the account side, if it has its own. The flags about
// the token are for the tenant URL.
func (d door) accountDoor(env Env) (*door, error) {
	place := d.target.Account
	if place == nil {
		return nil, nil
	}
	account := d
	account.target = target.Target{Name: d.target.Name, Base: place.Base, TokenFile: place.TokenFile, TokenEnv: place.TokenEnv, Auth: place.Auth}
	var none connection
	var err error
	if account.token, err = none.secret(env, account.target); err != nil {
		return nil, err
	}
	account.login, err = none.login(env, account.target)
	return &account, err
}

// secrets are what must not be kept by whoever speaks to another place in the same
// run.
func (d *door) secrets() []string {
	if d == nil {
		return nil
	}
	return append([]string{d.token}, d.login.secrets...)
}

// openAccount connects to the account side; its evidence is numbered with that of
// the target.
func (d *door) openAccount(options client.Options, secrets []string) (*client.Client, error) {
	options.Base, options.Token, options.Header, options.Certificate = d.target.Base, d.token, http.Header{}, nil
	options.Secrets = slices.Concat(options.Secrets, secrets)
	d.login.complete(&options)
	options.Credentials, _ = d.login.credentials(time.Now)
	return client.New(options)
}

// secret reads the token; the flags win over the target file.
func (c *connection) secret(env Env, t target.Target) (string, error) {
	file, variable := c.tokenFile, c.tokenEnv
	if file == "" && variable == "" {
		file, variable = t.TokenFile, t.TokenEnv
	}
	switch {
	case file != "":
		data, err := secretFile(file)
		if err != nil {
			return "", err
		}
		return trimmed(string(data), "the token file "+file)
	case variable != "":
		return trimmed(env.Getenv(variable), "the environment variable "+variable)
	}
	return "", nil
}

// rejected reads the tokens that the target has to turn away.
func rejected(env Env, t target.Target) (map[string]string, error) {
	tokens := map[string]string{}
	for flaw, place := range t.Rejected {
		var none connection
		token, err := none.secret(env, target.Target{TokenFile: place.File, TokenEnv: place.Env})
		if err != nil {
			return nil, err
		}
		tokens[flaw] = token
	}
	return tokens, nil
}

func trimmed(secret, where string) (string, error) {
	secret = strings.TrimPrefix(strings.TrimSpace(secret), "Bearer ")
	if secret == "" {
		return "", usage("%s is empty: it should hold the bearer token", where)
	}
	if strings.ContainsAny(secret, "\r\n") {
		return "", usage("%s holds more than one line: it should hold the bearer token only", where)
	}
	return secret, nil
}

func roots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, usageError{err}
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, usage("%s holds no certificate in PEM form", file)
	}
	return pool, nil
}

// line is an open connection to a target.
type line struct {
	client   *client.Client
	account  *client.Client  // of the account side; nil: client
	sender   simulate.Sender // of the run: client, or a journal before it
	beside   simulate.Sender // of observers and actions, where the account side is a place of its own; else nil
	base     string
	marker   string
	rejected map[string]string    // tokens that the target has to turn away
	tokens   func() client.Issued // nil where no access tokens are used
	stop     func()
	plan     *chaos.Plan // of the mishaps; nil for none
}

func (l *line) close() {
	l.client.Close()
	if l.account != nil {
		l.account.Close()
	}
	l.stop()
}

// open starts the embedded target if needed and connects to it. A dry run
// rehearses on the embedded target, so that nothing reaches the real one.
func (p play) open(env Env, pace clock.Clock, folder *runFolder) (*line, error) {
	d, stop, now, err := p.reach(pace)
	if err != nil {
		return nil, err
	}
	options := client.Options{
		Base: d.target.Base, Token: d.token, Header: http.Header{}, Timeout: d.timeout, Rate: d.rate, Roots: d.roots,
		Record: folder.record, Concurrency: p.options.workers, Secrets: slices.Concat(slices.Sorted(maps.Values(p.saved)), slices.Sorted(maps.Values(d.rejected)), d.account.secrets()), Numbers: new(atomic.Int64),
	}
	for name, value := range d.target.Headers {
		options.Header.Set(name, value)
	}
	d.login.complete(&options)
	opened := &line{base: d.target.Base, rejected: d.rejected, marker: marker(p.door.embedded || p.options.dryRun, p.options.seed), stop: stop}
	if p.resumed != nil {
		opened.marker = p.resumed.began.Marker
		options.Numbers.Store(folder.last)
	}
	credentials, grant := d.login.credentials(now)
	options.Credentials = credentials
	if grant != nil {
		opened.tokens = grant.Issued
	}
	if opened.plan, err = p.tamper(&options); err == nil {
		opened.client, err = client.New(options)
	}
	options.Tamper = nil
	if err == nil && d.account != nil {
		opened.account, err = d.account.openAccount(options, d.secrets())
	}
	if err != nil {
		stop()
		return nil, usageError{err}
	}
	env.hidden.watch(opened.client, opened.account)
	opened.sender = opened.client
	if opened.account != nil {
		opened.beside = opened.account
	}
	return opened, nil
}

// reach makes the door ready: it starts the embedded target, or what a login at a
// foreign one needs here. now is the clock by which the target counts the life of
// its tokens: the embedded one shares that of the run.
func (p play) reach(pace clock.Clock) (d door, stop func(), now func() time.Time, err error) {
	d = p.door
	if !d.embedded && !p.options.dryRun {
		stop, err = d.login.publish()
		return d, stop, time.Now, err
	}
	d, stop, err = p.serveEmbedded(pace)
	return d, stop, pace.Now, err
}

// serveEmbedded starts the reference target on a loopback port, broken or unkind
// if that was asked for, and gives the way to it.
func (p play) serveEmbedded(pace clock.Clock) (door, func(), error) {
	d := p.door
	broken, err := p.options.chosen()
	if err != nil {
		return d, nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return d, nil, fmt.Errorf("the embedded target cannot listen on loopback: %w", err)
	}
	grants, login, end, err := p.options.rehearse()
	if err != nil {
		_ = listener.Close()
		return d, nil, err
	}
	d.token, d.rate, d.roots, d.login = "", 0, nil, login
	if login.grant == nil {
		d.token = word(16)
	} else {
		d.login.grant.TokenURL = "http://" + listener.Addr().String() + refserver.TokenPath
	}
	server := refserver.New(refserver.Options{
		Token: d.token, Grants: grants, Clock: pace, Profile: p.profile, Tolerant: !p.strictTarget, ETags: true, Seed: p.options.seed,
		Subject: p.subject,
		Unkind:  p.options.unkind, Defects: broken,
	})
	d.target.Base = "http://" + listener.Addr().String() + server.Base()
	d.rejected = server.Rejected()
	hosted := &http.Server{Handler: server.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := hosted.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(os.Stderr, "scimulator: the embedded target stopped:", err)
		}
	}()
	return d, func() { _ = hosted.Close(); end() }, nil
}

// marker names what is ours. On the embedded target it comes from the seed, so
// that runs repeat; on a foreign one from chance, so that no two runs meet.
func marker(embedded bool, seed int64) string {
	if embedded {
		return fmt.Sprintf("sim%06x", uint32(seed*2654435761)&0xffffff)
	}
	return "sim" + word(4)
}

func word(bytes int) string {
	raw := make([]byte, bytes)
	_, _ = rand.Read(raw) // never fails (crypto/rand)
	return hex.EncodeToString(raw)
}

// undeclared names the profile's attributes that the target's /Schemas does not
// declare; a target without /Schemas declares nothing and is asked for nothing.
func (l *line) undeclared(ctx context.Context, application *profile.Profile) ([]string, error) {
	declared, err := discoverSchemas(ctx, l.sender)
	if err != nil || len(declared) == 0 {
		return nil, err
	}
	return target.Undeclared(declared, application), nil
}

package target

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/shape"
)

// settleLimit is the longest wait for a write to show.
const settleLimit = 10 * time.Minute

// file is a target as its format writes it.
type file struct {
	Name         string              `json:"name"`
	Base         string              `json:"base"`
	Dialect      string              `json:"dialect"`
	Auth         auth                `json:"auth"`
	Headers      map[string]any      `json:"headers"` // text, or where a secret is
	TLS          tls                 `json:"tls"`
	Rate         float64             `json:"rate"`
	Settle       string              `json:"settle"`
	Data         data                `json:"data"`
	Capabilities map[string]bool     `json:"capabilities"`
	Observers    map[string]observer `json:"observers"`
	Actions      map[string]action   `json:"actions"`
	Rejected     map[string]secret   `json:"rejected"`
	SecondTenant *secondTenant       `json:"secondTenant"`
	Account      *accountPlace       `json:"account"`
}

type tls struct {
	Roots string `json:"roots"`
}

type data struct {
	MailDomain string `json:"mailDomain"`
	Users      rules  `json:"users"`
	Groups     rules  `json:"groups"`
}

// Load reads a target file. Files that it names are relative to it. Every
// mistake is told at once, as file:line:column (document.Faults).
func Load(name string, text []byte, formats *shape.Set) (Target, error) {
	var f file
	d, err := document.Load(name, text, formats, "Target", &f)
	if err != nil {
		return Target{}, err
	}
	l := &loader{document: d, folder: filepath.Dir(name)}
	t := l.target(f)
	if err := d.Err(); err != nil {
		return Target{}, err
	}
	return t, nil
}

// loader judges what a schema cannot and makes a target of the file.
type loader struct {
	document *document.Document
	folder   string
}

func (l *loader) target(f file) Target {
	t := Target{
		Name: f.Name, Rate: f.Rate, TokenFile: l.beside(f.Auth.Bearer.File), TokenEnv: f.Auth.Bearer.Env,
		RootsFile: l.beside(f.TLS.Roots), MailDomain: f.Data.MailDomain, Capabilities: f.Capabilities,
	}
	t.Base, t.Dialect = l.base(f)
	t.Settle = l.settle(f.Settle)
	t.Headers, t.SecretHeaders = l.headers(f.Headers)
	t.Auth = l.auth(f.Auth)
	t.Users, t.Groups = l.rules("users", f.Data.Users), l.rules("groups", f.Data.Groups)
	t.Rejected = l.rejected(f.Rejected)
	t.Second = l.second(f.SecondTenant)
	beyond := t.Base
	if t.Account = l.account(f.Account); t.Account != nil {
		beyond = t.Account.Base
	}
	t.Observers, t.Actions = l.observers(f.Observers, beyond), l.actions(f.Actions, beyond)
	l.once(f)
	return t
}

// beside makes a path relative to the folder of the target file.
func (l *loader) beside(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(l.folder, path)
}

// base reads the tenant URL; its flag and the key dialect must not contradict
// each other.
func (l *loader) base(f file) (base, dialect string) {
	if f.Base == "" {
		return "", f.Dialect
	}
	base, flagged, err := tenant(f.Base)
	switch {
	case err != nil:
		l.document.Fault(document.At("base"), "base: %v", err)
	case flagged == "":
		return base, f.Dialect
	case f.Dialect != "" && f.Dialect != flagged:
		l.document.Fault(document.At("dialect"), "dialect is %s, but the tenant URL ends in ?%s, which selects %s (E-5.2)", f.Dialect, flagOf(flagged), flagged)
	}
	return base, flagged
}

func (l *loader) settle(text string) time.Duration {
	if text == "" {
		return 0
	}
	span, err := time.ParseDuration(text)
	if err == nil && span > settleLimit {
		l.document.Fault(document.At("settle"), "settle: %s is more than %s: a read that late says nothing about the write", text, settleLimit)
	}
	return span // an unreadable span is refused by the schema
}

// headers takes headers, plain ones and those whose value is a secret elsewhere. It
// refuses those that are the client's business and plain ones that look like
// secrets.
func (l *loader) headers(given map[string]any) (map[string]string, map[string]Secret) {
	headers, secrets := map[string]string{}, map[string]Secret{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		path := document.At("headers", name)
		value, plain := given[name].(string)
		switch folded := strings.ToLower(name); {
		case isOurs(folded):
			l.document.KeyFault(path, "the header %s is set by the client: it is part of what is simulated", name)
		case !plain:
			secrets[name] = l.place(given[name])
		case isSecret(folded):
			l.document.Fault(path, "the header %s looks like a secret, and secrets never stand in this file: give {env: NAME} or {file: PATH}", name)
		default:
			headers[name] = value
		}
	}
	return orNil(headers), orNil(secrets)
}

func orNil[V any](m map[string]V) map[string]V {
	if len(m) == 0 {
		return nil
	}
	return m
}

// place is where the secret of a header is.
func (l *loader) place(given any) Secret {
	object, _ := given.(map[string]any)
	env, _ := object["env"].(string)
	file, _ := object["file"].(string)
	return Secret{Env: env, File: l.beside(file)}
}

// once refuses two things that would both want the header Authorization.
func (l *loader) once(f file) {
	for _, name := range slices.Sorted(maps.Keys(f.Headers)) {
		if strings.EqualFold(name, "Authorization") && l.document.Has(document.At("auth")) {
			l.document.KeyFault(document.At("headers", name), "the header %s is what auth gives: keep one of the two", name)
		}
	}
}

func isOurs(header string) bool {
	return slices.Contains([]string{
		"host", "accept", "accept-encoding", "content-type", "content-length", "content-encoding", "transfer-encoding", "connection",
		"te", "trailer", "upgrade", "expect",
	}, header)
}

func isSecret(header string) bool {
	return slices.ContainsFunc([]string{"authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "credential", "session"}, func(word string) bool {
		return strings.Contains(header, word)
	})
}

package target

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/jq"
)

type observer struct {
	Request request `json:"request"`
	Value   string  `json:"value"`
}

type action struct {
	Request request `json:"request"`
	Refused string  `json:"refused"`
	Value   string  `json:"value"`
	Secret  bool    `json:"secret"`
}

type request struct {
	Method  string         `json:"method"`
	URL     string         `json:"url"`
	Headers map[string]any `json:"headers"`
	Body    any            `json:"body"`
}

// accountPlace is the key account.
type accountPlace struct {
	Base string `json:"base"`
	Auth auth   `json:"auth"`
}

func (l *loader) account(given *accountPlace) *Account {
	if given == nil {
		return nil
	}
	base, flag, err := tenant(given.Base)
	if err == nil && flag != "" {
		err = errors.New("it has a query: the flags of Entra are for the tenant URL")
	}
	if err != nil {
		l.document.Fault(document.At("account", "base"), "base: %v", err)
	}
	place := &Account{Base: base, TokenFile: l.beside(given.Auth.Bearer.File), TokenEnv: given.Auth.Bearer.Env, Auth: l.auth(given.Auth)}
	if place.Auth.Federated != nil || place.Auth.Entra != nil {
		l.document.Fault(document.At("account", "auth"), "auth: that is how Entra logs in at a SCIM service: give bearer, oauth, basic or mutualTLS")
	}
	return place
}

func (l *loader) observers(given map[string]observer, base string) map[string]Observer {
	all := map[string]Observer{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		path := document.At("observers", name)
		all[name] = Observer{
			Request: l.request(path.Then("request"), given[name].Request, base),
			Value:   l.query(path.Then("value"), given[name].Value),
		}
	}
	return orNil(all)
}

func (l *loader) actions(given map[string]action, base string) map[string]Action {
	all := map[string]Action{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		path, one := document.At("actions", name), given[name]
		all[name] = Action{
			Request: l.request(path.Then("request"), one.Request, base),
			Refused: l.query(path.Then("refused"), one.Refused),
			Value:   l.query(path.Then("value"), one.Value),
			Secret:  one.Secret,
		}
		if one.Secret && one.Value == "" {
			l.document.KeyFault(path.Then("secret"), "secret: there is no value that could be one: give `value`, or leave secret out")
		}
	}
	return orNil(all)
}

// query compiles an expression, so that a mistake is told before anything is sent.
func (l *loader) query(path document.Path, text string) *jq.Query {
	if text == "" {
		return nil
	}
	compiled, err := jq.Compile(text)
	var wrong *jq.Fault
	switch {
	case err == nil:
	case errors.As(err, &wrong) && wrong.Offset >= 0:
		l.document.FaultInside(path, wrong.Offset, "this is no jq expression: %s", wrong.Message)
	default:
		l.document.Fault(path, "this is no jq expression: %v", err)
	}
	return compiled
}

func (l *loader) request(path document.Path, given request, base string) Request {
	r := Request{Method: given.Method, Body: given.Body}
	if r.Method == "" {
		r.Method = "GET"
	}
	l.address(path.Then("url"), given.URL, base, &r)
	l.body(path.Then("body"), given.Body)
	r.Header = l.requestHeaders(path.Then("headers"), given.Headers)
	return r
}

// address splits the URL. One on another host would give the credentials away.
func (l *loader) address(path document.Path, text, base string, r *Request) {
	for _, found := range Placeholder.FindAllStringSubmatch(text, -1) {
		if found[2] != "" || found[3] != "" {
			l.document.Fault(path, "url: %s cannot stand in a URL: :json and ? belong to the body", found[0])
			return
		}
	}
	if problem := unfit(text, base); problem != "" {
		l.document.Fault(path, "url: %s", problem)
		return
	}
	if scheme := strings.Index(text, "://"); scheme >= 0 {
		text = "/" + afterHost(text[scheme+len("://"):])
	}
	r.Path, r.Query, _ = strings.Cut(text, "?")
	if r.Beside = strings.HasPrefix(r.Path, "/"); !r.Beside {
		r.Path = "/" + r.Path
	}
}

func afterHost(text string) string {
	_, path, _ := strings.Cut(text, "/")
	return path
}

// unfit says what is wrong with the URL of a request, "" for nothing.
func unfit(text, base string) string {
	plain := Placeholder.ReplaceAllString(text, "x")
	parsed, err := url.Parse(plain)
	switch {
	case err != nil || strings.ContainsAny(plain, " \\<>\"{}"):
		return "this is no URL, or it is not escaped: expected a path such as /account/people/{id}"
	case parsed.Fragment != "" || strings.HasSuffix(plain, "#"):
		return "it has a fragment (#…): leave it out"
	case slices.ContainsFunc(strings.Split(parsed.EscapedPath(), "/"), climbs):
		return "it has . or .. in its path: write the path that is meant"
	case parsed.Host == "" && parsed.Scheme == "" && !strings.HasPrefix(plain, "//"):
		return ""
	case base == "":
		return "" // the base is wrong, and that has been told
	}
	own, err := url.Parse(base)
	if err == nil && parsed.User == nil && strings.Contains(text, "://"+parsed.Host) &&
		strings.EqualFold(own.Scheme, parsed.Scheme) && strings.EqualFold(own.Host, parsed.Host) {
		return ""
	}
	return "it leads to another host than base, and the credentials would go with it: another host is named by account: {base: …, auth: …}"
}

func climbs(segment string) bool {
	plain, err := url.PathUnescape(segment)
	return err != nil || plain == "." || plain == ".."
}

// body looks for placeholders in the wrong place.
func (l *loader) body(path document.Path, value any) {
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			l.body(path.Then(name), value[name])
		}
	case []any:
		for i, element := range value {
			l.body(path.Then(strconv.Itoa(i)), element)
		}
	case string:
		for _, found := range Placeholder.FindAllStringSubmatch(value, -1) {
			if found[0] != value && (found[2] != "" || found[3] != "") {
				l.document.Fault(path, "body: %s has to be the whole text", found[0])
			}
		}
	}
}

// requestHeaders takes plain headers; what is secret goes with every request.
func (l *loader) requestHeaders(path document.Path, given map[string]any) map[string]string {
	headers := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		value, plain := given[name].(string)
		switch folded := strings.ToLower(name); {
		case !plain || isSecret(folded):
			l.document.KeyFault(path.Then(name), "a secret is no header of one request: give it in auth or headers of the target")
		case isOurs(folded) && folded != "accept" && folded != "content-type":
			l.document.KeyFault(path.Then(name), "the header %s is set by the client", name)
		default:
			headers[name] = value
		}
	}
	return orNil(headers)
}

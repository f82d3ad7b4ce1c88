package steps

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/scim"
)

func entrySteps() []Step {
	return []Step{
		step("request", methods+` "(\S.*?)" with the scheme in small letters`, `METHOD "PATH" with the scheme in small letters`, "sends the token of the run with the scheme bearer (RFC 7235 §2.1: in any case)",
			`When GET "/Users" with the scheme in small letters`, sendSmallScheme),
		step("request", methods+` "(\S.*?)" with the token (cut short|with another last letter|in capital letters)`, `METHOD "PATH" with the token cut short`, "sends the token of the run altered: cut short, with another last letter, in capital letters",
			`When GET "/Users" with the token cut short`, sendAltered),
		step("attribute", `the answer does not repeat the credentials`, `the answer does not repeat the credentials`, "what follows the name of the scheme in the header Authorization of the run is nowhere in the body", `Then the answer does not repeat the credentials`, credentialsKept),
		step("request", methods+` "(\S.*?)" with a token that is (expired|wrong-audience|wrong-issuer|wrong-key)`, `METHOD "PATH" with a token that is expired`, "sends a token that the target has to turn away: one that is expired, or has a wrong-audience, a wrong-issuer or a wrong-key (rejected of the target file)",
			`When GET "/Users" with a token that is expired`, sendRejected),
		step("resource", `the location of `+alias+` has no query`, `the location of "NAME" has no query`, "meta.location has no question mark", `Then the location of "ana" has no query`, noQuery),
		step("attribute", `every "(.+?)" of "(.+?)" is a URI below the tenant URL`, `every "NAME" of "PATH" is a URI below the tenant URL`, "references, where they are there, are URIs that begin with the tenant URL or are relative", `Then every "$ref" of "members" is a URI below the tenant URL`, refsBelow),
		step("header", `the header `+quoted+` is absent or matches /(.*?)/`, `the header "NAME" is absent or matches /PATTERN/`, "a header that may be left out has a form where it is there", `Then the header "Set-Cookie" is absent or matches /(?i)secure/`, headerAbsentOrMatches),
		step("header", `the header `+quoted+` does not match /(.*?)/`, `the header "NAME" does not match /PATTERN/`, "a regular expression finds nothing in the header", `Then the header "Set-Cookie" does not match /(?i)expires=/`, headerMatchesNot),
		step("list", `no "(.+?)" of a resource matches /(.*?)/`, `no "PATH" of a resource matches /PATTERN/`, "no resource of the list has a value there in which the expression finds something", `Then no "id" of a resource matches /^urn:ietf:params:scim:api:/`, noneMatches),
		step("list", `the list has the schema of every resource type`, `the list has the schema of every resource type`, "each schema and extension that /ResourceTypes names is among the resources", `Then the list has the schema of every resource type`, hasTypeSchemas),
		step("facts", `what is served at (/[A-Za-z]+) is listed`, `what is served at /ENDPOINT is listed`, "an endpoint that answers a query is that of a resource type", `Then what is served at /Groups is listed`, servedIsListed),
		step("attribute", `"(.+?)" is as in `+alias, `"PATH" is as in "NAME"`, "an attribute of the last answer is equal to that of another answer", `Then "Resources" is as in "all"`, asIn),
		step("answer", `an answer of 5xx, if there is one, is a SCIM error`, `an answer of 5xx, if there is one, is a SCIM error`, "an internal error has a body that helps", `Then an answer of 5xx, if there is one, is a SCIM error`, serverErrorHelps),
		step("given", `the target is not on this machine`, `the target is not on this machine`, "the check does not apply to loopback addresses, which nobody else can listen to", `Given the target is not on this machine`, notLoopback),
		step("facts", `the tenant URL begins with https`, `the tenant URL begins with https`, "the run talks to the target over TLS", `Then the tenant URL begins with https`, overTLS),
	}
}

// authorization is what the run sends in its requests.
func (w *World) authorization() string {
	return w.stage.Sender.Authorization()
}

func (w *World) sendAs(ctx context.Context, a args, value string) error {
	path, query, _ := strings.Cut(a.text[1], "?")
	one := w.once(ctx, request{}, client.Request{Method: a.text[0], Path: escape(path), RawQuery: escape(query), Header: http.Header{"Authorization": {value}}})
	w.Record.Exchanges = append(w.Record.Exchanges, one.exchanges()...)
	w.answers = []*answer{one}
	return nil
}

func sendSmallScheme(ctx context.Context, w *World, a args) error {
	token, bearer := strings.CutPrefix(w.authorization(), "Bearer ")
	if !bearer {
		return w.excuse("the run does not log in with a bearer token that it knows")
	}
	return w.sendAs(ctx, a, "bearer "+token)
}

func sendAltered(ctx context.Context, w *World, a args) error {
	token, bearer := strings.CutPrefix(w.authorization(), "Bearer ")
	if !bearer || len(token) < 2 {
		return w.excuse("the run does not log in with a bearer token that it knows")
	}
	altered := token[:len(token)-1]
	switch a.text[2] {
	case "with another last letter":
		altered += map[bool]string{true: "b", false: "a"}[token[len(token)-1] == 'a']
	case "in capital letters":
		if altered = strings.ToUpper(token); altered == token {
			return w.excuse("the token has no small letters")
		}
	}
	return w.sendAs(ctx, a, "Bearer "+altered)
}

// sendRejected sends a token of the target's own with one flaw, which nobody can
// make but who gives the tokens out.
func sendRejected(ctx context.Context, w *World, a args) error {
	token := w.stage.Rejected[a.text[2]]
	if token == "" {
		return w.excuse("it needs a token that is %s: say under rejected in the target file where one is", a.text[2])
	}
	return w.sendAs(ctx, a, "Bearer "+token)
}

// shortest is the length of a secret below which finding it in a text is chance.
const shortest = 8

// credentialsKept looks for the secret of the run itself: the name of a scheme
// alone, as in "a bearer token is required", tells nothing. What was seen is not
// told, since it would be kept.
func credentialsKept(_ context.Context, w *World, a args) error {
	_, secret, _ := strings.Cut(w.authorization(), " ")
	last := w.last()
	switch {
	case len(secret) < shortest:
		return w.excuse("the run has no secret in the header Authorization that could be looked for")
	case last == nil:
		return w.broken("there is no answer yet")
	}
	repeated := strings.Contains(string(last.response.Body), secret)
	w.judge(a.rules, !repeated, Breach{Message: "an answer repeats the credentials of the request", Expected: "an answer without them", Seen: "the secret of the run"})
	return nil
}

func noQuery(_ context.Context, w *World, a args) error {
	t, known := w.things[a.text[0]]
	if !known {
		return w.broken("nothing is called %q here", a.text[0])
	}
	location := t.body.Object("meta").String("location")
	w.judge(a.rules, !strings.Contains(location, "?"), Breach{Message: "a location has a query", Attribute: "meta.location", Expected: "no query", Seen: location})
	return nil
}

func refsBelow(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	value, _, err := lookup(last.body, a.text[1])
	if err != nil {
		return err
	}
	list, _ := value.([]any)
	wrong := ""
	for _, element := range list {
		ref := scim.AsObject(element).String(a.text[0])
		parsed, err := url.Parse(ref)
		switch {
		case ref == "":
		case err != nil || !isOf("URI", ref), parsed.IsAbs() && !strings.HasPrefix(ref, w.stage.Base+"/"):
			wrong = ref
		}
	}
	w.judge(a.rules, wrong == "", Breach{Message: "a reference does not lead below the tenant URL", Attribute: a.text[1] + "." + a.text[0], Expected: "a URI that begins with the tenant URL", Seen: wrong})
	return nil
}

func headerAbsentOrMatches(_ context.Context, w *World, a args) error {
	pattern, err := regexp.Compile(a.text[1])
	if err != nil {
		return err
	}
	return w.header(a, func(value string, there bool) bool { return !there || pattern.MatchString(value) }, "none, or /"+a.text[1]+"/")
}

func headerMatchesNot(_ context.Context, w *World, a args) error {
	pattern, err := regexp.Compile(a.text[1])
	if err != nil {
		return err
	}
	return w.header(a, func(value string, _ bool) bool { return !pattern.MatchString(value) }, "without /"+a.text[1]+"/")
}

func noneMatches(_ context.Context, w *World, a args) error {
	pattern, err := regexp.Compile(a.text[1])
	if err != nil {
		return err
	}
	return w.list(a, "a resource of a list has a value that it must not have", "none with /"+a.text[1]+"/", func(resources []scim.Resource) string {
		for _, one := range resources {
			if value, there, err := lookup(one, a.text[0]); err == nil && there && pattern.MatchString(bare(value)) {
				return bare(value)
			}
		}
		return ""
	})
}

func hasTypeSchemas(_ context.Context, w *World, a args) error {
	return w.list(a, "a schema in use is not listed", "every schema that /ResourceTypes names", func(resources []scim.Resource) string {
		var listed []string
		for _, one := range resources {
			listed = append(listed, one.ID())
		}
		for _, t := range w.stage.Facts.Types {
			for _, urn := range append([]string{t.Schema}, t.Extensions...) {
				if !contains(listed, urn) {
					return "no " + urn
				}
			}
		}
		return ""
	})
}

func servedIsListed(ctx context.Context, w *World, a args) error {
	before := w.answers
	one, err := w.send(ctx, request{method: http.MethodGet, path: a.text[0] + "?count=1"})
	if err != nil {
		return err
	}
	listed := w.stage.Facts.kindOf(a.text[0]) != ""
	w.judge(a.rules, listed || !one.ok(), Breach{Message: "an endpoint answers that no resource type has", Expected: a.text[0] + " among the resource types", Seen: one.seen()})
	w.answers = before
	return nil
}

func asIn(_ context.Context, w *World, a args) error {
	t, known := w.things[a.text[1]]
	if !known {
		return w.broken("nothing is called %q here", a.text[1])
	}
	other, _, err := lookup(t.body, a.text[0])
	if err != nil {
		return err
	}
	return w.attribute(a, func(value any, _ bool) bool { return same(value, other) }, "an answer differs from another that it should equal", short(compact(other)))
}

func serverErrorHelps(ctx context.Context, w *World, a args) error {
	if last := w.last(); last == nil || last.fault != "" || last.response.Status < 500 {
		w.judge(a.rules, last != nil && last.fault == "", Breach{Message: "there is no answer", Expected: "an answer"})
		return nil
	}
	return isError(ctx, w, a)
}

func notLoopback(_ context.Context, w *World, _ args) error {
	base, err := url.Parse(w.stage.Base)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(base.Hostname()); base.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return w.excuse("the target is on this machine")
	}
	return nil
}

func overTLS(_ context.Context, w *World, a args) error {
	w.judge(a.rules, strings.HasPrefix(w.stage.Base, "https://"), Breach{Message: "the target is used without TLS", Expected: "https://…", Seen: w.stage.Base})
	return nil
}

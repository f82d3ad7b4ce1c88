package steps

import (
	"context"
	"regexp"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/exchange"
)

// methods that a check may send; any token, so that unknown ones can be tried.
const methods = `([A-Z]+)`

// withHeaders is how a sentence gives headers: with "Accept: x" and "If-Match: y".
// The value "-" leaves a header out.
const withHeaders = `((?: (?:with|and) "[^"]*: ?(?:[^"]|"[^" ]*")*")*)`

func requestSteps() []Step {
	return []Step{
		step("request", methods+` "(\S.*?)"`+withHeaders, `METHOD "PATH"`, "sends a request without a body; what a URL may not hold is encoded",
			`When GET "/Users?filter=userName eq "{ana.userName}""`, sendPlain),
		step("request", methods+` "(\S.*?)"`+withHeaders+`:`, `METHOD "PATH" with "HEADER: VALUE":`, "sends a request with the body that follows, as JSON; the header value - leaves the header out",
			`When POST "/Users" with "Accept: -":`, sendBody),
		step("request", `exactly `+methods+` "(\S.*?)"`+withHeaders+`:`, `exactly METHOD "PATH":`, "the same, and nothing is added that the target demands of every user",
			`When exactly POST "/Users":`, sendExactly),
		step("request", `whatever is declared, `+methods+` "(\S.*?)"`+withHeaders+`:`, `whatever is declared, METHOD "PATH":`, "the same as METHOD, and sent though /Schemas may not declare what the body names",
			`When whatever is declared, POST "/Users":`, sendAnyway),
		step("request", `the second tenant sends `+methods+` "(\S.*?)"`, `the second tenant sends METHOD "PATH"`, "sends a request under the credentials of another tenant of the target (secondTenant)",
			`When the second tenant sends GET "/Users/{ana.id}"`, sendSecond),
		step("request", `the second tenant sends `+methods+` "(\S.*?)":`, `the second tenant sends METHOD "PATH":`, "the same with a body",
			`When the second tenant sends PATCH "/Users/{ana.id}":`, sendSecondBody),
		step("request", `the same request is sent again`, `the same request is sent again`, "sends the last request once more", `When the same request is sent again`, sendAgain),
		step("request", `(\d+) times at once `+methods+` "(\S.*?)":`, `N times at once METHOD "PATH":`, "sends a request several times at the same time; {n} stands for the number of each, from 1",
			`When 8 times at once PATCH "/Groups/{design.id}":`, sendMany),
		step("request", `(\d+) writers at once send `+methods+` "(\S.*?)" under the version "(.*)":`, `N writers at once send METHOD "PATH" under the version "ETAG":`, "sends a request several times at the same time, each with If-Match; {n} stands for the number of each",
			`When 8 writers at once send PATCH "/Users/{ana.id}" under the version "{ana.header.ETag}":`, sendMany),
		step("request", `(\d+) times in a row `+methods+` "(\S.*?)":`, `N times in a row METHOD "PATH":`, "sends a request several times, one after the other; {n} stands for the number of each",
			`When 5 times in a row POST "/Users":`, sendRow),
		step("request", `the answer is called "([A-Za-z][A-Za-z0-9-]*)"`, `the answer is called "NAME"`, "gives the last answer a name, for {NAME.attribute} and {NAME.header.ETag}",
			`And the answer is called "first"`, nameAnswer),
	}
}

var headerForm = regexp.MustCompile(` (?:with|and) "((?:[^"]|"[^" ]*")*)"`)

func headersOf(text string) []string {
	var headers []string
	for _, found := range headerForm.FindAllStringSubmatch(text, -1) {
		headers = append(headers, found[1])
	}
	return headers
}

func (w *World) request(a args) (request, error) {
	body, err := w.fill(a.body)
	return request{method: a.text[0], path: a.text[1], headers: headersOf(a.text[2]), body: body, purpose: exchange.Provisioning}, err
}

func sendPlain(ctx context.Context, w *World, a args) error {
	r, err := w.request(a)
	if err != nil {
		return err
	}
	_, err = w.send(ctx, r)
	return err
}

func sendBody(ctx context.Context, w *World, a args) error { return sendPlain(ctx, w, a) }

func sendExactly(ctx context.Context, w *World, a args) error {
	r, err := w.request(a)
	if err != nil {
		return err
	}
	r.plain = true
	_, err = w.send(ctx, r)
	return err
}

func sendAnyway(ctx context.Context, w *World, a args) error {
	r, err := w.request(a)
	if err != nil {
		return err
	}
	r.undeclared = true
	_, err = w.send(ctx, r)
	return err
}

func sendSecond(ctx context.Context, w *World, a args) error {
	if w.stage.Second == nil {
		return w.excuse("it needs the credentials of a second tenant: give secondTenant in the target file")
	}
	body, err := w.fill(a.body)
	if err != nil {
		return err
	}
	_, err = w.send(ctx, request{method: a.text[0], path: a.text[1], body: body, second: true, purpose: exchange.Provisioning})
	return err
}

func sendSecondBody(ctx context.Context, w *World, a args) error { return sendSecond(ctx, w, a) }

func sendAgain(ctx context.Context, w *World, _ args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no request to be sent again")
	}
	again := w.once(ctx, request{}, last.request)
	w.Record.Exchanges = append(w.Record.Exchanges, again.exchanges()...)
	kind, name := w.creates(request{method: last.request.Method, path: last.request.Path}, last.request)
	if kind != "" {
		w.created(kind, name, request{method: last.request.Method, path: last.request.Path}, again)
	}
	w.answers = []*answer{again}
	return nil
}

// several reads the sentence of a repeated request.
func (w *World) several(a args) (times int, make func(i int) (request, error)) {
	times = number(a.text[0])
	return times, func(i int) (request, error) {
		fill := func(text string) (string, error) { return w.fill(strings.ReplaceAll(text, "{n}", itoa(i+1))) }
		path, err := fill(a.text[2])
		if err != nil {
			return request{}, err
		}
		body, err := fill(a.body)
		r := request{method: a.text[1], path: path, body: body, purpose: exchange.Provisioning}
		if len(a.text) > 3 {
			r.headers = []string{"If-Match: " + a.text[3]}
		}
		return r, err
	}
}

func sendMany(ctx context.Context, w *World, a args) error {
	times, make1 := w.several(a)
	prepared := make([]request, times)
	for i := range prepared {
		var err error
		if prepared[i], err = make1(i); err != nil {
			return err
		}
	}
	branches := w.branches(ctx, prepared)
	answers := make([]*answer, times)
	for i, branch := range branches {
		if branch.err != nil {
			w.Record.Excused, w.Record.Unmet, w.Record.Broken = branch.Record.Excused, branch.Record.Unmet, branch.Record.Broken
			return branch.err
		}
		w.changed += branch.changed
		if branch.wroteAt.After(w.wroteAt) {
			w.wroteAt = branch.wroteAt
		}
		if branch.Record.Broken != "" {
			w.Record.Broken = branch.Record.Broken
		}
		answers[i] = branch.answer
	}
	w.answers = answers
	w.written = worst(answers)
	return nil
}

// branch is one of several requests that are sent at once.
type branch struct {
	*World
	answer *answer
	err    error
}

// branches sends requests at once, and waits for all of them. What they created is
// known before a panic in one of them goes on its way: out of a goroutine it would
// end the process, and leave out the cleanup.
func (w *World) branches(ctx context.Context, prepared []request) []branch {
	all := make([]branch, len(prepared))
	var group sync.WaitGroup
	var net crash.Net
	for i := range prepared {
		all[i].World = &World{stage: w.stage, rules: w.rules}
		group.Go(func() {
			defer net.Catch()
			all[i].answer, all[i].err = all[i].exchange(ctx, prepared[i])
		})
	}
	group.Wait()
	for _, one := range all {
		w.mine = append(w.mine, one.mine...)
		w.Record.Exchanges = append(w.Record.Exchanges, one.Record.Exchanges...)
	}
	net.Throw()
	return all
}

// worst is an answer that is no success, if there is one: what was written at the
// same time is there when all of it was answered with success.
func worst(answers []*answer) *answer {
	for _, one := range answers {
		if !one.ok() {
			return one
		}
	}
	if len(answers) == 0 {
		return nil
	}
	return answers[0]
}

func sendRow(ctx context.Context, w *World, a args) error {
	times, make1 := w.several(a)
	answers := make([]*answer, times)
	for i := range answers {
		r, err := make1(i)
		if err != nil {
			return err
		}
		if answers[i], err = w.exchange(ctx, r); err != nil {
			return err
		}
	}
	w.answers = answers
	return nil
}

func nameAnswer(_ context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer that could have a name")
	}
	w.things[a.text[0]] = w.thingOf(last)
	return nil
}

// thingOf makes a thing of an answer; one with an id is a resource.
func (w *World) thingOf(a *answer) *thing {
	t := &thing{body: a.body, header: a.response.Header}
	if kind := w.stage.Facts.kindOf(endpointOf(a.request.Path)); kind != "" && a.body.ID() != "" {
		t.kind, t.endpoint, t.before = kind, endpointOf(a.request.Path), a.body
	}
	return t
}

func number(text string) int {
	n := 0
	for _, c := range text {
		if n = n*10 + int(c-'0'); n > 100_000 {
			return 100_000
		}
	}
	return n
}

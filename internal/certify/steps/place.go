package steps

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
)

func placeSteps() []Step {
	return []Step{
		step("resource", `the location of `+alias+` is read`, `the location of "NAME" is read`, "sends GET to meta.location of a resource; one that is on another host or outside the tenant URL is not asked, and has no answer",
			`When the location of "ana" is read`, readLocation),
		step("resource", `what the answer shows of `+alias+` is what a read shows`, `what the answer shows of "NAME" is what a read shows`, "reads a resource and compares every attribute that the answer of that name showed",
			`Then what the answer shows of "ana" is what a read shows`, answerIsRead),
		step("header", `the header `+quoted+` is absent or says the same as "(.+?)"`, `the header "NAME" is absent or says the same as "ATTRIBUTE"`, "a header that may be left out agrees with the body where it is there",
			`Then the header "Location" is absent or says the same as "meta.location"`, headerAgrees),
	}
}

// readLocation asks for a resource where it says that it is. A location that
// leads elsewhere is not followed: the token is for the target alone.
func readLocation(ctx context.Context, w *World, a args) error {
	t, known := w.things[a.text[0]]
	if !known {
		return w.broken("nothing is called %q here", a.text[0])
	}
	location := t.body.Object("meta").String("location")
	if rest, inside := strings.CutPrefix(location, w.stage.Base); inside && strings.HasPrefix(rest, "/") {
		_, err := w.send(ctx, request{method: http.MethodGet, path: rest, purpose: exchange.Verification})
		return err
	}
	if relative, err := url.Parse(location); err == nil && location != "" && !relative.IsAbs() && relative.Host == "" {
		_, err := w.send(ctx, request{method: http.MethodGet, path: w.below(relative.Path), purpose: exchange.Verification})
		return err
	}
	w.answers = []*answer{{fault: "the location is " + orNone(location) + ", which is not below the tenant URL", resource: strings.TrimPrefix(t.endpoint, "/")}}
	return nil
}

// below is a path under the tenant URL, of a location that gives no host.
func (w *World) below(path string) string {
	base, err := url.Parse(w.stage.Base)
	if err != nil {
		return path
	}
	return "/" + strings.TrimPrefix(strings.TrimPrefix(path, base.Path), "/")
}

func answerIsRead(ctx context.Context, w *World, a args) error {
	t, known := w.things[a.text[0]]
	if !known || t.endpoint == "" {
		return w.broken("no resource is called %q here", a.text[0])
	}
	written := w.last()
	one, _, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	defer w.together(written, one)
	if !one.ok() || one.body == nil {
		w.judge(a.rules, false, Breach{Message: "a resource cannot be read", Expected: "200", Seen: one.seen()})
		return nil
	}
	for name, value := range t.body {
		seen, _ := one.body.Get(name)
		if isEmpty(value) && isEmpty(seen) || same(value, seen) {
			continue
		}
		w.judge(a.rules, false, Breach{Message: "a read shows another value than the answer to the write", Attribute: name, Expected: short(compact(value)), Seen: short(compact(seen))})
		return nil
	}
	w.judge(a.rules, true, Breach{})
	return nil
}

func headerAgrees(ctx context.Context, w *World, a args) error {
	last := w.last()
	if last == nil {
		return w.broken("there is no answer yet")
	}
	if last.response.Header.Get(a.text[0]) == "" {
		w.judge(a.rules, last.fault == "", Breach{Message: "there is no answer", Expected: "an answer", Seen: last.seen()})
		return nil
	}
	return headerSame(ctx, w, a)
}

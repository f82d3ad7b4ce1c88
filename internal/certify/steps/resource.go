package steps

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

func resourceSteps() []Step {
	return []Step{
		step("resource", alias+` is read`, `"NAME" is read`, "reads a resource, so that the next steps see it", `When "ana" is read`, readThing),
		step("resource", `reading `+alias+` shows:`, `reading "NAME" shows:`, "reads a resource, and what follows is among its attributes", `Then reading "ana" shows:`, readingShows),
		step("resource", alias+` is unchanged`, `"NAME" is unchanged`, "reads a resource and compares it whole with what it was before; meta.lastModified and meta.version do not count", `Then "ana" is unchanged`, unchanged),
		step("resource", `nothing of `+alias+` has changed but `+names, `nothing of "NAME" has changed but "A" and "B"`, "the same, but for these attributes", `Then nothing of "ana" has changed but "title"`, unchangedBut),
		step("given", alias+` is remembered`, `"NAME" is remembered`, "reads a resource, for later comparisons", `Given "ana" is remembered`, remember),
		step("resource", alias+` is gone`, `"NAME" is gone`, "reading the resource is answered 404", `Then "ana" is gone`, gone),
		step("resource", `only once is there a (\w+) whose "([A-Za-z]+)" is "(.*?)"`, `only once is there a TYPE whose "ATTRIBUTE" is "VALUE"`, "a filter finds exactly one such resource; where the target has no filters, this does not apply", `Then only once is there a User whose "userName" is "{name:ana}"`, onlyOnce),
		step("resource", `there is no (\w+) whose "([A-Za-z]+)" is "(.*?)"`, `there is no TYPE whose "ATTRIBUTE" is "VALUE"`, "a filter finds no such resource", `Then there is no User whose "userName" is "{name:ana}"`, thereIsNo),
	}
}

// read reads a thing; its answer is the last one.
func (w *World) read(ctx context.Context, name string, query string) (*answer, *thing, error) {
	t, known := w.things[name]
	switch {
	case !known:
		return nil, nil, w.broken("no resource is called %q here", name)
	case t.endpoint == "":
		return nil, nil, w.lack("%s was not created", name)
	}
	one, err := w.send(ctx, request{method: http.MethodGet, path: t.endpoint + "/" + escape(t.body.ID()) + query, purpose: exchange.Verification})
	return one, t, err
}

func readThing(ctx context.Context, w *World, a args) error {
	_, _, err := w.read(ctx, a.text[0], "")
	return err
}

func remember(ctx context.Context, w *World, a args) error {
	one, t, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	if !one.ok() || one.body == nil {
		return w.lack("%s could not be read: %s", a.text[0], one.seen())
	}
	t.before = one.body
	t.body = one.body
	t.header = one.response.Header
	return nil
}

func readingShows(ctx context.Context, w *World, a args) error {
	written := w.last()
	one, _, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	if !one.ok() {
		w.judge(a.rules, false, Breach{Message: "a resource cannot be read", Expected: "200", Seen: one.seen(), Lost: w.vanished()})
		return nil
	}
	err = bodyContains(ctx, w, a)
	w.together(written, one)
	return err
}

// together lets the breaches of a read cite the write before it, too.
func (w *World) together(written, read *answer) {
	if written == nil || read == nil {
		return
	}
	for i := range w.Record.Breaches {
		b := &w.Record.Breaches[i]
		if slices.Equal(b.Exchanges, read.exchanges()) {
			b.Exchanges = append(written.exchanges(), read.exchanges()...)
		}
	}
}

func unchanged(ctx context.Context, w *World, a args) error { return w.stays(ctx, a, nil) }

func unchangedBut(ctx context.Context, w *World, a args) error {
	return w.stays(ctx, a, namesIn(a.text[1]))
}

// stays compares a resource with what it was before.
func (w *World) stays(ctx context.Context, a args, but []string) error {
	written := w.last()
	one, t, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	defer w.together(written, one)
	if !one.ok() || one.body == nil {
		w.judge(a.rules, false, Breach{Message: "a resource that should be as before cannot be read", Expected: "200", Seen: one.seen()})
		return nil
	}
	changed := differences(t.before, one.body, but)
	if len(changed) == 0 {
		w.judge(a.rules, true, Breach{})
		return nil
	}
	before, _ := t.before.Get(changed[0])
	after, _ := one.body.Get(changed[0])
	w.judge(a.rules, false, Breach{
		Message: "an attribute changed that should not", Attribute: strings.Join(changed, ", "),
		Expected: short(compact(before)), Seen: short(compact(after)),
	})
	return nil
}

// differences are the names of the attributes that differ between two
// representations, but for those that every write may change.
func differences(before, after scim.Resource, but []string) []string {
	var changed []string
	look := func(name string) {
		if strings.EqualFold(name, "meta") || strings.EqualFold(name, "schemas") || contains(but, name) || contains(changed, name) {
			return
		}
		a, _ := before.Get(name)
		b, _ := after.Get(name)
		if !(isEmpty(a) && isEmpty(b)) && !same(a, b) {
			changed = append(changed, name)
		}
	}
	for name := range before {
		look(name)
	}
	for name := range after {
		look(name)
	}
	slices.Sort(changed)
	return changed
}

func gone(ctx context.Context, w *World, a args) error {
	one, _, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	w.judge(a.rules, one.response.Status == http.StatusNotFound, Breach{Message: "a resource that should be gone is not", Expected: "404", Seen: one.seen(), Lost: w.stayed()})
	return nil
}

// found queries for resources by equality.
func (w *World) found(ctx context.Context, a args) ([]scim.Resource, *answer, error) {
	t, known := w.stage.Facts.Type(a.text[0])
	if !known {
		return nil, nil, w.excuse("the target has no resource type %s", a.text[0])
	}
	path := t.Endpoint + `?filter=` + a.text[1] + ` eq "` + strings.ReplaceAll(a.text[2], `"`, `\"`) + `"`
	one, err := w.send(ctx, request{method: http.MethodGet, path: path, purpose: exchange.Verification})
	if err != nil {
		return nil, nil, err
	}
	if !one.ok() {
		return nil, nil, w.lack("what is there could not be found out: the filter is answered %s", one.seen())
	}
	return w.resources(), one, nil
}

func (w *World) counted(ctx context.Context, a args, wanted int, message string) error {
	written := w.last()
	resources, one, err := w.found(ctx, a)
	if err != nil {
		return err
	}
	lost := len(resources) < wanted && w.written != nil && w.written.ok() && w.stage.Facts.kindOf(endpointOf(w.written.request.Path)) == a.text[0]
	w.judge(a.rules, len(resources) == wanted, Breach{Message: message, Expected: itoa(wanted), Seen: itoa(len(resources)), Lost: lost})
	w.together(written, one)
	return nil
}

func onlyOnce(ctx context.Context, w *World, a args) error {
	return w.counted(ctx, a, 1, "a resource is not there exactly once")
}

func thereIsNo(ctx context.Context, w *World, a args) error {
	return w.counted(ctx, a, 0, "a resource is there that should not be")
}

package steps

import (
	"context"
	"net/http"
	"time"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

func writeSteps() []Step {
	return []Step{
		step("request", alias+` is put back with "(.+?)" changed to "(.*?)"`, `"NAME" is put back with "ATTRIBUTE" changed to "VALUE"`, "reads a resource, changes one attribute and sends the whole by PUT, with everything that the read showed",
			`When "ana" is put back with "displayName" changed to "Ana R"`, putBack),
		step("resource", `a body, if there is one, shows what `+alias+` is now`, `a body, if there is one, shows what "NAME" is now`, "an answer with a body shows the whole resource as a read shows it (RFC 7644 §3.5.2); 204 has none",
			`Then a body, if there is one, shows what "ana" is now`, bodyShowsNow),
		step("resource", `unless the request succeeds, `+alias+` is unchanged`, `unless the request succeeds, "NAME" is unchanged`, "a request that is answered with an error has changed nothing", `Then unless the request succeeds, "ana" is unchanged`, errorChangesNothing),
		step("request", `a second passes`, `a second passes`, "waits, so that moments differ on targets that count whole seconds", `When a second passes`, passes),
		step("answer", `if every request succeeds, the check goes on`, `if every request succeeds, the check goes on`, "else the rest does not apply: the target refused one of several requests, and said so",
			`When if every request succeeds, the check goes on`, goesOnAll),
	}
}

func putBack(ctx context.Context, w *World, a args) error {
	w.settleDown(ctx)
	one, t, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	if !one.ok() || one.body == nil {
		return w.lack("%s could not be read: %s", a.text[0], one.seen())
	}
	t.before = one.body
	whole, _ := scim.Clone(map[string]any(one.body)).(map[string]any)
	whole[a.text[1]] = a.text[2]
	_, err = w.send(ctx, request{method: http.MethodPut, path: t.endpoint + "/" + escape(t.body.ID()), body: compact(whole), purpose: exchange.Provisioning})
	return err
}

// bodyShowsNow compares the answer to a write with a read after it. Members may
// be left out of either (design §6a).
func bodyShowsNow(ctx context.Context, w *World, a args) error {
	written := w.last()
	if written == nil || !written.ok() {
		return nil // its status is judged elsewhere
	}
	if written.response.Status == http.StatusNoContent {
		w.judge(a.rules, len(written.response.Body) == 0, Breach{Message: "an answer without content has a body", Expected: "none", Seen: short(string(written.response.Body))})
		return nil
	}
	one, _, err := w.read(ctx, a.text[0], "")
	if err != nil {
		return err
	}
	changed := differences(one.body, written.body, []string{"members"})
	w.answers = []*answer{written}
	met := written.body != nil && len(changed) == 0
	w.judge(a.rules, met, Breach{Message: "the answer to a write does not show the whole resource", Expected: short(compact(map[string]any(one.body))), Seen: orNone(short(string(written.response.Body)))})
	return nil
}

func goesOnAll(_ context.Context, w *World, _ args) error {
	for _, one := range w.answers {
		if !one.ok() {
			return w.excuse("the target refused one of the requests: %s", one.seen())
		}
	}
	return nil
}

func errorChangesNothing(ctx context.Context, w *World, a args) error {
	if last := w.last(); last != nil && last.ok() {
		w.judge(a.rules, true, Breach{})
		return nil
	}
	return unchanged(ctx, w, a)
}

// passes lets real time pass: moments of the target are as fine as a second, or
// finer (RFC 7643 §2.3.5 leaves it open).
func passes(ctx context.Context, w *World, _ args) error {
	if !pause(ctx, aSecond) {
		return w.broken("the run was ended")
	}
	return nil
}

const aSecond = 1100 * time.Millisecond

package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scenario"
)

// keySteps are about the API keys of the account, which are the tokens of the job
// (CA-04 to CA-06).
func keySteps() []Step {
	return []Step{
		step("request", actor+` tries to make a new API key`, `WHO tries to make a new API key`, "the key is kept as the new one, and the one in use as the old one", `When an admin tries to make a new API key`, newKey),
		step("request", `(\d+) hours? pass(?:es)? on the target, too`, `N hours pass on the target, too`, "the clock of the target and that of the directory go on", `When 9 hours pass on the target, too`, hoursBeyond),
		step("request", `the new API key is saved in the job`, `the new API key is saved in the job`, "from now on everything is sent with it", `When the new API key is saved in the job`, keySaved),
		step("account", `the (old|new) API key (works|is refused)`, `the old API key is refused`, "a list of users is answered with 200, or with 401", `Then the old API key works`, keyWorks),
	}
}

// newKey makes a key. The one in use is the old one from then on.
func newKey(ctx context.Context, w *World, a args) error {
	old := w.stage.Sender.Authorization()
	if err := w.act(ctx, "new-api-key", map[string]string{"by": role(a.text[0])}); err != nil {
		return err
	}
	if token, made := w.deed.result.Value.(string); made && !w.deed.result.Refused {
		w.keys = map[string]string{"old": old, "new": "Bearer " + token}
		w.stage.Sender.Doubt()
	}
	return nil
}

func hoursBeyond(ctx context.Context, w *World, a args) error {
	if key := w.keys["old"]; key != "" && w.listWith(ctx, key).response.Status == http.StatusUnauthorized {
		w.stage.Admin.Take(strings.TrimPrefix(w.keys["new"], "Bearer "))
	}
	hours := time.Duration(number(a.text[0])) * time.Hour
	return w.timeBeyond(ctx, scenario.Duration(hours), hours.String())
}

// keySaved: the portal tests the connection, and keeps the old key where the new
// one does not count.
func keySaved(ctx context.Context, w *World, _ args) error {
	token, known := strings.CutPrefix(w.keys["new"], "Bearer ")
	switch {
	case !known:
		return w.lack("no new API key was made")
	case w.listWith(ctx, w.keys["new"]).response.Status == http.StatusUnauthorized:
		return w.lack("the new API key does not count, so it was not saved")
	}
	w.stage.Sender.Take(token)
	return nil
}

// keyWorks tries a key. When the old one does not count any more, everybody sends
// the new one: the checks that follow need one that works.
func keyWorks(ctx context.Context, w *World, a args) error {
	key := w.keys[a.text[0]]
	if key == "" {
		return w.lack("no new API key was made")
	}
	one := w.listWith(ctx, key)
	w.answers = []*answer{one}
	status := one.response.Status
	if a.text[0] == "old" && status == http.StatusUnauthorized && w.tenant == nil {
		w.stage.Sender.Take(strings.TrimPrefix(w.keys["new"], "Bearer "))
	}
	accepted := map[bool][]int{true: {http.StatusOK}, false: {http.StatusUnauthorized}}[a.text[1] == "works"]
	w.judge(a.rules, slices.Contains(accepted, status), Breach{Message: "an API key counts otherwise than it should", Expected: fmt.Sprint(accepted[0]), Seen: one.seen()})
	return nil
}

// listWith asks for users with a key.
func (w *World) listWith(ctx context.Context, key string) *answer {
	return w.once(ctx, request{}, client.Request{
		Method: http.MethodGet, Path: "/Users", RawQuery: "count=1", Header: http.Header{"Authorization": {key}}, Label: exchange.Label{Purpose: exchange.Verification},
	})
}

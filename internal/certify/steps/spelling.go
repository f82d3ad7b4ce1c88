package steps

import (
	"context"
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

func spellingSteps() []Step {
	return []Step{
		step("request", methods+` "(\S.*?)" as a form`, `METHOD "PATH" as a form`, "sends a query encoded as forms are: blanks as +, and @ as %40 (E-5.5)",
			`When GET "/Users?filter=userName eq "{ana.userName}"" as a form`, sendAsForm),
		step("request", methods+` "(\S.*?)" as it stands`, `METHOD "PATH" as it stands`, "sends a query with its quotation marks; blanks alone become + (E-5.5)",
			`When GET "/Users?filter=userName eq "{ana.userName}"" as it stands`, sendAsItStands),
		step("given", `the run logs in with a bearer token`, `the run logs in with a bearer token`, "the check does not apply where another way to log in was chosen",
			`Given the run logs in with a bearer token`, givenBearer),
	}
}

// spelled sends a query whose spelling is already that of the wire.
func (w *World) spelled(ctx context.Context, a args, spell func(value string) string) error {
	path, query, _ := strings.Cut(a.text[1], "?")
	var pairs []string
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		pairs = append(pairs, name+"="+spell(value))
	}
	prepared := client.Request{
		Method: a.text[0], Path: escape(path), RawQuery: strings.Join(pairs, "&"), Label: exchange.Label{Purpose: exchange.Provisioning, Object: w.label()},
	}
	one := w.patient(ctx, request{method: a.text[0], path: a.text[1]}, prepared)
	w.Record.Exchanges = append(w.Record.Exchanges, one.exchanges()...)
	w.answers = []*answer{one}
	return nil
}

func sendAsForm(ctx context.Context, w *World, a args) error {
	return w.spelled(ctx, a, url.QueryEscape)
}

func sendAsItStands(ctx context.Context, w *World, a args) error {
	return w.spelled(ctx, a, func(value string) string { return strings.ReplaceAll(value, " ", "+") })
}

func givenBearer(ctx context.Context, w *World, _ args) error {
	if !strings.Contains(w.stage.Sender.Curl(client.Request{Path: "/Users"}), "Bearer") {
		return w.excuse("the run does not log in with a bearer token")
	}
	return nil
}

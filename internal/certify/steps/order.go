package steps

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
)

// aspect is one observation of a domain or connection of the check.
type aspect struct {
	name string
	vars map[string]string
}

// aspects are all that shows of the domains and connections of the check; domains
// first, because a connection that is gone cannot be seen.
func (s *signOn) aspects() []aspect {
	var all []aspect
	for _, alias := range slices.Sorted(maps.Keys(s.domains)) {
		for _, name := range []string{"domain-state", "domain-team", "domain-connection"} {
			all = append(all, aspect{name, map[string]string{"domain": s.domains[alias]}})
		}
	}
	for _, alias := range slices.Sorted(maps.Keys(s.connections)) {
		for _, name := range []string{"connection-state", "connection-domains"} {
			all = append(all, aspect{name, map[string]string{"connection": s.connections[alias].id}})
		}
	}
	return all
}

func (o aspect) key() string { return o.name + " of " + o.vars["domain"] + o.vars["connection"] }

// lookAtSignOn keeps what shows. States it needs; what else a target file does not
// offer is not compared.
func lookAtSignOn(ctx context.Context, w *World, _ args) error {
	for _, one := range w.sso().aspects() {
		sight, err := w.stage.Beyond.Look(ctx, one.name, one.vars)
		var missing *observe.Missing
		switch {
		case errors.As(err, &missing) && !strings.HasSuffix(one.name, "-state"):
		case err != nil:
			return w.tell(err)
		default:
			w.signOn.kept[one.key()] = compact(unordered(sight.Value))
		}
	}
	return nil
}

// asBefore judges all that was seen; the first difference is enough.
func asBefore(ctx context.Context, w *World, a args) error {
	if len(w.sso().kept) == 0 {
		return w.broken("single sign-on was not looked at before")
	}
	for _, one := range w.signOn.aspects() {
		before, known := w.signOn.kept[one.key()]
		if !known {
			continue
		}
		sight, err := w.observe(ctx, one.name, one.vars)
		if err != nil {
			return err
		}
		now := compact(unordered(sight.Value))
		if w.judgeObserved(a, one.name, sight, now == before, before); now != before {
			return nil
		}
	}
	return nil
}

// refusalClear: several words, and no JSON that nobody was to read (SSO-13).
func refusalClear(_ context.Context, w *World, a args) error {
	if w.deed == nil || !w.deed.result.Refused {
		return w.lack("nothing was refused before")
	}
	said := w.deed.result.Message
	clear := len(strings.Fields(said)) > 1 && !strings.HasPrefix(said, "{")
	w.judgeAct(a, clear, Breach{Message: "a refusal does not say why: " + w.deed.name, Expected: "a sentence", Seen: said})
	return nil
}

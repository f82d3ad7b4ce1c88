package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scenario"
)

// Beyond sees and does what SCIM does not show (design §7); *observe.Observer is
// one.
type Beyond interface {
	Look(ctx context.Context, name string, vars map[string]string) (observe.Sight, error)
	Act(ctx context.Context, name string, vars map[string]string) (observe.Result, error)
}

// deed is an action that was done last, or refused.
type deed struct {
	name   string
	result observe.Result
}

// tell turns what keeps an observation or action from telling anything into the
// end of the check: what a target file does not offer says nothing about the
// target, and what is not understood is never a "no".
func (w *World) tell(err error) error {
	var missing *observe.Missing
	if errors.As(err, &missing) {
		return w.excuse("%v", missing)
	}
	return w.broken("%v", err)
}

// observe makes an observation.
func (w *World) observe(ctx context.Context, name string, vars map[string]string) (observe.Sight, error) {
	if w.stage.Beyond == nil {
		return observe.Sight{}, w.tell(&observe.Missing{Kind: "observer", Name: name})
	}
	sight, err := w.stage.Beyond.Look(ctx, name, vars)
	if err != nil {
		return sight, w.tell(err)
	}
	return sight, nil
}

// expectObserved judges an observation; lists are sets.
func (w *World) expectObserved(ctx context.Context, a args, name string, vars map[string]string, expected any) error {
	sight, err := w.observe(ctx, name, vars)
	if err != nil {
		return err
	}
	w.judgeObserved(a, name, sight, sameSet(sight.Value, expected), expected)
	return nil
}

// expectAmong judges whether an observation lists something.
func (w *World) expectAmong(ctx context.Context, a args, name string, vars map[string]string, wanted string, there bool) error {
	sight, err := w.observe(ctx, name, vars)
	if err != nil {
		return err
	}
	list, _ := sight.Value.([]any)
	listed := slices.ContainsFunc(list, func(one any) bool { return fmt.Sprint(one) == wanted })
	words := map[bool]string{true: wanted, false: "no " + wanted}
	w.judgeObserved(a, name, sight, listed == there, words[there])
	return nil
}

func (w *World) judgeObserved(a args, name string, sight observe.Sight, met bool, expected any) {
	breach := Breach{Message: "what is observed is not as it should be: " + name, Attribute: name, Expected: compact(expected), Seen: compact(sight.Value), Curl: sight.Curl, Exchanges: []int64{}}
	if sight.Exchange > 0 {
		breach.Exchanges = []int64{sight.Exchange}
	}
	w.judge(a.rules, met, breach)
}

// sameSet compares decoded JSON; lists in any order.
func sameSet(seen, expected any) bool {
	return reflect.DeepEqual(unordered(seen), unordered(expected))
}

func unordered(value any) any {
	switch v := value.(type) {
	case []any:
		texts := make([]string, len(v))
		for i, one := range v {
			texts[i] = fmt.Sprint(one)
		}
		slices.Sort(texts)
		return strings.Join(texts, "\n")
	case json.Number, int:
		return fmt.Sprint(v)
	}
	return value
}

// act does something beyond SCIM and keeps what came of it.
func (w *World) act(ctx context.Context, name string, vars map[string]string) error {
	if w.stage.Beyond == nil {
		return w.tell(&observe.Missing{Kind: "action", Name: name})
	}
	result, err := w.stage.Beyond.Act(ctx, name, vars)
	if err != nil {
		return w.tell(err)
	}
	w.deed = &deed{name, result}
	return nil
}

// must does something that the check needs: what refuses it keeps the check from
// judging.
func (w *World) must(ctx context.Context, name string, vars map[string]string) error {
	if err := w.act(ctx, name, vars); err != nil {
		return err
	}
	if w.deed.result.Refused {
		return w.lack("the check needs %s, which was refused: %s", name, w.deed.result.Message)
	}
	return nil
}

// about are the placeholders of an object of the directory.
func (w *World) about(ctx context.Context, alias, by string) (map[string]string, error) {
	vars := map[string]string{"object": alias, "by": by}
	sight, err := w.seen(ctx, alias)
	if err != nil {
		return nil, err
	}
	if sight.ID == "" {
		return nil, w.lack("%s was never seen in the application", alias)
	}
	vars["id"] = sight.ID
	return vars, nil
}

// mail is the sign-in name of a person as the application has it.
func (w *World) mail(alias string) string {
	name, _ := person(alias)["userPrincipalName"].(string)
	if w.tenant == nil || w.tenant.session == nil {
		return name
	}
	return w.tenant.session.Meant(name)
}

// judgeDeed judges whether the last action was refused.
func judgeDeed(_ context.Context, w *World, a args) error {
	if w.deed == nil {
		return w.broken("nothing was done before")
	}
	refused := a.text[0] == "refused"
	words := map[bool]string{true: "refused", false: "done"}
	seen := words[w.deed.result.Refused]
	if w.deed.result.Message != "" {
		seen += ": " + w.deed.result.Message
	}
	breach := Breach{Message: "an action came out otherwise: " + w.deed.name, Expected: words[refused], Seen: seen, Curl: w.deed.result.Curl, Exchanges: []int64{}}
	if w.deed.result.Exchange > 0 {
		breach.Exchanges = []int64{w.deed.result.Exchange}
	}
	w.judge(a.rules, w.deed.result.Refused == refused, breach)
	return nil
}

// judgeClear: a refusal says why.
func judgeClear(_ context.Context, w *World, a args) error {
	if w.deed == nil || !w.deed.result.Refused {
		return w.lack("nothing was refused before")
	}
	w.judge(a.rules, w.deed.result.Message != "", Breach{Message: "a refusal does not say why: " + w.deed.name, Expected: "a message", Seen: "none", Exchanges: []int64{w.deed.result.Exchange}, Curl: w.deed.result.Curl})
	return nil
}

// timeBeyond lets time pass on the target and in the directory.
func (w *World) timeBeyond(ctx context.Context, span scenario.Duration, text string) error {
	if err := w.must(ctx, "advance-clock", map[string]string{"duration": text, "by": "admin"}); err != nil {
		return err
	}
	if w.tenant == nil || w.tenant.session == nil {
		return nil
	}
	w.tenant.forget()
	return w.play(ctx, args{}, scenario.Step{Run: span})
}

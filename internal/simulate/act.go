package simulate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scenario"
)

// act does something beyond SCIM, and judges whether it was done or refused as the
// story says.
func (r *run) act(ctx context.Context, step *scenario.Step) {
	act, covers := step.Act, actCovers(step)
	if r.observer == nil {
		r.notOffered("act "+act.Action, &observe.Missing{Kind: "action", Name: act.Action}, covers)
		return
	}
	result, err := r.observer.Act(ctx, act.Action, r.actVars(act))
	var missing *observe.Missing
	var unseen *observe.Unseen
	switch {
	case ctx.Err() != nil: // cut off: nobody knows whether it was done
	case errors.As(err, &missing):
		r.notOffered("act "+act.Action, missing, covers)
	case errors.As(err, &unseen):
		r.tellEvent(Operated, actText(act)+": "+unseen.Reason)
		r.settle(actName(act), actObject(act), covers, observedRule, []unmet{{
			attribute: act.Action, expected: actWord(act.Refused), seen: unseen.Reason, exchange: unseen.Exchange, curl: unseen.Curl, blind: true, beyond: true,
		}})
	default:
		r.acted(act, covers, result)
	}
}

// acted judges an action that was answered.
func (r *run) acted(act *scenario.Act, covers []string, result observe.Result) {
	seen := actWord(result.Refused)
	if result.Message != "" {
		seen += ": " + result.Message
	}
	r.tellEvent(Operated, actText(act)+": "+seen)
	if act.Keep != "" && result.Value != nil {
		r.kept[act.Keep] = fmt.Sprint(result.Value)
	}
	var differences []unmet
	if result.Refused != act.Refused {
		differences = []unmet{{attribute: act.Action, expected: actWord(act.Refused), seen: seen, exchange: result.Exchange, curl: result.Curl, beyond: true}}
	}
	r.settle(actName(act), actObject(act), covers, observedRule, differences)
}

func actCovers(step *scenario.Step) []string {
	if len(step.Act.Covers) == 0 && step.Expect != nil {
		return step.Expect.Covers
	}
	return step.Act.Covers
}

// actVars are the placeholders of an action: what was kept, its object, and its own
// values. Addresses carry the marker of the run, and {name.id} is the id of the
// object that {name} names.
func (r *run) actVars(act *scenario.Act) map[string]string {
	vars := r.about(act.Object)
	vars["by"] = act.By
	for name, value := range act.With {
		text := fmt.Sprint(value)
		if kind := r.aliasKind(text); kind != "" {
			if id := r.wire.idOf(kind, text); id != "" {
				vars[name+".id"] = id
			}
		}
		if strings.Contains(text, "@") {
			text = r.directory.Marked(text)
		}
		vars[name] = text
	}
	return vars
}

// actObject is what an action is about: without an object the target itself, which
// no finding about a resource is the cause of.
func actObject(act *scenario.Act) string { return cmp.Or(act.Object, scenario.Itself) }

// actText is what happens, in words.
func actText(act *scenario.Act) string {
	text := act.By + ": " + act.Action
	if act.Object != "" {
		text += " for " + act.Object
	}
	return text
}

func actName(act *scenario.Act) string { return "act " + actText(act) + " is " + actWord(act.Refused) }

func actWord(refused bool) string {
	if refused {
		return "refused"
	}
	return "done"
}

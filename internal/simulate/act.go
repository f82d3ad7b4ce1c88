package simulate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// act does something beyond SCIM, and judges whether it was done or refused as the
// story says.
func (r *run) act(ctx context.Context, step *scenario.Step) error {
	act, covers := step.Act, actCovers(step)
	if why := r.hindered(act, covers); why.outcome != verdict.NotRun {
		r.lack(act, why)
		r.hinder("act "+act.Action, why, covers)
		return nil
	}
	vars, err := r.actVars(ctx, act)
	if err != nil {
		r.unacted(act, covers, &observe.Unseen{Reason: err.Error()})
		return nil
	}
	entry := r.arrival(act)
	if err := r.announce(act, vars, entry); err != nil {
		return err
	}
	r.perform(ctx, act, covers, vars, entry)
	return nil
}

// perform carries an action out; entry is of the account that may come of it.
func (r *run) perform(ctx context.Context, act *scenario.Act, covers []string, vars map[string]string, entry *Entry) {
	result, err := r.observer.Act(ctx, act.Action, vars)
	var missing *observe.Missing
	var unseen *observe.Unseen
	switch {
	case errors.As(err, &missing):
		why := hindrance{verdict.NotApplicable, missing.Error()}
		r.lack(act, why)
		r.hinder("act "+act.Action, why, covers)
		return
	case err != nil && entry != nil:
		r.wire.ledger.lose(*entry)
	}
	switch {
	case ctx.Err() != nil: // cut off: nobody knows whether it was done
	case errors.As(err, &unseen):
		r.unacted(act, covers, unseen)
	default:
		r.arrived(act, entry, result)
		r.acted(ctx, act, covers, vars, result)
	}
}

// announce writes down what an action may create.
func (r *run) announce(act *scenario.Act, vars map[string]string, entry *Entry) error {
	if entry != nil {
		if err := r.wire.ledger.intend(*entry); err != nil {
			return err
		}
	}
	return r.intendBelonging(act.Action, vars)
}

// unacted judges an action of which nobody knows whether it was done.
func (r *run) unacted(act *scenario.Act, covers []string, unseen *observe.Unseen) {
	r.tellEvent(Operated, actText(act)+": "+unseen.Reason)
	r.lack(act, hindrance{verdict.Skipped, "follows from " + actName(act)})
	r.missNeeded(act)
	r.settle(actName(act), actObject(act), covers, observedRule, []unmet{{
		attribute: act.Action, expected: actWord(act.Refused), seen: unseen.Reason, exchange: unseen.Exchange, curl: unseen.Curl, blind: true, beyond: true,
	}})
}

// acted judges an action that was answered.
func (r *run) acted(ctx context.Context, act *scenario.Act, covers []string, vars map[string]string, result observe.Result) {
	seen := actWord(result.Refused)
	if result.Message != "" {
		seen += ": " + result.Message
	}
	r.tellEvent(Operated, actText(act)+": "+seen)
	difference := unmet{attribute: act.Action, seen: seen, exchange: result.Exchange, curl: result.Curl, beyond: true}
	r.gain(act, vars, result)
	fits, err := true, error(nil)
	if act.Gives != nil && !result.Refused {
		fits, err = r.fits(ctx, *act.Gives, result.Value)
	}
	switch {
	case result.Refused != act.Refused:
		difference.expected, difference.blind = actWord(act.Refused), act.Needed
		r.missNeeded(act)
	case act.Clear && !inWords(result.Message):
		difference.expected = "refused, with the reason in words"
	case err != nil:
		difference.expected, difference.seen, difference.blind = r.expectedText(*act.Gives), err.Error(), true
	case !fits:
		difference.expected, difference.seen = r.expectedText(*act.Gives), observed(result.Value)
	default:
		r.settle(actName(act), actObject(act), covers, observedRule, nil)
		return
	}
	r.settle(actName(act), actObject(act), covers, observedRule, []unmet{difference})
}

// gain is what later steps have of an action, or have not.
func (r *run) gain(act *scenario.Act, vars map[string]string, result observe.Result) {
	switch {
	case result.Refused:
		r.lack(act, hindrance{verdict.Skipped, "follows from " + actName(act)})
		return
	case act.Keep != "" && result.Value == nil:
		r.lack(act, hindrance{verdict.NotApplicable, "the action " + act.Action + " of the target gives no value"})
	default:
		r.bring(act)
	}
	r.renewed(act)
	id, _ := result.Value.(string)
	r.own(act.Action, vars, id)
	if act.Keep != "" && result.Value != nil {
		r.kept[act.Keep] = fmt.Sprint(result.Value)
	}
	if act.Action == "new-api-key" && act.Keep != "" {
		r.keys.offer(r.credentials(act.Keep))
	}
}

// missNeeded ends a story that cannot go on.
func (r *run) missNeeded(act *scenario.Act) {
	if act.Needed {
		r.standstill = &hindrance{verdict.Skipped, "follows from " + actName(act)}
	}
}

// inWords says whether a refusal is a sentence: a code tells a person nothing.
func inWords(message string) bool {
	return len(strings.Fields(message)) > 1 && !strings.HasPrefix(message, "{")
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
func (r *run) actVars(ctx context.Context, act *scenario.Act) (map[string]string, error) {
	vars := r.about(act.Object)
	vars["by"] = act.By
	for name, v := range act.With {
		text, err := r.value(ctx, v)
		if err != nil {
			return nil, err
		}
		vars[name] = text
		if alias, ok := v.Plain.(string); ok {
			r.asID(vars, name, alias)
		}
	}
	return vars, nil
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

package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Observer looks and acts beyond SCIM; *observe.Observer is one.
type Observer interface {
	Look(ctx context.Context, name string, vars map[string]string) (observe.Sight, error)
	Act(ctx context.Context, name string, vars map[string]string) (observe.Result, error)
}

// observedRule is what an expectation beyond SCIM cites when it covers nothing.
const observedRule requirement.ID = "PROV-03"

// expectObserved compares what observers see with what the story says, once more
// where the target may take its time.
func (r *run) expectObserved(ctx context.Context, observation string, values map[string]any, covers []string) {
	if reason := r.undocumented(covers); reason != "" {
		r.hinder("observe "+observation, hindrance{verdict.NotApplicable, reason}, covers)
		return
	}
	for _, of := range slices.Sorted(maps.Keys(values)) {
		if why, lacks := r.lost[of]; lacks {
			r.hinder("observe "+observation+" of "+of, why, covers)
			continue
		}
		differences, err := r.observation(ctx, observation, of, values[of])
		if len(differences) > 0 && r.config.Settle > 0 {
			r.wait(ctx, r.config.Settle)
			differences, err = r.observation(ctx, observation, of, values[of])
		}
		var missing *observe.Missing
		switch {
		case ctx.Err() != nil:
			return // the look was cut off
		case errors.As(err, &missing):
			r.notOffered("observe "+observation, missing, covers)
			return
		}
		r.settle("observe "+observation+" of "+of, of, covers, observedRule, differences)
	}
}

// notOffered: what the target file does not offer says nothing about the target.
func (r *run) notOffered(name string, missing *observe.Missing, covers []string) {
	r.tell(verdict.Check{Name: name, Outcome: verdict.NotApplicable, Reason: missing.Error(), Requirements: covers})
}

// observation looks once; the error is *observe.Missing.
func (r *run) observation(ctx context.Context, name, of string, expected any) ([]unmet, error) {
	if r.observer == nil {
		return nil, &observe.Missing{Kind: "observer", Name: name}
	}
	value := scenario.Seen(expected)
	sight, err := r.observer.Look(ctx, name, r.about(of))
	r.wire.countLook(sight.Exchange)
	var unseen *observe.Unseen
	switch {
	case errors.As(err, &unseen):
		return []unmet{{attribute: name, expected: r.expectedText(value), seen: unseen.Reason, exchange: unseen.Exchange, curl: unseen.Curl, blind: true, beyond: true}}, nil
	case err != nil:
		return nil, err
	}
	switch fits, err := r.fits(ctx, value, sight.Value); {
	case err != nil:
		return []unmet{{attribute: name, expected: r.expectedText(value), seen: err.Error(), blind: true, beyond: true}}, nil
	case fits:
		return nil, nil
	}
	return []unmet{{attribute: name, expected: r.expectedText(value), seen: observed(sight.Value), exchange: sight.Exchange, curl: sight.Curl, beyond: true}}, nil
}

// countLook counts an observation among the reads of ours.
func (w *wire) countLook(exchange int64) {
	if exchange == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.counted++
}

// about are the placeholders of something in the story: an object, an address, a
// domain, a connection that an action gave, or the target itself. What has no value is left out, so that it is never
// taken for an empty one.
func (r *run) about(of string) map[string]string {
	vars := maps.Clone(r.kept)
	switch {
	case of == "" || of == scenario.Itself:
	case r.aliasKind(of) != "":
		r.aboutObject(vars, of)
	case strings.Contains(of, "@"):
		vars["email"] = r.worded(of)
	case r.kept[of] != "":
		vars["connection"] = r.kept[of]
	default:
		vars["domain"] = r.worded(of)
	}
	return vars
}

func (r *run) aboutObject(vars map[string]string, alias string) {
	kind := r.aliasKind(alias)
	vars["object"] = alias
	if id := r.wire.idOf(kind, alias); id != "" {
		vars["id"] = id
	}
	if kind != provision.User {
		return
	}
	if name := r.userName(alias); name != "" {
		vars["email"] = name
	}
}

// aliasKind is what a name of the story stands for, "" for nothing of the
// directory. What is gone from it keeps the id under which it was last seen.
func (r *run) aliasKind(alias string) provision.Kind {
	switch {
	case r.directory.User(alias) != nil:
		return provision.User
	case r.directory.Group(alias) != nil:
		return provision.Group
	}
	for _, kind := range []provision.Kind{provision.User, provision.Group} {
		if r.wire.idOf(kind, alias) != "" {
			return kind
		}
	}
	return ""
}

// userName is the sign-in name, in the form that it has in the directory.
func (r *run) userName(alias string) string {
	if user := r.directory.User(alias); user != nil {
		name, _ := user.Value("userPrincipalName")
		return name
	}
	return "" // deleted for good: the name may be somebody else's by now
}

// sameObserved compares, lists as sets; a name of the story may show in its marked
// form (design §9).
func (r *run) sameObserved(expected, seen any) bool {
	want := observed(expected)
	return want == observed(seen) || observed(r.marked(expected)) == observed(seen)
}

func (r *run) marked(value any) any {
	switch value := value.(type) {
	case string:
		return r.worded(value)
	case []any:
		list := make([]any, len(value))
		for i, element := range value {
			list[i] = r.marked(element)
		}
		return list
	}
	return value
}

// observed writes a value so that equal ones are written alike.
func observed(value any) string {
	switch value := value.(type) {
	case string:
		return fmt.Sprintf("%q", value)
	case []any:
		return observedSet(value)
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(raw)
}

func observedSet(list []any) string {
	texts := make([]string, len(list))
	for i, element := range list {
		texts[i] = observed(element)
	}
	slices.Sort(texts)
	return "[" + strings.Join(slices.Compact(texts), " ") + "]"
}

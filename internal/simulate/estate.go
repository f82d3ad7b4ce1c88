package simulate

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

// belonging is something that the story made on the account side.
type belonging struct{ kind, name, id string }

// The kinds of belongings, in the order in which they can be taken away: a domain is
// unlinked from its connection first (SSO-12).
const (
	ofDomain     = "Domain"
	ofConnection = "Connection"
	ofTeam       = "Team"
)

// makes is what an action is about to make; its kind is "" for nothing.
func makes(action string, vars map[string]string) belonging {
	switch action {
	case "add-domain":
		return belonging{ofDomain, vars["domain"], vars["domain"]}
	case "create-connection":
		return belonging{kind: ofConnection, name: vars["name"]}
	case "create-team":
		return belonging{ofTeam, vars["team"], vars["team"]}
	}
	return belonging{}
}

// unmakes is what an action takes away.
func unmakes(action string, vars map[string]string) belonging {
	switch action {
	case "delete-domain":
		return belonging{kind: ofDomain, id: vars["domain"]}
	case "delete-connection":
		return belonging{kind: ofConnection, id: vars["connection"]}
	}
	return belonging{}
}

// own keeps account of what an action made or took away.
func (r *run) own(action string, vars map[string]string, id string) {
	if made := makes(action, vars); made.kind != "" {
		if made.kind == ofConnection {
			made.id = id
		}
		r.estate = append(r.estate, made)
	}
	gone := unmakes(action, vars)
	r.estate = slices.DeleteFunc(r.estate, func(b belonging) bool { return b.kind == gone.kind && b.id == gone.id })
}

// intendBelonging writes down what an action is about to make.
func (r *run) intendBelonging(action string, vars map[string]string) error {
	made := makes(action, vars)
	if made.kind == "" {
		return nil
	}
	return r.wire.ledger.intend(Entry{Kind: provision.Kind(made.kind), Name: made.name})
}

// dissolve takes away what the story left on the account side, as support, which may
// do it while single sign-on is on (SSO-14). It lists what remains.
func (r *run) dissolve(ctx context.Context) []verdict.Leftover {
	var left []verdict.Leftover
	for _, b := range r.estate {
		if b.kind == ofConnection {
			_ = r.undo(ctx, "turn-sso-off", map[string]string{"connection": b.id, "reason": "the run is over"})
		}
	}
	defer r.letGo(ctx)
	for _, kind := range []string{ofDomain, ofConnection, ofTeam} {
		for _, b := range r.estate {
			if b.kind != kind {
				continue
			}
			if reason := r.remove(ctx, b); reason != "" {
				left = append(left, verdict.Leftover{Resource: strings.ToLower(b.kind) + "s/" + b.id, Name: b.name, State: "refused", Reason: reason})
			}
		}
	}
	return left
}

// letGo lets the time pass that the deletion of a domain may take (SSO-09): the mail
// domain of the target is the next run's, too. Where nobody moves the clock, the next
// run has to wait.
func (r *run) letGo(ctx context.Context) {
	if r.config.Foreign && slices.ContainsFunc(r.estate, func(b belonging) bool { return b.kind == ofDomain }) {
		_ = r.undo(ctx, "advance-clock", map[string]string{"duration": "1h"})
	}
}

// remove takes one thing away; the reason is why it remains.
func (r *run) remove(ctx context.Context, b belonging) (reason string) {
	switch b.kind {
	case ofDomain:
		vars := map[string]string{"domain": b.id}
		_ = r.undo(ctx, "unlink-domain", vars) // it may be linked to none
		return r.undo(ctx, "delete-domain", vars)
	case ofConnection:
		return r.undo(ctx, "delete-connection", map[string]string{"connection": b.id})
	}
	return "no action takes a team away"
}

func (r *run) undo(ctx context.Context, action string, vars map[string]string) (reason string) {
	vars["by"] = "support"
	result, err := r.observer.Act(ctx, action, vars)
	var unseen *observe.Unseen
	switch {
	case errors.As(err, &unseen):
		return unseen.Reason
	case err != nil:
		return err.Error()
	case result.Refused:
		return action + " was refused: " + result.Message
	}
	return ""
}

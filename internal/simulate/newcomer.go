package simulate

import (
	"slices"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
)

// newcomer is the user of the story whom an action may bring in without provisioning:
// by signing in, by a password, by an invitation; "" for none. What comes of such an
// action is the id of the account.
func newcomer(act *scenario.Act) string {
	if !slices.Contains([]string{"sign-in", "password-sign-in", "set-password", "invite"}, act.Action) {
		return ""
	}
	for _, v := range act.With {
		if v.Assertion != nil {
			return v.Assertion.For
		}
	}
	return act.Object
}

// arrival is the entry of the ledger for the account that an action may create; nil
// where the user has one that is ours.
func (r *run) arrival(act *scenario.Act) *Entry {
	alias := newcomer(act)
	if alias == "" || r.wire.idOf(provision.User, alias) != "" {
		return nil
	}
	return &Entry{Kind: provision.User, Name: r.userName(alias), Object: alias}
}

// arrived notes the account that an action came to. Whoever comes in is a user of
// SCIM, and the story speaks of the account by the alias.
func (r *run) arrived(act *scenario.Act, entry *Entry, result observe.Result) {
	id, _ := result.Value.(string)
	switch {
	case entry == nil:
	case result.Refused:
		r.wire.ledger.refuse(*entry)
	case id == "":
		r.wire.ledger.lose(*entry)
	default:
		r.wire.ledger.create(*entry, id)
		r.wire.remember(provision.User, entry.Object, id)
	}
}

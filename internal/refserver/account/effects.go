package account

import (
	"slices"

	"github.com/scimulator/scimulator/internal/profile"
)

// effects are what the application does in the account by itself.
type effects struct {
	leaveTeam bool // who is disabled leaves the team (SYNC-06)
	loseSeats bool // … and loses all seats (SYNC-06)
	joinTeam  bool // who is enabled is back in the team (SYNC-13)
	leaveHubs bool // who is removed leaves hubs and projects (SYNC-14)
}

// effectsOf reads a profile. SCIM shows a removal as active false, as Entra
// sends it (E-8.9), so that disabling and removing are one here.
func effectsOf(p *profile.Profile) effects {
	if p == nil {
		return effects{}
	}
	return effects{
		leaveTeam: Promises(p, "user.disabled", "leave-team"),
		loseSeats: Promises(p, "user.disabled", "lose-seats"),
		joinTeam:  Promises(p, "user.enabled", "join-team"),
		leaveHubs: Promises(p, "user.disabled", "leave-hubs-and-projects") || Promises(p, "user.removed", "leave-hubs-and-projects"),
	}
}

// Promises says whether an application does something by itself on an event.
func Promises(p *profile.Profile, event, then string) bool {
	return slices.ContainsFunc(p.EffectsOf(event), func(e profile.Effect) bool { return slices.Contains(e.Then, then) })
}

package refserver

import (
	"slices"

	"github.com/scimulator/scimulator/internal/profile"
)

// effects are what the application does by itself and SCIM can show. Teams,
// seats and accounts are beyond SCIM and change nothing here.
type effects struct {
	leaveGroups  bool // a disabled user leaves every group (SYNC-06)
	refuseDelete bool // DELETE /Users is refused (SYNC-07)
}

func effectsOf(p *profile.Profile) effects {
	if p == nil {
		return effects{}
	}
	return effects{
		leaveGroups:  promises(p, "user.disabled", "leave-synced-groups"),
		refuseDelete: promises(p, "user.delete", "refuse"),
	}
}

func promises(p *profile.Profile, event, then string) bool {
	return slices.ContainsFunc(p.EffectsOf(event), func(e profile.Effect) bool {
		return slices.Contains(e.Then, then)
	})
}

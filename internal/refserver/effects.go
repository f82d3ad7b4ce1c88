package refserver

import (
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver/account"
)

// effects are what the application does by itself and SCIM can show. Teams,
// seats and accounts are beyond SCIM: the account side has them.
type effects struct {
	leaveGroups  bool // a disabled user leaves every group (SYNC-06)
	refuseDelete bool // DELETE /Users is refused (SYNC-07)
}

func effectsOf(p *profile.Profile) effects {
	if p == nil {
		return effects{}
	}
	return effects{
		leaveGroups:  account.Promises(p, "user.disabled", "leave-synced-groups"),
		refuseDelete: account.Promises(p, "user.delete", "refuse"),
	}
}

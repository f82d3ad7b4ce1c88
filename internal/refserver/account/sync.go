package account

import "slices"

// syncState is the directory sync connection.
type syncState struct {
	enabled bool
	ended   uint64 // Users.Mark when it was disabled last
}

const (
	stay  = "stay"
	leave = "leave"
)

func readSync(a *Account, _ *call) (answer, *refusal) {
	a.memory.mu.Lock()
	defer a.memory.mu.Unlock()
	users := stay
	if a.usersLeave {
		users = leave
	}
	return shown(map[string]any{"enabled": a.synced.enabled, "usersOfRemovedGroups": users})
}

// setSync sets directory sync up, for which a Primary admin or SSO admin is
// needed (ADSK-03). Disabling it changes nobody (SYNC-12).
func setSync(a *Account, c *call) (answer, *refusal) {
	entitled := slices.Contains([]role{primaryAdmin, ssoAdmin}, c.as) && !a.rules.NobodySetsUp
	if !entitled && !a.rules.AnybodySetsUp {
		return refuse(forbidden("directory sync is set up by a Primary admin or SSO admin: ask one of them"))
	}
	var settings struct {
		Enabled              *bool
		UsersOfRemovedGroups *string
	}
	if refused := c.read(&settings); refused != nil {
		return refuse(refused)
	}
	users := settings.UsersOfRemovedGroups
	if users != nil && *users != stay && *users != leave || settings.Enabled == nil && users == nil {
		return refuse(malformed("send enabled (true or false), usersOfRemovedGroups (stay or leave), or both"))
	}
	if settings.Enabled != nil {
		a.enableSync(*settings.Enabled)
	}
	if users != nil {
		a.letUsersLeave(*users == leave)
	}
	return readSync(a, c)
}

func (a *Account) enableSync(enabled bool) {
	if a.synced.enabled && !enabled {
		a.synced.ended = a.users.Mark()
	}
	a.synced.enabled = enabled
}

func (m *memory) letUsersLeave(yes bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.usersLeave = yes
}

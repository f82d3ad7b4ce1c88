package account

// person is somebody as the account shows them.
type person struct {
	ID              string   `json:"id"`
	UserName        string   `json:"userName"`
	DisplayName     string   `json:"displayName"`
	Team            bool     `json:"team"`
	Seats           []string `json:"seats"`
	IndividualSeats []string `json:"individualSeats"`
	Role            string   `json:"role"`
	LocalGroups     []string `json:"localGroups"`
	SyncedGroups    []string `json:"syncedGroups"`
	Hubs            []string `json:"hubs"`
	Projects        []string `json:"projects"`
	Badge           bool     `json:"badge"`
	ReadOnly        bool     `json:"readOnly"`
	Active          bool     `json:"active"`
	Origin          string   `json:"origin"`
}

const (
	fromSync       = "sync"
	fromJustInTime = "just-in-time"
	fromInvitation = "invited"
	fromSCIM       = "scim" // by none of the other ways
)

// person puts together what SCIM holds and what is remembered.
func (a *Account) person(u User) person {
	f, origin := a.recall(u.ID), a.origin(u)
	groups := a.groupsOf(u)
	p := person{
		ID: u.ID, UserName: u.UserName, DisplayName: u.DisplayName, Team: a.inAnyTeam(u), Role: f.role, Active: u.Active, Origin: origin,
		Seats: a.seats(u, f).sorted(), IndividualSeats: f.seats.sorted(), LocalGroups: a.localGroups(u.ID), SyncedGroups: groups.sorted(),
		Hubs: f.hubs.sorted(), Projects: f.projects.sorted(), ReadOnly: a.locked(u),
	}
	p.Badge = origin == fromSync && (len(groups) > 0 || a.rules.BadgeAlways) && !a.rules.BadgeNever // SYNC-16
	if f.email != "" {
		p.UserName = f.email
	}
	if p.Role == "" {
		p.Role = "member"
	}
	return p
}

// origin is the way a person came. Whoever SCIM writes to is synced from then
// on (SSO-04).
func (a *Account) origin(u User) string {
	switch {
	case u.Local:
		return a.recall(u.ID).origin
	case !a.synced.enabled && u.Serial > a.synced.ended:
		return fromSCIM
	}
	return fromSync
}

// locked says that a person is read-only: synced, also after directory sync was
// disabled (SYNC-03, SYNC-12).
func (a *Account) locked(u User) bool {
	return a.origin(u) == fromSync && !(a.rules.SyncOffUnlocks && !a.synced.enabled)
}

// removed says that a rule takes the synced out of the account with directory
// sync.
func (a *Account) removed() bool { return a.rules.SyncOffRemoves && !a.synced.enabled }

func (a *Account) inAnyTeam(u User) bool {
	return a.inTeam(u, mainTeam) || len(a.recall(u.ID).teams) > 0
}

func (a *Account) inTeam(u User, team string) bool {
	f, synced := a.recall(u.ID), a.origin(u) == fromSync
	switch {
	case synced && (a.removed() || a.rules.UngroupedLeaveTeam && len(u.Groups) == 0):
		return false
	case team != mainTeam:
		return f.teams[team]
	}
	return f.team == inside || f.team == byActive && u.Active
}

// groupsOf are the names of the synced groups of a person.
func (a *Account) groupsOf(u User) names {
	var groups names
	if a.removed() {
		return groups
	}
	for _, group := range u.Groups {
		groups = groups.with(group.DisplayName)
	}
	for _, group := range a.ghostsOf(u.ID) {
		groups = groups.with(group.DisplayName)
	}
	return groups
}

// seats are the individual ones and those from synced groups (SYNC-18).
func (a *Account) seats(u User, f fact) names {
	seats := f.seats
	if f.seatless || a.removed() {
		return seats
	}
	ids := make([]string, len(u.Groups))
	for i, group := range u.Groups {
		ids[i] = group.ID
	}
	for name := range a.seatsFrom(u.ID, ids) {
		seats = seats.with(name)
	}
	return seats
}

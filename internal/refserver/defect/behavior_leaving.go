package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorLeaving: what happens in the account to who is disabled, enabled again
// or removed, and to the users of a removed group (SYNC-06, 08b, 11, 13, 14).
func behaviorLeaving() []Defect {
	settled := staff(
		`POST !/account/people/$anna/seats {"product":"Revit"}`, `POST !/account/people/$anna/hubs {"name":"North"}`,
		`POST !/account/people/$anna/projects {"name":"Bridge"}`,
	)
	disabled := append(settled[:len(settled):len(settled)], activating("false"))
	enabled := append(disabled[:len(disabled):len(disabled)], activating("true"))
	alone := staff(patching("/Groups/$design", `{"op":"remove","path":"members","value":[{"value":"$anna"}]}`))
	stays := staff(syncing(`{"usersOfRemovedGroups":"stay"}`), "DELETE /Groups/$design")
	leaves := staff(syncing(`{"usersOfRemovedGroups":"leave"}`), "DELETE /Groups/$design")
	scim := "GET /Users/$anna"
	return []Defect{
		behavior("disabled-keeps-groups", "Keeps a disabled user in the synced groups.", SecurityHole,
			Demo{Given: disabled, Request: "GET /Groups/$design?attributes=members", Control: "GET !/account/directory-sync"},
			rows("SYNC-06"), func(r *account.Rules) { r.DisabledKeepsGroups = true }),
		behavior("disabled-keeps-team", "Keeps a disabled user in the team.", SecurityHole,
			Demo{Given: disabled, Request: thePerson, Control: scim}, rows("SYNC-06"), func(r *account.Rules) { r.DisabledKeepsTeam = true }),
		behavior("disabled-keeps-seats", "Keeps the seats of a disabled user assigned.", SecurityHole,
			Demo{Given: disabled, Request: thePerson, Control: scim}, rows("SYNC-06"), func(r *account.Rules) { r.DisabledKeepsSeats = true }),
		behavior("ungrouped-leave-team", "Takes a user who leaves the last synced group out of the team.", LockedOut,
			Demo{Given: alone, Request: thePerson, Control: scim}, rows("SYNC-08b"), func(r *account.Rules) { r.UngroupedLeaveTeam = true }),
		behavior("removed-group-stays", "Keeps a synced group in the team that was removed over SCIM.", SecurityHole,
			Demo{Given: stays, Request: theGroup, Control: "GET !/account/directory-sync"}, rows("SYNC-11"), func(r *account.Rules) { r.RemovedGroupStays = true }),
		behavior("removed-group-takes-users", "Takes the users of a removed group out of the team although they are to stay.", UsersLost,
			Demo{Given: stays, Request: thePerson, Control: theGroup}, rows("SYNC-11"), func(r *account.Rules) { r.RemovedGroupTakesUsers = true }),
		behavior("removed-group-keeps-users", "Keeps the users of a removed group in the team although they are to leave.", SecurityHole,
			Demo{Given: leaves, Request: thePerson, Control: theGroup}, rows("SYNC-11"), func(r *account.Rules) { r.RemovedGroupKeepsUsers = true }),
		behavior("enabled-stays-out", "Does not put a user who is enabled again back into the team.", LockedOut,
			Demo{Given: enabled, Request: thePerson, Control: scim}, rows("SYNC-13"), func(r *account.Rules) { r.EnabledStaysOut = true }),
		behavior("enabled-restores-projects", "Puts a user who is enabled again back into hubs and projects, unasked.", SecurityHole,
			Demo{Given: enabled, Request: thePerson, Control: scim}, rows("SYNC-13"), func(r *account.Rules) { r.EnabledRestoresProjects = true }),
		behavior("removed-keeps-projects", "Keeps a user in hubs and projects who was removed from the directory.", SecurityHole,
			Demo{Given: disabled, Request: thePerson, Control: scim}, rows("SYNC-14"), func(r *account.Rules) { r.RemovedKeepsProjects = true }),
	}
}

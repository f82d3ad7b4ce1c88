package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorSynced: what came over directory sync is there, read-only, and can be
// given more (SYNC-01 to SYNC-04, SYNC-12).
func behaviorSynced() []Defect {
	given, find := staff(), "GET !/account/people?email=anna@example.com"
	off := staff(syncing(`{"enabled":false}`))
	return []Defect{
		behavior("synced-unknown", "Does not list a user who came over SCIM among the people of the account.", LockedOut,
			Demo{Given: given, Request: find, Control: "GET /Users/$anna"}, rows("SYNC-01"), func(r *account.Rules) { r.SyncedUnknown = true }),
		behavior("synced-group-is-editable", "Lets an admin rename a synced group.", DataDrift,
			Demo{Given: given, Request: `PATCH !/account/synced-groups/$design {"displayName":"Other"}`, Control: `PATCH !/account/people/$anna {"displayName":"Other"}`},
			rows("SYNC-02"), func(r *account.Rules) { r.SyncedGroupIsEditable = true }),
		behavior("synced-is-editable", "Lets an admin edit the profile of a synced user.", DataDrift,
			Demo{Given: given, Request: `PATCH !/account/people/$anna {"displayName":"Other"}`, Control: `PATCH !/account/people/$anna?as=user {"displayName":"Other"}`},
			rows("SYNC-03"), func(r *account.Rules) { r.SyncedIsEditable = true }),
		behavior("synced-edits-self", "Lets synced users edit their own profile.", DataDrift,
			Demo{Given: given, Request: `PATCH !/account/people/$anna?as=user {"displayName":"Other"}`, Control: `PATCH !/account/people/$anna {"displayName":"Other"}`},
			rows("SYNC-03"), func(r *account.Rules) { r.SyncedEditsSelf = true }),
		behavior("synced-is-removable", "Lets an admin remove a synced user from the team by hand.", LockedOut,
			Demo{Given: given, Request: "DELETE !/account/people/$anna", Control: "DELETE !/account/synced-groups/$design/members/$anna"},
			rows("SYNC-03"), func(r *account.Rules) { r.SyncedIsRemovable = true }),
		behavior("synced-members-are-removable", "Lets an admin remove a synced user from a synced group by hand.", DataDrift,
			Demo{Given: given, Request: "DELETE !/account/synced-groups/$design/members/$anna", Control: "DELETE !/account/people/$anna"},
			rows("SYNC-03"), func(r *account.Rules) { r.SyncedGroupMembersRemovable = true }),
		behavior("no-local-groups", "Refuses to add a synced user to a local group.", Annoyance,
			Demo{Given: given, Request: `POST !/account/local-groups/Studio/members {"id":"$anna"}`, Control: `PUT !/account/people/$anna/role {"role":"admin"}`},
			rows("SYNC-04"), func(r *account.Rules) { r.NoLocalGroups = true }),
		behavior("no-roles", "Refuses to change the role of a synced user.", Annoyance,
			Demo{Given: given, Request: `PUT !/account/people/$anna/role {"role":"admin"}`, Control: `POST !/account/people/$anna/seats {"product":"Revit"}`},
			rows("SYNC-04"), func(r *account.Rules) { r.NoRoles = true }),
		behavior("no-individual-seats", "Refuses to give a synced user a seat.", Annoyance,
			Demo{Given: given, Request: `POST !/account/people/$anna/seats {"product":"Revit"}`, Control: `PUT !/account/people/$anna/role {"role":"admin"}`},
			rows("SYNC-04"), func(r *account.Rules) { r.NoIndividualSeats = true }),
		behavior("sync-off-unlocks", "Lets admins edit synced users and groups after directory sync was disabled.", DataDrift,
			Demo{Given: off, Request: thePerson, Control: "GET !/account/directory-sync"}, rows("SYNC-12"), func(r *account.Rules) { r.SyncOffUnlocks = true }),
		behavior("sync-off-removes", "Takes synced users and groups out of the team when directory sync is disabled.", LockedOut,
			Demo{Given: off, Request: theGroup, Control: "GET /Groups/$design"}, rows("SYNC-12"), func(r *account.Rules) { r.SyncOffRemoves = true }),
	}
}

package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorSignIn: just-in-time provisioning, on and off (SSO-03 to SSO-06), and a
// change of the identity provider (SSO-15).
func behaviorSignIn() []Defect {
	given, anna, ben := signedOn(), signing("first", "anna@example.com"), signing("first", "ben@example.com")
	known := signedOn(hereUser("ben@example.com", `"active":true`)+" -> ben", anna)
	off := signedOn(hereUser("ben@example.com", `"active":true`)+" -> ben", editing(`{"justInTime":false}`))
	invited := append(off[:len(off):len(off)], `POST !/account/invitations {"email":"guest@example.com"} -> guest`)
	guest := signing("first", "guest@example.com")
	left := append(invited[:len(invited):len(invited)], "DELETE !/account/people/$guest")
	find := `GET /Users?filter=userName+eq+"anna@example.com"`
	moved := signedOn(anna, turnOff, unlinkIt, connecting("third", "https://okta.example", "okta"),
		`POST !/account/domains/example.com/link {"connection":"$okta"}`, "POST !/account/connections/$okta/on")
	return []Defect{
		behavior("just-in-time-never-creates", "Refuses the first sign-in of an unknown user although just-in-time is on.", LockedOut,
			Demo{Given: known, Request: signing("first", "new@example.com"), Control: ben}, rows("SSO-03"), func(r *account.Rules) { r.JustInTimeNeverCreates = true }),
		behavior("just-in-time-outside-team", "Creates a user at sign-in and does not put the user into the team.", LockedOut,
			Demo{Given: known, Request: signing("first", "new@example.com"), Control: ben}, rows("SSO-03"), func(r *account.Rules) { r.JustInTimeOutsideTeam = true }),
		behavior("just-in-time-bare-account", "Creates a user at sign-in without a name.", DataDrift,
			Demo{Given: known, Request: signing("first", "new@example.com"), Control: ben}, rows("SSO-03"), func(r *account.Rules) { r.JustInTimeBareAccount = true }),
		behavior("sync-duplicates-just-in-time", "Hides a user created at sign-in from SCIM, so that directory sync creates a second one.", UsersLost,
			Demo{Given: known, Request: find, Control: anna}, rows("SSO-04"), func(r *account.Rules) { r.SyncDuplicatesJustInTime = true }),
		behavior("just-in-time-off-creates", "Creates an unknown user at sign-in although just-in-time is off.", SecurityHole,
			Demo{Given: off, Request: anna, Control: ben}, rows("SSO-05"), func(r *account.Rules) { r.OffStillCreates = true }),
		behavior("outsiders-sign-in", "Signs in a user who is not in the team although just-in-time is off.", SecurityHole,
			Demo{Given: left, Request: guest, Control: ben}, rows("SSO-05"), func(r *account.Rules) { r.OutsidersSignIn = true }),
		behavior("invited-locked-out", "Refuses the sign-in of a user who was invited.", LockedOut,
			Demo{Given: invited, Request: guest, Control: ben}, rows("SSO-05"), func(r *account.Rules) { r.InvitedLockedOut = true }),
		behavior("just-in-time-fixed", "Refuses to switch just-in-time while SSO is on.", Annoyance,
			Demo{Given: given, Request: editing(`{"justInTime":false}`), Control: editing(`{"name":"Theirs"}`)}, rows("SSO-06"), func(r *account.Rules) { r.JustInTimeFixed = true }),
		behavior("new-provider-duplicates", "Creates the users again who come from another identity provider.", UsersLost,
			Demo{Given: moved, Request: signing("third", "anna@example.com"), Control: find}, rows("SSO-15"), func(r *account.Rules) { r.NewProviderDuplicates = true }),
	}
}

package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorOrder: SSO is turned off and on, connections are deleted, and steps out
// of order are refused (SSO-07, SSO-12 to SSO-14).
func behaviorOrder() []Defect {
	given, off := signedOn(), signedOn(turnOff)
	tested := signedOn(`PUT !/account/connections/$link/test-user {"email":"test@example.com"}`)
	known := signedOn(turnOff, `POST !/account/passwords {"email":"anna@example.com","password":"old"}`)
	added := signedOn(`POST !/account/domains {"name":"two.example"}`, `POST !/account/domains/two.example/link {"connection":"$link"}`)
	anna, remove := signing("first", "anna@example.com"), "DELETE !/account/connections/$link"
	noReason := "POST !/account/connections/$link/off {}"
	return []Defect{
		behavior("password-stays-shut", "Signs nobody in with a password after SSO was turned off.", LockedOut,
			Demo{Given: known, Request: `POST !/account/password-sign-in {"email":"anna@example.com","password":"old"}`, Control: anna}, rows("SSO-07"),
			func(r *account.Rules) { r.PasswordStaysShut = true }),
		behavior("sign-on-stays-open", "Signs people in through SSO after it was turned off.", SecurityHole,
			Demo{Given: off, Request: anna, Control: theDomain}, rows("SSO-07"), func(r *account.Rules) { r.SignOnStaysOpen = true }),
		behavior("off-needs-no-reason", "Turns SSO off without asking for a reason.", Annoyance,
			Demo{Given: given, Request: noReason, Control: turnOff}, rows("SSO-07"), func(r *account.Rules) { r.OffNeedsNoReason = true }),
		behavior("off-with-test-user", "Turns SSO off although there is a test user.", Annoyance,
			Demo{Given: tested, Request: turnOff, Control: noReason}, rows("SSO-07"), func(r *account.Rules) { r.OffWithTestUser = true }),
		behavior("on-needs-domain-again", "Turns SSO on again only after the domain was verified and linked again.", LockedOut,
			Demo{Given: off, Request: turnOn, Control: `POST !/account/passwords {"email":"ben@example.com","password":"new"}`}, rows("SSO-07"), func(r *account.Rules) { r.OnNeedsDomainAgain = true }),
		behavior("connection-deleted-while-on", "Lets an admin delete a connection while SSO is on.", LockedOut,
			Demo{Given: given, Request: remove, Control: unlinkIt}, rows("SSO-12", "SSO-14"), func(r *account.Rules) { r.ConnectionDeletedWhileOn = true }),
		behavior("connection-deleted-with-domains", "Deletes a connection that a domain is linked to.", LockedOut,
			Demo{Given: off, Request: remove, Control: theDomain}, rows("SSO-12"), func(r *account.Rules) { r.ConnectionDeletedWithDomains = true }),
		behavior("refusal-changes-anyway", "Refuses a step that is out of order, and does it.", DataDrift,
			Demo{Given: added, Request: "GET !/account/domains/two.example", Control: theDomain}, rows("SSO-13"), func(r *account.Rules) { r.RefusalChangesAnyway = true }),
		behavior("refusal-is-silent", "Refuses a step that is out of order without saying why.", Annoyance,
			Demo{Given: off, Request: remove, Control: noReason}, rows("SSO-13"), func(r *account.Rules) { r.RefusalSilent = true }),
		behavior("support-refused", "Refuses also to support what is left to support while SSO is on.", Annoyance,
			Demo{Given: given, Request: unlinkIt + "?as=support", Control: unlinkIt}, rows("SSO-14"), func(r *account.Rules) { r.SupportRefused = true }),
	}
}

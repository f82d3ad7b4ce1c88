package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorDomain: a domain is unlinked, deleted, moved and linked again (SSO-08
// to SSO-11).
func behaviorDomain() []Defect {
	on, unlinked := signedOn(secondTeam), signedOn(secondTeam, turnOff, unlinkIt)
	linked := signedOn(secondTeam, turnOff)
	deleted := signedOn(secondTeam, turnOff, unlinkIt, deleteIt, afterDeletion)
	moved := append(deleted[:len(deleted):len(deleted)], addElsewhere)
	other := signedOn(turnOff, unlinkIt, connecting("first", "https://idp.example", "other"))
	elsewhere := `POST !/account/domains {"name":"other.example","team":"two"}`
	return []Defect{
		behavior("unlinked-while-on", "Lets an admin unlink a domain while SSO is on for it.", LockedOut,
			Demo{Given: on, Request: unlinkIt, Control: "DELETE !/account/connections/$link"}, rows("SSO-08", "SSO-14"), func(r *account.Rules) { r.UnlinkWhileOn = true }),
		behavior("unlink-loses-verification", "Forgets that an unlinked domain is verified.", Annoyance,
			Demo{Given: unlinked, Request: theDomain, Control: elsewhere}, rows("SSO-08", "SSO-11"), func(r *account.Rules) { r.UnlinkLosesVerification = true }),
		behavior("unlinked-is-anybodys", "Lets another team take a domain that is only unlinked.", SecurityHole,
			Demo{Given: unlinked, Request: addElsewhere, Control: elsewhere}, rows("SSO-08"), func(r *account.Rules) { r.UnlinkedIsAnybodys = true }),
		behavior("deleted-while-linked", "Deletes a domain that is linked to a connection.", LockedOut,
			Demo{Given: linked, Request: deleteIt, Control: elsewhere}, rows("SSO-09"), func(r *account.Rules) { r.DeleteWhileLinked = true }),
		behavior("deleted-stays-taken", "Lets no team add a domain that was deleted.", LockedOut,
			Demo{Given: deleted, Request: addElsewhere, Control: elsewhere}, rows("SSO-09", "SSO-10"), func(r *account.Rules) { r.DeletedStaysTaken = true }),
		behavior("deletion-unnoticed", "Tells nobody that a domain was deleted.", Annoyance,
			Demo{Given: deleted, Request: "GET !/account/notices", Control: addElsewhere}, rows("SSO-09"), func(r *account.Rules) { r.DeletionUnnoticed = true }),
		behavior("move-is-impossible", "Does not let the other team verify a domain that was moved to it.", LockedOut,
			Demo{Given: moved, Request: `POST !/account/domains/example.com/verify {"team":"two"}`, Control: theDomain}, rows("SSO-10"),
			func(r *account.Rules) { r.MoveImpossible = true }),
		behavior("link-needs-verifying-again", "Links an unlinked domain only after it was verified again.", Annoyance,
			Demo{Given: other, Request: `POST !/account/domains/example.com/link {"connection":"$other"}`, Control: theDomain}, rows("SSO-11"),
			func(r *account.Rules) { r.LinkNeedsVerifyingAgain = true }),
	}
}

package defect

import "github.com/scimulator/scimulator/internal/refserver/account"

// behaviorSeats: what membership of a synced group shows and brings (SYNC-16,
// SYNC-18).
func behaviorSeats() []Defect {
	product := `PUT !/account/synced-groups/$design/product {"product":"AutoCAD"}`
	given := staff(product)
	later := staff(product, hereUser("ben@example.com")+" -> ben", patching("/Groups/$design", `{"op":"add","path":"members","value":[{"value":"$ben"}]}`))
	left := staff(product, patching("/Groups/$design", `{"op":"remove","path":"members","value":[{"value":"$anna"}]}`))
	ben := "GET !/account/people/$ben"
	return []Defect{
		behavior("badge-always", "Shows the badge of synced users on one who is in no synced group.", Annoyance,
			Demo{Given: left, Request: thePerson, Control: theGroup}, rows("SYNC-16"), func(r *account.Rules) { r.BadgeAlways = true }),
		behavior("badge-never", "Shows no badge on the members of synced groups.", Annoyance,
			Demo{Given: given, Request: thePerson, Control: theGroup}, rows("SYNC-16"), func(r *account.Rules) { r.BadgeNever = true }),
		behavior("no-automatic-seats", "Gives the members of a synced group no seat of its product.", LockedOut,
			Demo{Given: given, Request: thePerson, Control: theGroup}, rows("SYNC-18"), func(r *account.Rules) { r.NoAutomaticSeats = true }),
		behavior("automatic-seats-once", "Gives a seat to the members a synced group had when its product was chosen, and to nobody later.", LockedOut,
			Demo{Given: later, Request: ben, Control: thePerson}, rows("SYNC-18"), func(r *account.Rules) { r.AutomaticSeatsOnce = true }),
	}
}

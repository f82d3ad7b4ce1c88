package defect

import "slices"

// behaviorDefects break what the applications document of their account side.
func behaviorDefects() []Defect {
	return slices.Concat(
		behaviorSynced(), behaviorLeaving(), behaviorSeats(), behaviorSetup(), behaviorConnection(), behaviorSignIn(), behaviorDomain(), behaviorOrder(),
		[]Defect{behaviorRejoiner(), behaviorRejoinerIgnored(), behaviorDeleting()},
	)
}

package defect

import "slices"

func membersDefects() []Defect {
	return slices.Concat(
		[]Defect{
			membersAddCrashes(),
			membersAddedTwice(),
			membersJoinedByNewUser(),
		},
		membersAddReplaces(),
		membersCannotBeEmptied(),
		membersDropped(),
		membersEntraRemoveList(),
		membersInParallel(),
		membersLastRemoved(),
		membersLostByOtherChanges(),
		membersOfLargeGroups(),
		membersOfTheDeleted(),
		membersPosted(),
		membersPut(),
		membersRedundant(),
		membersRemoveByFilter(),
		membersSeveralAtOnce(),
	)
}

package defect

import "slices"

func readDefects() []Defect {
	return slices.Concat([]Defect{
		readNotFoundAfterCreate(), readFromStaleCache(), readShowsLessThanLists(), readCreatedShowsLess(),
		readUnknownIDCrashes(), readUnknownIDIsEmptyList(), readSingleInList(), readListWithoutSchemas(),
		readLocationHeaderWithoutBase(), readLocationInListsWrong(),
	}, readMe())
}

package defect

import "slices"

func bulkDefects() []Defect {
	return slices.Concat(
		bulkEnvelope(), bulkRequired(), bulkMethods(), bulkLocations(), bulkErrors(), bulkStatuses(), bulkStops(),
		bulkReferences(), bulkCycles(), bulkLimits(), []Defect{bulkSizeIs400(), bulkDataOfPutOptional()},
		[]Defect{
			bulkDeleteOfTypeDeletesAll(), bulkPostAtResourceCreates(), bulkVersionIgnored(), bulkIDDropped(), bulkReordered(), bulkForwardRefused(),
			bulkListsFailuresOnly(), bulkUndoesCreates(), bulkUnsupportedCrashes(), bulkAnnouncedOnly(),
		},
	)
}

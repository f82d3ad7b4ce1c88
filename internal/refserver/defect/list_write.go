package defect

import "slices"

func writeDefects() []Defect {
	return slices.Concat(writeConflicts(), writeCreateAnswers(), []Defect{
		writeClientIDOverwrites(), writeClientIDAdopted(), writeMetaCrashes(), writeManagerTextCrashes(),
		writeNullBecomesDefault(), writeCreateDropsExtension(), writeCreateCutOff(),
		writeCreateDeliveredTwice(), writeDuplicatesUnderLoad(), writeLostUnderLoad(), writeMiscountedUnderLoad(), writeOneAtATime(),
		writeReplaceMerges(), writeReplaceChangesActiveOnly(), writeReplaceUnknownCrashes(), writeReplaceCreates(), writeReplaceAtEndpointCreates(),
		writeReplaceRefusesReadOnly(), writeReplaceTakesReadOnly(), writeReplaceIs204(), writeReplaceAnswersAsBefore(),
		writeReplaceKeepsUserName(), writeReplaceUnsupported(), writeRequiredExtensionNotEnforced(),
	}, writeImmutable(), writeDeleteAnswers(), writeDeleted())
}

package defect

import "slices"

func versioningDefects() []Defect {
	return slices.Concat(versioningIgnored(), versioningShown(), []Defect{
		versioning304Always(), versioningValidMatchRefused(), versioningTwoWriters(), versioningStarRefused(),
		versioningStaleIs400(), versioningCaseIgnored(), versioningTagConstant(), versioningTagNewOnEachRead(),
		versioningOldTagAfterPatch(),
	})
}

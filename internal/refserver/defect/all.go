package defect

import "slices"

// All lists the defects, subject by subject.
func All() []Defect {
	return slices.Concat(
		attributeDefects(), schemaDefects(), discoveryDefects(), httpDefects(), authDefects(), errorDefects(), securityDefects(),
		readDefects(), writeDefects(), patchDefects(), membersDefects(), filterDefects(), listDefects(), bulkDefects(),
		versioningDefects(), entraDefects(), behaviorDefects(),
	)
}

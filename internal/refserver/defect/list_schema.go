package defect

import "slices"

// schemaDefects are those of what /Schemas announces, by itself and against what
// the server does.
func schemaDefects() []Defect {
	return slices.Concat(
		schemaMalformed(), schemaMisdefined(), schemaNotEnforced(), schemaNotDeclared(), schemaPartsRedefined(),
		[]Defect{schemaIDRedefined(), schemaResourceTypeMisdescribed()},
	)
}

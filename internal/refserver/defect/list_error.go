package defect

import "slices"

// errorDefects are those in how a refusal is told (RFC 7644 §3.12).
func errorDefects() []Defect {
	return slices.Concat(
		errorNoSCIM(), errorBody(), errorStatus(),
		[]Defect{errorOddIDCrashes(), errorWrongTypeCrashes()},
		errorKeywords(),
	)
}

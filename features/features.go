// Package features carries what is demanded of a target: the catalogue of
// requirements, one file per source.
package features

import "embed"

// FS holds catalogue/SOURCE.yaml for every source of requirements: the RFCs,
// Entra, the documents of the applications, and the house.
//
//go:embed catalogue/*.yaml
var FS embed.FS

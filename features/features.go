// Package features carries what is demanded of a target: the catalogue of
// requirements, one file per source, and the checks that judge by it, one feature
// file per section or topic.
package features

import "embed"

// FS holds catalogue/SOURCE.yaml for every source of requirements: the RFCs,
// Entra, the documents of the applications, and the house; the checks, in folders
// by source; packs/NAME.yaml, suites of others by our checks; and rfc/rfcNUMBER.txt, the texts of the RFCs, unmodified.
//
//go:embed catalogue/*.yaml rfc/*.txt packs/*.yaml rfc7643 rfc7644 rfc9865 entra behavior
var FS embed.FS

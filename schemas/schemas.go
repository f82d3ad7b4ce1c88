// Package schemas carries the JSON Schemas: under format those of the files
// that this program reads and writes, under scim those of SCIM messages.
package schemas

import "embed"

// FS holds format/NAME.schema.json and scim/NAME.schema.json.
//
//go:embed format/*.schema.json scim/*.schema.json
var FS embed.FS

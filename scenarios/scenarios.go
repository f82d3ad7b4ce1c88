// Package scenarios carries the built-in stories and, under profiles, the
// applications they are played with.
package scenarios

import "embed"

// FS holds NAME.yaml for every story and profiles/NAME.yaml for every
// application profile.
//
//go:embed *.yaml profiles/*.yaml
var FS embed.FS

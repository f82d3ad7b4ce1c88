// Package scenarios carries the built-in stories, under profiles the
// applications they are played with, and under targets the account side of the
// embedded target.
package scenarios

import "embed"

// FS holds NAME.yaml for every story, profiles/NAME.yaml for every application
// profile, and targets/embedded.yaml.
//
//go:embed *.yaml profiles/*.yaml targets/*.yaml
var FS embed.FS

package report

import "io"

// Plain is a text from elsewhere as a terminal and a build service may see it: on
// one line, obeyed by neither, and not endless.
func Plain(text string) string { return shown(text) }

// Value writes a result that is no run for programs, in the way of run.json.
func Value(out io.Writer, value any) error { return writeJSON(out, value) }

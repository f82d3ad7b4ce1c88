// Package report writes a finished run for its readers; every format is a
// function of the run as a value. The console story is also told while the run
// goes on. Colour never carries meaning alone: every outcome is a word.
package report

import "github.com/fatih/color"

// Palette colours words for one stream, or leaves them plain. The colour
// package decides once, from standard output; a palette is decided per stream.
type Palette struct {
	good, bad, warn, faint, strong *color.Color
}

// NewPalette returns a palette that colours, or one that does not.
func NewPalette(colour bool) Palette {
	p := Palette{
		good: color.New(color.FgGreen), bad: color.New(color.FgRed, color.Bold), warn: color.New(color.FgYellow),
		faint: color.New(color.Faint), strong: color.New(color.Bold),
	}
	for _, c := range []*color.Color{p.good, p.bad, p.warn, p.faint, p.strong} {
		if colour {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
	}
	return p
}

// Package report writes a finished run for its readers; every format is a
// function of the run as a value. The console story is also told while the run
// goes on. Colour never carries meaning alone: every outcome is a word.
package report

import (
	"fmt"

	"github.com/fatih/color"
)

// Palette colours words for one stream, or leaves them plain. The colour
// package decides once, from standard output; a palette is decided per stream.
type Palette struct {
	good, bad, warn, faint, strong paint
}

// NewPalette returns a palette that colours, or one that does not.
func NewPalette(colour bool) Palette {
	return Palette{
		good: newPaint(colour, color.FgGreen), bad: newPaint(colour, color.FgRed, color.Bold), warn: newPaint(colour, color.FgYellow),
		faint: newPaint(colour, color.Faint), strong: newPaint(colour, color.Bold),
	}
}

// paint is one colour of a palette.
type paint struct{ color *color.Color }

func newPaint(colour bool, attributes ...color.Attribute) paint {
	c := color.New(attributes...)
	if colour {
		c.EnableColor()
	} else {
		c.DisableColor()
	}
	return paint{c}
}

// painted is text that may go to the terminal as it is: cleaned, then coloured.
type painted string

func (p paint) text(text string) painted { return painted(p.color.Sprint(shown(text))) }

func (p paint) format(format string, args ...any) painted {
	return p.text(fmt.Sprintf(format, args...))
}

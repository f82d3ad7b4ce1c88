// Package certify judges a target by checks in Gherkin: it chooses them, plays
// them side by side, each with resources of its own, and says what each
// requirement came to. The engine that runs the steps decides nothing: what
// counts are our own records (design §6).
package certify

import (
	"slices"
	"strconv"
	"strings"

	messages "github.com/cucumber/messages/go/v21"

	"github.com/scimulator/scimulator/internal/requirement"
)

// Check is one scenario, or one row of an outline.
type Check struct {
	ID      string // rfc7644/3.3/a-created-user-is-answered-201
	Name    string
	Feature string // title of its feature
	File    string // features/rfc7644/3.3.feature
	Line    int    // of the scenario
	Rules   []requirement.ID
	Tags    []string // with the @

	steps    []*messages.PickleStep
	position int    // in a part: which of all chosen checks it is, from 1
	empty    string // why an outline has no row, "" when this is a check
}

// The tags that mean something to the runner; every other tag is the id of a
// requirement, or begins with x- and is the author's own.
const (
	tagCore   = "@core"   // belongs to the core of its suite: without it a run is partial
	tagFloor  = "@floor"  // what the target disclaims does not excuse it (suite entra)
	tagSerial = "@serial" // nothing else may run at the same time
	tagLast   = "@last"   // judges what all other checks saw
	tagSlow   = "@slow"   // many requests; left out by --tags "not @slow"
	tagLarge  = "@large"  // fills the target; runs only where the tag or the check itself is asked for
)

func (c *Check) has(tag string) bool { return slices.Contains(c.Tags, tag) }

// Core says whether the check belongs to the core of its suite.
func (c *Check) Core() bool { return c.has(tagCore) || c.has(tagFloor) }

// isRunnerTag says whether a tag is not the id of a requirement.
func isRunnerTag(tag string) bool {
	return slices.Contains([]string{tagCore, tagFloor, tagSerial, tagLast, tagSlow, tagLarge}, tag) || strings.HasPrefix(tag, "@x-")
}

// Steps are the sentences of the check.
func (c *Check) Steps() []string {
	texts := make([]string, len(c.steps))
	for i, step := range c.steps {
		texts[i] = step.Text
	}
	return texts
}

func (c *Check) source() string { return c.File + ":" + strconv.Itoa(c.Line) }

// Generated says whether the rows of the check come from the target.
func (c *Check) Generated() bool { return c.empty != "" }

package certify

import (
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/certify/steps"
)

// render writes checks as one feature for the engine. A scenario is named by the
// number of its check: so single rows of outlines can be chosen, and what comes
// back can be told apart.
func render(checks []*Check, vocabulary []steps.Step) []byte {
	var b strings.Builder
	b.WriteString("Feature: checks\n")
	for i, check := range checks {
		b.WriteString("\n  Scenario: " + strconv.Itoa(i) + "\n")
		for _, step := range check.steps {
			b.WriteString("    * " + steps.Numbered(vocabulary, step.Text) + "\n")
			if step.Argument == nil || step.Argument.DocString == nil {
				continue
			}
			mark := `"""`
			content := step.Argument.DocString.Content
			if strings.Contains(content, mark) {
				mark = "```"
			}
			b.WriteString("      " + mark + "\n")
			for line := range strings.SplitSeq(content, "\n") {
				b.WriteString("      " + line + "\n")
			}
			b.WriteString("      " + mark + "\n")
		}
	}
	return []byte(b.String())
}

package report

import (
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// field is one line of what a report says about a finding.
type field struct{ name, value string }

// fields are what is known of a finding, in the order of reading; what is not
// known is left out. The values are as they were found: not cleaned.
func fields(f verdict.Finding) []field {
	all := []field{
		{"requires", strings.Trim(f.Level+": "+f.Sentence, ": ")},
		{"yields to", string(f.By)},
		{"also", ids(f.Also)},
		{"harm", string(f.Harm)},
		{"check", f.Check},
		{"object", strings.TrimSpace(f.Object + " " + parenthesised(f.Resource))},
		{"attribute", f.Attribute},
		{"expected", f.Expected},
		{"seen", f.Seen},
		{"count", times(f.Count)},
		{"hint", f.Hint},
		{"repeat", f.Curl},
		{"again", f.Repeat},
	}
	var known []field
	for _, one := range all {
		if one.value != "" {
			known = append(known, one)
		}
	}
	return known
}

func ids(list []requirement.ID) string {
	var texts []string
	for _, id := range list {
		texts = append(texts, string(id))
	}
	return strings.Join(texts, ", ")
}

func parenthesised(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}

// times is how often a finding was seen, said only when it was more than once.
func times(n int) string {
	if n <= 1 {
		return ""
	}
	return fmt.Sprintf("%d times", n)
}

// evidence names the exchanges of a finding.
func evidence(f verdict.Finding) string {
	if len(f.Exchanges) == 0 {
		return ""
	}
	return strings.Trim(fmt.Sprint(f.Exchanges), "[]") + " in exchanges.ndjson"
}

// account is a finding in lines of text, each cleaned.
func account(f verdict.Finding) []string {
	lines := []string{shown(fmt.Sprintf("%s %s: %s", strings.ToUpper(f.Outcome.String()), f.Requirement, f.Message))}
	for _, one := range append(fields(f), field{"exchanges", evidence(f)}) {
		if one.value != "" {
			lines = append(lines, fmt.Sprintf("  %-10s %s", one.name, shown(one.value)))
		}
	}
	return lines
}

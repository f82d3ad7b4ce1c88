package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// ofEveryPart: checks without an id, such as the connection test, and those of the
// run itself, such as run/foreign-data, belong to each part.
func ofEveryPart(c verdict.Check) bool { return c.ID == "" || strings.HasPrefix(c.ID, "run/") }

// mergeChecks puts the checks in the order that they had before they were dealt out;
// behind them stand those of every part, the worst of each.
func mergeChecks(parts []verdict.Run) []verdict.Check {
	var dealt, common []verdict.Check
	for _, part := range parts {
		for _, c := range part.Checks {
			dealt, common = deal(dealt, common, c)
		}
	}
	slices.SortStableFunc(dealt, func(a, b verdict.Check) int { return cmp.Compare(a.Position, b.Position) })
	for i := range dealt {
		dealt[i].Position = 0
	}
	return append(dealt, common...)
}

func deal(dealt, common []verdict.Check, c verdict.Check) (_, _ []verdict.Check) {
	if !ofEveryPart(c) {
		return append(dealt, c), common
	}
	i := slices.IndexFunc(common, func(other verdict.Check) bool { return other.ID == c.ID && other.Name == c.Name })
	switch {
	case i < 0:
		common = append(common, c)
	case c.Outcome > common[i].Outcome:
		common[i] = c
	}
	return dealt, common
}

// inOrder sorts findings by their checks, as a run finds them.
func inOrder(findings []verdict.Finding, checks []verdict.Check) {
	at := make(map[string]int, len(checks))
	for i, c := range checks {
		at[c.ID] = i
	}
	position := func(f verdict.Finding) int {
		if i, known := at[f.Check]; known {
			return i
		}
		return len(checks)
	}
	slices.SortStableFunc(findings, func(a, b verdict.Finding) int { return cmp.Compare(position(a), position(b)) })
}

// fold ties checks that lacked a prerequisite to the failure of the core that says
// so: it may have come in another part. Where none came, nobody has said it, and
// there is no verdict on them.
func fold(checks []verdict.Check, findings []verdict.Finding) {
	cause := firstOfCore(checks, findings)
	for i := range checks {
		c := &checks[i]
		if !c.Unmet {
			continue
		}
		c.Cause, c.Outcome = cause, verdict.Broken
		if cause != "" {
			c.Outcome = verdict.Skipped
		}
	}
}

// firstOfCore is the first check of the core of which something is found.
func firstOfCore(checks []verdict.Check, findings []verdict.Finding) string {
	core := map[string]bool{}
	for _, c := range checks {
		core[c.ID] = c.Core
	}
	for _, f := range findings {
		if core[f.Check] && (f.Outcome == verdict.Fail || f.Outcome == verdict.Known) {
			return f.Check
		}
	}
	return ""
}

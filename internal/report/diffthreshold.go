package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// ThresholdChange is a threshold that one run met and the other missed, or that only
// one of them was held against.
type ThresholdChange struct {
	Name   string             `json:"name"` // min-rate | max-p95
	Before *verdict.Threshold `json:"before"`
	After  *verdict.Threshold `json:"after"` // null: the run was not held against it
}

// State says in which list of a difference it belongs: new, fixed or changed; "" where
// nothing changed.
func (t ThresholdChange) State() string {
	was, is := missed(t.Before), missed(t.After)
	switch {
	case is && !was:
		return "new"
	case is == was && (t.Before == nil) == (t.After == nil), t.Before == nil:
		return ""
	case was && t.After != nil:
		return "fixed"
	}
	return "changed"
}

func missed(t *verdict.Threshold) bool { return t != nil && !t.Met }

// thresholdChanges compares what two runs were held against, by name. Figures differ
// each time: only whether they suffice is told.
func thresholdChanges(before, after verdict.Run) []ThresholdChange {
	byName := map[string]*ThresholdChange{}
	of := func(name string) *ThresholdChange {
		if byName[name] == nil {
			byName[name] = &ThresholdChange{Name: name}
		}
		return byName[name]
	}
	for _, t := range before.Thresholds {
		of(t.Name).Before = &t
	}
	for _, t := range after.Thresholds {
		of(t.Name).After = &t
	}
	var changes []ThresholdChange
	for _, change := range byName {
		if change.State() != "" {
			changes = append(changes, *change)
		}
	}
	slices.SortFunc(changes, func(a, b ThresholdChange) int { return strings.Compare(a.Name, b.Name) })
	return changes
}

// otherThresholds notes that both runs were held against a figure, and not the same.
func otherThresholds(before, after verdict.Run) []string {
	var notes []string
	for _, was := range before.Thresholds {
		for _, is := range after.Thresholds {
			if was.Name == is.Name && was.Wanted != is.Wanted {
				notes = append(notes, fmt.Sprintf("%s was held against %.4g and is against %.4g", was.Name, was.Wanted, is.Wanted))
			}
		}
	}
	return notes
}

// Missed says whether the later run misses a threshold that the earlier one did not.
func (d Difference) Missed() bool {
	return slices.ContainsFunc(d.Thresholds, func(t ThresholdChange) bool { return t.State() == "new" })
}

// ExitCode is that of `report diff`: what the verdict on the difference gives, and where
// that leaves nothing to say, whether a threshold is newly missed.
func (d Difference) ExitCode() int {
	if code := d.Verdict().ExitCode(); code != 0 || !d.Missed() {
		return code
	}
	return verdict.ExitMissed
}

// in are the threshold changes of one list.
func (d Difference) in(state string) []ThresholdChange {
	var list []ThresholdChange
	for _, change := range d.Thresholds {
		if change.State() == state {
			list = append(list, change)
		}
	}
	return list
}

func (c *Console) thresholdChanges(word painted, list []ThresholdChange) {
	for _, change := range list {
		c.print("%s  threshold %s before, %s now", word, told(change.Before, change.Name), told(change.After, change.Name))
	}
}

// told is what a run says of a threshold.
func told(t *verdict.Threshold, name string) string {
	if t == nil {
		return name + ": not asked for"
	}
	return thresholdText(*t) + " (" + met(*t) + ")"
}

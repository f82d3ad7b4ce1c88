package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// How many lines of the provisioning log the page shows; the whole of it stands
// in provisioning.ndjson.
const (
	troubleLimit = 300 // failures and skips
	successLimit = 300
)

// logTable is the provisioning log.
type logTable struct {
	Rows  []logRow
	Total int
	Left  int
	Link  string
}

// logRow is one line of it. Changes are name, old and new value.
type logRow struct {
	number                           int
	At, Action, Status, Source, Type string
	Target, Code, Reason             string
	Trouble                          bool
	Changes                          []change
}

type change struct{ Name, Old, New string }

func newLogTable(s Source, notices *[]string) *logTable {
	t := &logTable{Link: s.inFolder("provisioning.ndjson")}
	var trouble, success int
	for line, err := range s.Log() {
		if err != nil {
			if len(*notices) < 2*problemLimit {
				*notices = append(*notices, shown(err.Error()))
			}
			continue
		}
		t.Total++
		count, limit := &success, successLimit
		if line.Status.Status != "success" {
			count, limit = &trouble, troubleLimit
		}
		if *count < limit {
			*count++
			t.Rows = append(t.Rows, newLogRow(s, line, t.Total))
		}
	}
	if t.Total == 0 {
		return nil
	}
	slices.SortStableFunc(t.Rows, func(a, b logRow) int { return cmp.Compare(a.number, b.number) })
	t.Left = t.Total - len(t.Rows)
	return t
}

func newLogRow(s Source, line LogLine, number int) logRow {
	row := logRow{
		number: number, At: shown(line.At), Action: shown(line.Action), Status: shown(line.Status.Status), Type: shown(line.Source.Type),
		Source: shown(cmp.Or(line.Source.Name, line.Source.ID)), Target: shown(line.Target.ID),
		Code: shown(line.Status.Error.Code), Reason: shown(line.Status.Error.Reason), Trouble: line.Status.Status == "failure",
	}
	if at, err := time.Parse(time.RFC3339, line.At); err == nil && !s.Run.Virtual.From.IsZero() {
		row.At = clock(s.Run, at)
	}
	for _, m := range line.Modified {
		row.Changes = append(row.Changes, change{shown(m.Name), valueText(m.Old), valueText(m.New)})
	}
	return row
}

// valueText tells nothing from an empty text.
func valueText(value *string) string {
	if value == nil {
		return ""
	}
	if strings.TrimSpace(*value) == "" {
		return fmt.Sprintf("%q", *value)
	}
	return shown(*value)
}

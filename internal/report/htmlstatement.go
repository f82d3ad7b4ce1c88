package report

import (
	"fmt"

	"github.com/scimulator/scimulator/internal/verdict"
)

// deviationRow is an entry of the baseline, and what the run makes of it.
type deviationRow struct {
	Mark                                  mark
	Subject, Because, Owner, Until, State string
}

func deviations(run verdict.Run) []deviationRow {
	var rows []deviationRow
	for _, d := range run.Deviations {
		o := verdict.Known
		if d.State != "known" && run.Shard == nil {
			o = verdict.Fail
		}
		rows = append(rows, deviationRow{
			Mark: outcomeMark(o), Subject: shown(joined(string(d.Requirement), d.Check)), Because: shown(d.Because), Owner: shown(d.Owner),
			Until: shown(d.Until), State: shown(d.State + ": " + deviationState(d)),
		})
	}
	return rows
}

// rehearsedRow is a test of a pack.
type rehearsedRow struct {
	Mark         mark
	Test, Reason string
	Checks       []link
}

// link is a name with the part of the page that it leads to; Anchor is "" where
// there is none.
type link struct{ Text, Anchor string }

func rehearsed(run verdict.Run, links anchors) []rehearsedRow {
	var rows []rehearsedRow
	for _, r := range run.Rehearsal {
		rows = append(rows, rehearsedRow{outcomeMark(r.Outcome), shown(r.Test), shown(r.Reason), links.checkLinks(r.Checks)})
	}
	return rows
}

func (a anchors) checkLinks(ids []string) []link {
	var all []link
	for _, id := range ids {
		all = append(all, link{shown(id), a.byID[id]})
	}
	return all
}

// foreignData says whether the data that is not ours was left alone.
type foreignData struct {
	Mark      mark
	Statement string
	Changed   []string
}

func foreign(u *verdict.Untouched) *foreignData {
	switch {
	case u == nil:
		return nil
	case u.Note != "":
		return &foreignData{Mark: outcomeMark(verdict.NotApplicable), Statement: shown("Not compared: " + u.Note)}
	case len(u.Changed) == 0:
		return &foreignData{
			Mark:      outcomeMark(verdict.Pass),
			Statement: fmt.Sprintf("%s unchanged: %d before the run, %d after it.", counted(u.After, "foreign resource"), u.Before, u.After),
		}
	}
	data := &foreignData{
		Mark:      outcomeMark(verdict.Fail),
		Statement: fmt.Sprintf("%s changed, gone or new: %d before the run, %d after it.", counted(len(u.Changed), "foreign resource"), u.Before, u.After),
	}
	for _, resource := range u.Changed {
		data.Changed = append(data.Changed, shown(resource))
	}
	return data
}

type thresholdRow struct {
	Mark mark
	Text string
}

func thresholds(run verdict.Run) []thresholdRow {
	var rows []thresholdRow
	for _, t := range run.Thresholds {
		o := verdict.Pass
		if !t.Met {
			o = verdict.Fail
		}
		rows = append(rows, thresholdRow{outcomeMark(o), shown(thresholdText(t) + " (" + met(t) + ")")})
	}
	return rows
}

type leftoverRow struct{ Resource, Name, State, Reason string }

func leftoverRows(run verdict.Run) []leftoverRow {
	var rows []leftoverRow
	for _, l := range run.Leftovers {
		rows = append(rows, leftoverRow{shown(l.Resource), shown(l.Name), shown(l.State), shown(l.Reason)})
	}
	return rows
}

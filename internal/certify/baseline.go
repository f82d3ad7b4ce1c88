package certify

import (
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// LoadBaseline reads a baseline file. Every mistake is told at once, as
// file:line:column.
func LoadBaseline(name string, text []byte, formats *shape.Set, today time.Time) (*Baseline, error) {
	var f struct {
		Deviations []struct {
			Requirement requirement.ID `json:"requirement"`
			Check       string         `json:"check"`
			Because     string         `json:"because"`
			Owner       string         `json:"owner"`
			Until       string         `json:"until"`
		} `json:"deviations"`
	}
	d, err := document.Load(name, text, formats, "Baseline", &f)
	if err != nil {
		return nil, err
	}
	b := &Baseline{Today: today}
	for i, one := range f.Deviations {
		until, err := time.Parse(time.DateOnly, one.Until)
		if err != nil {
			d.Fault(document.At("deviations", i, "until"), "until: %q is no date such as 2027-03-01", one.Until)
		}
		b.Deviations = append(b.Deviations, Deviation{one.Requirement, one.Check, one.Because, one.Owner, until.Add(24*time.Hour - 1)})
	}
	return b, d.Err()
}

// Baseline are the deviations of a target that are known (design §5).
type Baseline struct {
	Deviations []Deviation
	Today      time.Time // what is past its date does not excuse anything
}

// Deviation is one of them; it names a requirement or a check.
type Deviation struct {
	Requirement requirement.ID
	Check       string
	Because     string
	Owner       string
	Until       time.Time // zero for ever
}

func (d Deviation) expired(today time.Time) bool { return !d.Until.IsZero() && today.After(d.Until) }

func (d Deviation) matches(rule requirement.ID, check string) bool {
	return (d.Requirement == "" || d.names(rule)) && (d.Check == "" || d.Check == check)
}

// names says whether the deviation names a requirement; a star at the end stands
// for any ending.
func (d Deviation) names(rule requirement.ID) bool {
	if beginning, open := strings.CutSuffix(string(d.Requirement), "*"); open {
		return strings.HasPrefix(string(rule), beginning)
	}
	return d.Requirement == rule
}

// knows says whether a deviation in force is declared.
func (b *Baseline) knows(rule requirement.ID, check string) bool {
	return b != nil && slices.ContainsFunc(b.Deviations, func(d Deviation) bool {
		return !d.expired(b.Today) && d.matches(rule, check)
	})
}

// States says what became of each deviation: known when it was found again, stale
// when what it names passes, unmatched when the run has nothing of that name or
// could not judge it, expired when its date is past.
func (b *Baseline) states(checks []verdict.Check, findings []verdict.Finding) []verdict.Deviation {
	if b == nil {
		return nil
	}
	var states []verdict.Deviation
	for _, d := range b.Deviations {
		state := verdict.Deviation{Requirement: d.Requirement, Check: d.Check, Because: d.Because, Owner: d.Owner, State: b.state(d, checks, findings)}
		if !d.Until.IsZero() {
			state.Until = d.Until.Format(time.DateOnly)
		}
		states = append(states, state)
	}
	return states
}

func (b *Baseline) state(d Deviation, checks []verdict.Check, findings []verdict.Finding) string {
	if d.expired(b.Today) {
		return "expired"
	}
	for _, f := range findings {
		if f.Outcome == verdict.Known && (d.matches(f.Requirement, f.Check) || slices.ContainsFunc(f.Also, func(r requirement.ID) bool { return d.matches(r, f.Check) })) {
			return "known"
		}
	}
	for _, c := range checks {
		judges := d.Requirement == "" || slices.ContainsFunc(c.Requirements, func(r string) bool { return d.names(requirement.ID(r)) })
		if judges && (d.Check == "" || d.Check == c.ID) && c.Outcome == verdict.Pass {
			return "stale"
		}
	}
	return "unmatched"
}

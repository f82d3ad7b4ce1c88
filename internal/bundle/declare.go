package bundle

import (
	"fmt"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Claim is what a statement says that its run does not.
type Claim struct {
	Implementation Implementation
	Commit         string
	Catalogues     []Digest
	Settings       Settings
	Reproduce      string
	Features       FeaturesOfTarget
}

// Declare makes the statement of a run: everything in it follows from the run and
// the claim, so that a reader can make it again and compare.
func Declare(run verdict.Run, claim Claim) Statement {
	suite := Suite{Name: run.Suite, Core: part(run.Checks, true), Optional: part(run.Checks, false), Requirements: requirements(run.Requirements)}
	return Statement{
		APIVersion: document.APIVersion, Kind: "Statement", Summary: Summary(run), Declaration: Declaration,
		Verdict: run.Verdict, Partial: Partial(run), Implementation: claim.Implementation,
		Date: run.Ended.UTC().Format(time.RFC3339), Run: run.ID,
		Tool: Tool{run.Tool.Name, run.Tool.Version, claim.Commit}, Catalogues: list(claim.Catalogues), Target: run.Target,
		Settings: claim.Settings, Reproduce: claim.Reproduce, Suites: []Suite{suite},
		Features: FeaturesOfTarget{list(claim.Features.Declared), list(claim.Features.Discovered)}, Waivers: waivers(run.Deviations),
	}
}

// claim is what a statement claims beyond its run.
func (s Statement) claim() Claim {
	return Claim{s.Implementation, s.Tool.Commit, s.Catalogues, s.Settings, s.Reproduce, s.Features}
}

// Summary is the first line: the verdict of the run and, whatever else it is, that
// it is partial.
func Summary(run verdict.Run) string {
	text := report.Sentence(run)
	if run.Verdict != verdict.Partial && Partial(run) {
		text += fmt.Sprintf("; also partial: %d checks of the core were skipped, waived or broken", len(unjudged(run.Checks)))
	}
	return text
}

// Partial says whether a check of the core was skipped, waived or broken, or there was
// none, or the run did not reach its end.
func Partial(run verdict.Run) bool {
	core := slices.ContainsFunc(run.Checks, func(c verdict.Check) bool { return c.Core })
	return run.Verdict == verdict.Partial || run.Interrupted || !core || len(unjudged(run.Checks)) > 0
}

// unjudged are the checks of the core that say nothing for the target.
func unjudged(checks []verdict.Check) []string {
	core := part(checks, true)
	return slices.Concat(core.Broken, core.Waived, core.Skipped)
}

func part(checks []verdict.Check, core bool) Part {
	p := Part{Failed: []string{}, Broken: []string{}, Waived: []string{}, Skipped: []string{}}
	for _, c := range checks {
		if c.Core == core {
			p.add(c)
		}
	}
	p.Result = p.result()
	return p
}

func (p *Part) add(c verdict.Check) {
	name := c.ID
	if name == "" {
		name = c.Name
	}
	switch c.Outcome {
	case verdict.Fail:
		p.Failed = append(p.Failed, name)
	case verdict.Broken:
		p.Broken = append(p.Broken, name)
	case verdict.Known:
		p.Waived = append(p.Waived, name)
	case verdict.NotRun, verdict.Skipped:
		p.Skipped = append(p.Skipped, name)
	case verdict.NotApplicable:
		p.NotApplicable++
	default:
		p.Passed++
	}
}

func (p *Part) result() verdict.Verdict {
	tally := verdict.Tally{Fail: len(p.Failed), Broken: len(p.Broken)}
	return tally.Verdict(len(p.Waived)+len(p.Skipped) > 0 || p.Passed == 0)
}

func requirements(judged []verdict.Judged) Requirements {
	r := Requirements{Failed: []requirement.ID{}, Waived: []requirement.ID{}, NotJudged: []requirement.ID{}}
	for _, j := range judged {
		switch j.Outcome {
		case verdict.Fail:
			r.Failed = append(r.Failed, j.ID)
		case verdict.Known:
			r.Waived = append(r.Waived, j.ID)
		case verdict.NotRun, verdict.Skipped, verdict.Broken:
			r.NotJudged = append(r.NotJudged, j.ID)
		case verdict.NotApplicable:
			r.NotApplicable++
		default:
			r.Passed++
		}
	}
	return r
}

func waivers(deviations []verdict.Deviation) []Waiver {
	all := []Waiver{}
	for _, d := range deviations {
		all = append(all, Waiver(d))
	}
	return all
}

// list is never nil: a statement shows an empty list as one.
func list[T any](items []T) []T { return append([]T{}, items...) }

package report

import (
	"fmt"
	"io"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Published is a run that is shown beside others.
type Published struct {
	Title string
	File  string // where its run is, in canonical form, relative to the page
	Run   verdict.Run
}

// Matrix writes a page in Markdown over several runs: what each came to, and each
// requirement that one of them does not fulfil.
func Matrix(out io.Writer, runs []Published) error {
	text := &failing{out: out}
	fmt.Fprint(text, "# Published runs\n\nWhat `scimulator certify` says of the reference target, correct and broken on purpose, and of an independent server.\nMade by `go generate ./internal/cli`; a test fails when it is stale.\n\n")
	var totals [][]string
	for _, one := range runs {
		t := one.Run.Tally
		totals = append(totals, []string{
			fmt.Sprintf("[%s](%s)", one.Title, one.File), one.Run.Suite, string(one.Run.Verdict),
			fmt.Sprint(t.Pass), fmt.Sprint(t.Fail), fmt.Sprint(t.Known), fmt.Sprint(t.Advice), fmt.Sprint(t.NotApplicable),
		})
	}
	table(text, []string{"run", "suite", "verdict", "passed", "failed", "known", "advice", "not applicable"}, totals)
	fmt.Fprint(text, "\n## Requirements that are not fulfilled everywhere\n\n")
	table(text, append([]string{"requirement", "level"}, titles(runs)...), unfulfilled(runs))
	return text.err
}

func titles(runs []Published) []string {
	var all []string
	for _, one := range runs {
		all = append(all, prose(one.Title))
	}
	return all
}

// unfulfilled are the requirements of which some run found more than advice to say,
// or advice, in the order in which the runs list them.
func unfulfilled(runs []Published) [][]string {
	var rows [][]string
	seen := map[requirement.ID]bool{}
	for _, run := range runs {
		for _, j := range run.Run.Requirements {
			if j.Outcome < verdict.Known || seen[j.ID] {
				continue
			}
			seen[j.ID] = true
			row := []string{span(string(j.ID)), prose(j.Level)}
			for _, other := range runs {
				row = append(row, word(outcomeOf(other.Run, j.ID)))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func outcomeOf(run verdict.Run, id requirement.ID) verdict.Outcome {
	for _, j := range run.Requirements {
		if j.ID == id {
			return j.Outcome
		}
	}
	return verdict.NotRun
}

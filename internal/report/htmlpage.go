package report

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/verdict"
)

// page is what the template shows. Texts in it are cleaned.
type page struct {
	Style  template.CSS
	Script template.JS
	Policy string

	Title    string
	Verdict  mark
	Sentence string // Sentence(run) without its first word
	Notices  []string
	Facts    []fact
	Setting  []fact

	Counts   []tallied
	Harms    []suffering
	Suffered string
	Matrix   *matrix
	Groups   []findingGroup
	Findings int

	Timeline *timeline
	Cycles   []cycleRow
	Latency  *histogram
	Log      *logTable
	Features []feature
	Checks   int
	Coverage []sourceCoverage
	Evidence *evidenceTable

	Baseline   []deviationRow
	Rehearsal  []rehearsedRow
	Pack       string
	Disclaimer string
	Foreign    *foreignData
	Thresholds []thresholdRow
	Leftovers  []leftoverRow
}

// mark is an outcome or a verdict for display: a symbol, a word, a colour.
type mark struct {
	Class string // fail, pass, not-applicable …: names the symbol and the colour
	Word  string
}

// fact is a name with its value.
type fact struct{ Name, Value string }

func newPage(s Source) page {
	run := s.Run
	links := newAnchors(run)
	gathered := gather(s)
	p := page{
		Style: template.CSS(pageStyle), Script: template.JS(pageScript), Policy: policy(pageStyle, pageScript),
		Title: shown(pageTitle(run)), Verdict: verdictMark(run.Verdict), Sentence: shown(strings.TrimPrefix(Sentence(run), string(run.Verdict)+": ")),
		Notices: gathered.problems, Facts: facts(run), Setting: setting(run),
		Counts: tally(run.Tally), Harms: harmed(run), Suffered: shown(suffered(run)), Matrix: newMatrix(run),
		Groups: findingGroups(s, links, gathered), Findings: len(run.Findings),
		Timeline: newTimeline(run, links), Cycles: cycleRows(run, links), Latency: newHistogram(run, gathered),
		Features: features(run, links), Checks: len(run.Checks), Coverage: coverage(s, links),
		Evidence: newEvidenceTable(s, gathered),
		Baseline: deviations(run), Rehearsal: rehearsed(run, links), Pack: shown(run.Pack), Disclaimer: Rehearsal, Foreign: foreign(run.ForeignData),
		Thresholds: thresholds(run), Leftovers: leftoverRows(run),
	}
	p.Log = newLogTable(s, &p.Notices)
	return p
}

func pageTitle(run verdict.Run) string {
	name := run.Title
	if name == "" {
		name = run.Scenario + run.Suite
	}
	return fmt.Sprintf("%s: %s", run.Verdict, name)
}

func verdictMark(v verdict.Verdict) mark {
	switch v {
	case verdict.Failed:
		return mark{"fail", "Failed"}
	case verdict.NoVerdict:
		return mark{"broken", "No verdict"}
	case verdict.Partial:
		return mark{"advice", "Partial"}
	}
	return mark{"pass", "Conformant"}
}

// outcomeMark is the word of an outcome, and a class that is an HTML name.
func outcomeMark(o verdict.Outcome) mark {
	text := word(o)
	switch o {
	case verdict.Fail:
		text = "fail"
	case verdict.Pass:
		text = "pass"
	}
	return mark{Class: strings.ReplaceAll(text, " ", "-"), Word: text}
}

// facts are what a reader wants to know first, after the verdict.
func facts(run verdict.Run) []fact {
	target := run.Target.Name
	if run.Target.Base != "" && run.Target.Foreign {
		target += " (" + run.Target.Base + ")"
	}
	total := 0
	for _, n := range run.Figures.Requests {
		total += n
	}
	all := []fact{
		{"Target", target}, {"Scenario", run.Scenario}, {"Suite", run.Suite}, {"Profile", run.Profile}, {"Dialect", run.Dialect},
		{"Requests", someNumber(total)}, {"Virtual time", spanText(run)}, {"Read back and compared", readBack(run.Figures)},
	}
	return known(all)
}

// someNumber is a number that was counted, "" for one that was not: a certification
// counts its exchanges below.
func someNumber(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func readBack(f verdict.Figures) string {
	if f.Resources == 0 {
		return ""
	}
	return counted(f.Resources, "resource")
}

func spanText(run verdict.Run) string {
	span := run.Virtual.To.Sub(run.Virtual.From).Round(time.Minute)
	if span <= 0 {
		return ""
	}
	return strings.TrimSuffix(days(span), "0s")
}

// setting is all that one needs to repeat the run.
func setting(run verdict.Run) []fact {
	foreign := "started by this command"
	if run.Target.Foreign {
		foreign = "foreign"
	}
	all := []fact{
		{"Run", run.ID}, {"Tool", run.Tool.Name + " " + run.Tool.Version}, {"Command", run.Command}, {"Title", run.Title}, {"Scenario", run.Scenario},
		{"Suite", run.Suite}, {"Pack", run.Pack}, {"Profile", run.Profile}, {"Dialect", run.Dialect},
		{"Target", fmt.Sprintf("%s, %s, %s", run.Target.Name, run.Target.Base, foreign)},
		{"Seed", fmt.Sprint(run.Seed)}, {"Marker", run.Marker},
		{"Began", stamp(run.Began)}, {"Ended", stamp(run.Ended)}, {"Virtual time", virtualText(run.Virtual)},
		{"Took", fmt.Sprintf("%.1f s", float64(run.Figures.Milliseconds)/1000)},
		{"Sent", requestsText(run.Figures.Requests)}, {"Verification reads", fmt.Sprint(run.Figures.Verification)},
	}
	return known(all)
}

func known(all []fact) []fact {
	var some []fact
	for _, f := range all {
		if strings.TrimSpace(f.Value) != "" {
			some = append(some, fact{f.Name, shown(f.Value)})
		}
	}
	return some
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

func virtualText(s verdict.Span) string {
	if s.From.IsZero() {
		return ""
	}
	return stamp(s.From) + " to " + stamp(s.To)
}

// elapsed prints virtual time as the time since the story began.
func elapsed(span time.Duration) string {
	day := int(span / (24 * time.Hour))
	span -= time.Duration(day) * 24 * time.Hour
	return fmt.Sprintf("day %d %02d:%02d", day, int(span.Hours()), int(span.Minutes())%60)
}

// inFolder is the address of a file of the run, or "" where none is known. Each
// name is escaped: a colon in it must not become a scheme.
func (s Source) inFolder(name string) string {
	if s.Folder == "" {
		return ""
	}
	parts := strings.Split(strings.TrimSuffix(s.Folder, "/"), "/")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(part), ":", "%3A")
	}
	return strings.Join(parts, "/") + "/" + name
}

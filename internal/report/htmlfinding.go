package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// findingGroup are the findings with one cause: the requirement that is broken.
type findingGroup struct {
	Requirement, Level, Sentence, Source string
	Findings                             []findingView
}

// findingView is one finding, with all that is known of it.
type findingView struct {
	Anchor                   string
	Mark                     mark
	Message, Harm, HarmClass string
	Facts                    []fact
	Times                    string
	Difference               *difference
	Curl, Repeat, Hint       string
	Check                    link
	Cycle                    string
	Follows                  []link // checks that could not pass because of it
	Exchanges                []exchangeView
	MoreExchanges            string
	OpenFirst                bool
	Overruled, Object        string
}

// openFindings is how many findings are open when the page opens.
const openFindings = 2

func findingGroups(s Source, links anchors, g *gathered) []findingGroup {
	var groups []findingGroup
	index := map[requirement.ID]int{}
	for n, i := range worstOrder(s.Run.Findings) {
		f := s.Run.Findings[i]
		at, there := index[f.Requirement]
		if !there {
			at = len(groups)
			index[f.Requirement] = at
			groups = append(groups, s.newGroup(f))
		}
		view := newFindingView(s.Run, f, g, links)
		view.Anchor, view.OpenFirst = links.findings[i], n < openFindings
		if n == 0 && len(view.Exchanges) > 0 {
			view.Exchanges[0].Open = true
		}
		groups[at].Findings = append(groups[at].Findings, view)
	}
	return groups
}

// worstOrder are the places of the findings in the order of worstFirst.
func worstOrder(findings []verdict.Finding) []int {
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := findings[a], findings[b]
		if x.Outcome != y.Outcome {
			return int(y.Outcome) - int(x.Outcome)
		}
		if n := slices.Index(harms(), x.Harm) - slices.Index(harms(), y.Harm); n != 0 {
			return n
		}
		return strings.Compare(x.Check, y.Check)
	})
	return order
}

func (s Source) newGroup(f verdict.Finding) findingGroup {
	g := findingGroup{Requirement: shown(string(f.Requirement)), Level: levelText(f.Level), Sentence: shown(f.Sentence)}
	if s.Requirement == nil {
		return g
	}
	if entry, known := s.Requirement(f.Requirement); known {
		g.Source = shown(entry.Source)
		if g.Sentence == "" {
			g.Sentence = shown(entry.Text)
		}
	}
	return g
}

func newFindingView(run verdict.Run, f verdict.Finding, g *gathered, links anchors) findingView {
	view := findingView{
		Mark: outcomeMark(f.Outcome), Message: shown(f.Message), Harm: shown(string(f.Harm)), HarmClass: slug(string(f.Harm)),
		Overruled: shown(string(f.By)), Object: shown(f.Object), Times: times(f.Count), Cycle: cycleText(f.Cycle),
		Facts: known([]fact{{"Object", f.Object}, {"Resource", f.Resource}, {"Attribute", f.Attribute}, {"Breaks, too", alsoText(f)}}),
		Curl:  shown(f.Curl), Repeat: shown(f.Repeat), Hint: shown(f.Hint), Follows: follows(run, f, links),
	}
	if f.Check != "" {
		view.Check = link{shown(f.Check), links.byID[f.Check]}
	}
	for _, id := range decisive(f.Exchanges) {
		view.Exchanges = append(view.Exchanges, g.view(id))
	}
	if left := len(f.Exchanges) - len(view.Exchanges); left > 0 {
		view.MoreExchanges = fmt.Sprintf("%d more in exchanges.ndjson: %s", left, shown(strings.Trim(fmt.Sprint(f.Exchanges[len(view.Exchanges):]), "[]")))
	}
	view.Difference = newDifference(f, g)
	return view
}

func alsoText(f verdict.Finding) string {
	var ids []string
	for _, id := range f.Also {
		ids = append(ids, string(id))
	}
	return strings.Join(ids, ", ")
}

// view is a cited exchange, or the reason why it is not here.
func (g *gathered) view(id int64) exchangeView {
	if e, known := g.cited[id]; known {
		return newExchangeView(e)
	}
	reason := "the evidence does not hold it"
	if g.omitted[id] {
		reason = fmt.Sprintf("left out: this page shows %d; see exchanges.ndjson", citedLimit)
	}
	return exchangeView{ID: id, Missing: reason}
}

// follows are the checks that a finding folds under itself (design §6).
func follows(run verdict.Run, f verdict.Finding, links anchors) []link {
	reason := fmt.Sprintf("follows from %s: %s", f.Requirement, f.Message)
	var all []link
	for i, c := range run.Checks {
		if c.Cause != "" && c.Cause == f.Check || c.Reason == reason {
			all = append(all, link{shown(c.Name), links.checks[i]})
		}
	}
	return all
}

// seenIn is the last answer among the evidence that shows the resource.
func (g *gathered) seenIn(f verdict.Finding) (exchange.Exchange, bool) {
	_, id, _ := strings.Cut(f.Resource, "/")
	if id == "" {
		return exchange.Exchange{}, false
	}
	for _, n := range slices.Backward(decisive(f.Exchanges)) {
		e, known := g.cited[n]
		if known && e.Status >= 200 && e.Status < 300 && hasID(e.Response.Body, id) {
			return e, true
		}
	}
	return exchange.Exchange{}, false
}

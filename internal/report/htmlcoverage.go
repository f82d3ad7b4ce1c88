package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// sourceCoverage is what became of the requirements of one source, by section.
type sourceCoverage struct {
	Source   string
	Counts   string
	Shares   []share
	Sections []sectionCoverage
	tally    verdict.Tally
}

type sectionCoverage struct {
	Section      string
	Counts       string
	Shares       []share
	Requirements []judgedRow
	tally        verdict.Tally
}

type judgedRow struct {
	ID, Level, Sentence, Reason string
	Mark                        mark
	Checks                      []link
}

func coverage(s Source, links anchors) []sourceCoverage {
	var sources []sourceCoverage
	for _, j := range judgedOf(s) {
		name, section := sourceOf(j)
		at := slices.IndexFunc(sources, func(c sourceCoverage) bool { return c.Source == name })
		if at < 0 {
			at = len(sources)
			sources = append(sources, sourceCoverage{Source: name})
		}
		sources[at].add(section, judgedRow{
			ID: shown(string(j.ID)), Level: levelText(j.Level), Sentence: shown(s.sentence(j.ID)), Reason: shown(j.Reason), Mark: outcomeMark(j.Outcome),
			Checks: links.checkLinks(j.Checks),
		}, j.Outcome)
	}
	for i := range sources {
		sources[i].close()
	}
	slices.SortStableFunc(sources, func(a, b sourceCoverage) int { return strings.Compare(sourceRank(a.Source), sourceRank(b.Source)) })
	return sources
}

func (c *sourceCoverage) add(section string, row judgedRow, o verdict.Outcome) {
	at := slices.IndexFunc(c.Sections, func(s sectionCoverage) bool { return s.Section == section })
	if at < 0 {
		at = len(c.Sections)
		c.Sections = append(c.Sections, sectionCoverage{Section: section})
	}
	c.Sections[at].Requirements = append(c.Sections[at].Requirements, row)
	c.Sections[at].tally.Add(o)
	c.tally.Add(o)
}

func (c *sourceCoverage) close() {
	c.Counts, c.Shares = counts(c.tally), shares(c.tally)
	for i := range c.Sections {
		s := &c.Sections[i]
		s.Counts, s.Shares = counts(s.tally), shares(s.tally)
	}
	slices.SortStableFunc(c.Sections, func(a, b sectionCoverage) int { return compareSections(a.Section, b.Section) })
}

// judgedOf are the requirements of the run, or, where run.json names none, those
// that its checks name, each with the worst of their outcomes.
func judgedOf(s Source) []verdict.Judged {
	if len(s.Run.Requirements) > 0 {
		return s.Run.Requirements
	}
	var all []verdict.Judged
	index := map[string]int{}
	for _, c := range s.Run.Checks {
		for _, id := range c.Requirements {
			at, there := index[id]
			if !there {
				at = len(all)
				index[id] = at
				all = append(all, s.judged(requirement.ID(id)))
			}
			all[at].Outcome = all[at].Outcome.Raise(c.Outcome)
			if c.ID != "" {
				all[at].Checks = append(all[at].Checks, c.ID)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b verdict.Judged) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}

func (s Source) judged(id requirement.ID) verdict.Judged {
	j := verdict.Judged{ID: id}
	if s.Requirement == nil {
		return j
	}
	if entry, known := s.Requirement(id); known {
		j.Source, j.Level = entry.Source, entry.Level
	}
	return j
}

// sourceOf takes "RFC 7644 §3.3" apart. Documents without sections are put
// together by the first word of the id, as their entries are numbered through.
func sourceOf(j verdict.Judged) (source, section string) {
	if source, section, found := strings.Cut(j.Source, " §"); found {
		return shown(source), "§" + shown(section)
	}
	prefix, rest, _ := strings.Cut(string(j.ID), "-")
	switch {
	case prefix == "E" || j.Source == "ENTRA":
		chapter, _, _ := strings.Cut(rest, ".")
		return "Microsoft Entra ID", shown("E-" + chapter)
	case prefix == "HOUSE":
		return "House rules", "HOUSE"
	case strings.HasPrefix(prefix, "RFC"):
		section, _, _ := strings.Cut(rest, "-")
		return shown("RFC " + prefix[len("RFC"):]), "§" + shown(section)
	}
	return "Documented behavior", shown(prefix)
}

// sourceRank puts RFCs first, then Entra, documents, and our own rules.
func sourceRank(source string) string {
	switch {
	case strings.HasPrefix(source, "RFC"):
		return "0" + source
	case source == "Microsoft Entra ID":
		return "1"
	case source == "House rules":
		return "3"
	}
	return "2" + source
}

// compareSections orders §3.5.2 before §3.10.
func compareSections(a, b string) int { return slices.Compare(sectionNumbers(a), sectionNumbers(b)) }

func sectionNumbers(section string) []int {
	var numbers []int
	for part := range strings.FieldsFuncSeq(section, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(part); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

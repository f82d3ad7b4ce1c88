package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// The subset of JUnit XML that GitLab, Jenkins and the common GitHub actions all
// take. There is no standard.
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name       string          `xml:"name,attr"`
	Tests      int             `xml:"tests,attr"`
	Failures   int             `xml:"failures,attr"`
	Errors     int             `xml:"errors,attr"`
	Skipped    int             `xml:"skipped,attr"`
	Time       string          `xml:"time,attr"`
	Timestamp  string          `xml:"timestamp,attr,omitempty"`
	ID         int             `xml:"id,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Cases      []junitCase     `xml:"testcase"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Class   string     `xml:"classname,attr"`
	Name    string     `xml:"name,attr"`
	File    string     `xml:"file,attr,omitempty"`
	Time    string     `xml:"time,attr"`
	Skipped *junitNote `xml:"skipped"`
	Error   *junitNote `xml:"error"`
	Failure *junitNote `xml:"failure"`
	Out     string     `xml:"system-out,omitempty"`
}

// junitNote says its message twice: Jenkins shows the attribute, GitLab the
// content.
type junitNote struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes the run for pipelines: failure is the target's, error is ours,
// and what is overruled or known is skipped, with its reason.
func JUnit(out io.Writer, s Source) error {
	root := junitSuites{Name: "scimulator"}
	places := map[string]int{}
	total := 0.0
	for _, row := range judgments(s.Run) {
		i, known := places[row.group]
		if !known {
			i = len(root.Suites)
			places[row.group] = i
			root.Suites = append(root.Suites, junitSuite{Name: armless(row.group), ID: i, Timestamp: junitTime(s.Run), Properties: junitProperties(s.Run)})
		}
		root.Suites[i].Cases = append(root.Suites[i].Cases, junitOf(row))
		total += row.milliseconds
	}
	for i := range root.Suites {
		suite := &root.Suites[i]
		suite.count()
		root.Tests, root.Failures, root.Errors = root.Tests+suite.Tests, root.Failures+suite.Failures, root.Errors+suite.Errors
	}
	root.Time = seconds(total)
	text, err := xml.MarshalIndent(root, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s%s\n", xml.Header, text)
	return err
}

func (s *junitSuite) count() {
	total := 0.0
	for _, c := range s.Cases {
		s.Tests++
		var took float64
		fmt.Sscan(c.Time, &took)
		total += took * 1000
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	s.Time = seconds(total)
}

func junitOf(row judgment) junitCase {
	c := junitCase{Class: armless(row.group), Name: armless(row.name), File: armless(row.file), Time: seconds(row.milliseconds)}
	text := armless(strings.Join(row.account(), "\n"))
	note := &junitNote{Message: armless(row.headline()), Text: text}
	switch row.status() {
	case failed:
		note.Type = junitType(row)
		c.Failure = note
	case errored:
		note.Type = "broken"
		c.Error = note
	case skipped:
		note.Text = note.Message
		c.Skipped = note
	default:
		if row.outcome == verdict.Advice {
			c.Out = text
		}
	}
	return c
}

// junitType is how much the broken requirement binds.
func junitType(row judgment) string {
	if row.group == thresholdGroup {
		return "threshold"
	}
	for _, f := range row.findings {
		if f.Outcome == verdict.Fail && f.Level != "" {
			return armless(f.Level)
		}
	}
	return "failure"
}

func junitProperties(run verdict.Run) []junitProperty {
	var list []junitProperty
	for _, one := range about(run) {
		list = append(list, junitProperty{one.name, armless(one.value)})
	}
	return list
}

// junitTime has neither fraction nor zone: the strict schema of Jenkins refuses
// them.
func junitTime(run verdict.Run) string {
	if run.Began.IsZero() {
		return ""
	}
	return run.Began.UTC().Format("2006-01-02T15:04:05")
}

func seconds(milliseconds float64) string { return fmt.Sprintf("%.3f", milliseconds/1000) }

// armless is text for JUnit, line by line: cleaned, and without the mark that
// makes GitLab and Jenkins attach a file of the machine.
func armless(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.ReplaceAll(shown(lines[i]), "[[", "[ [")
	}
	return strings.Join(lines, "\n")
}

// about are the circumstances of a run, for the head of a report.
func about(run verdict.Run) []field {
	all := []field{
		{"verdict", Sentence(run)}, {"target", run.Target.Name}, {"address", run.Target.Base}, {"scenario", run.Scenario}, {"suite", run.Suite},
		{"pack", run.Pack}, {"profile", run.Profile}, {"dialect", run.Dialect}, {"seed", fmt.Sprint(run.Seed)},
		{"tool", strings.TrimSpace(run.Tool.Name + " " + run.Tool.Version)}, {"run", run.ID},
	}
	var known []field
	for _, one := range all {
		if one.value != "" {
			known = append(known, one)
		}
	}
	return known
}

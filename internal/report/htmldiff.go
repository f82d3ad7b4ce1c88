package report

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// difference shows what was expected beside what was seen, line by line, within
// the resource where the evidence holds it.
type difference struct {
	Of    string // "Users/7 as exchange 12 shows it", "" for bare values
	Lines []diffLine
}

// diffLine is a line of a difference. Its sign is a word for screen readers and
// a character for eyes: colour is added to both.
type diffLine struct {
	Class string // same, expected, seen, gap
	Text  string
}

func newDifference(f verdict.Finding, g *gathered) *difference {
	if f.Expected == "" && f.Seen == "" {
		return nil
	}
	if expected, seen := jsonLines(f.Expected), jsonLines(f.Seen); expected != nil && seen != nil {
		return &difference{Lines: folded(compared(expected, seen))}
	}
	if d := withinResource(f, g); d != nil {
		return d
	}
	return &difference{Lines: bare(f)}
}

// bare are the two values as they stand.
func bare(f verdict.Finding) []diffLine {
	var lines []diffLine
	if f.Expected != "" {
		lines = append(lines, diffLine{"expected", shown(f.Expected)})
	}
	if f.Seen != "" {
		lines = append(lines, diffLine{"seen", shown(f.Seen)})
	}
	return lines
}

// jsonLines is an object or an array, indented; nil for anything else.
func jsonLines(text string) []string {
	text = strings.TrimSpace(text)
	if len(text) > bodyBytes || !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || !json.Valid([]byte(text)) {
		return nil
	}
	lines, _ := bodyLines([]byte(text))
	if len(lines) > comparedLines {
		return nil
	}
	return lines
}

// comparedLines is how many lines are compared one by one: the work grows with
// the square.
const comparedLines = 600

// withinResource marks the attribute in the resource that was seen. It gives up
// where the resource does not show what the finding says: the evidence may be of
// another moment.
func withinResource(f verdict.Finding, g *gathered) *difference {
	e, found := g.seenIn(f)
	if !found || f.Attribute == "" {
		return nil
	}
	lines, left := bodyLines(e.Response.Body)
	if left > 0 || len(lines) < 2 {
		return nil
	}
	from, to, found := locate(lines, f.Attribute)
	if found && !shows(lines[from:to], f.Seen) || !found && !absent(f.Seen) {
		return nil
	}
	from, to = narrowed(lines, from, to, f.Seen)
	var marked []diffLine
	for i, line := range lines {
		if i == from {
			marked = append(marked, wanted(f, line))
		}
		class := "same"
		if i >= from && i < to {
			class = "seen"
		}
		marked = append(marked, diffLine{class, line})
	}
	return &difference{Of: fmt.Sprintf("%s, as exchange %d shows it", shown(f.Resource), e.ID), Lines: folded(marked)}
}

// wanted is the line that was expected, with the indentation of the one seen.
func wanted(f verdict.Finding, line string) diffLine {
	blanks := line[:len(line)-len(strings.TrimLeft(line, " "))]
	if strings.TrimSpace(line) == "}" {
		blanks += "  "
	}
	value := f.Expected
	if value == "" {
		value = "absent"
	}
	return diffLine{"expected", blanks + shown(f.Attribute+": "+value)}
}

// locate finds the lines of an attribute in an indented resource: those of its
// whole value for one with a filter. Without it, from is the closing line.
func locate(lines []string, attribute string) (from, to int, found bool) {
	from, to = 1, len(lines)-1
	for depth, name := range steps(lines, attribute) {
		first, last, there := member(lines, from, to, depth+1, name)
		if !there {
			return len(lines) - 1, len(lines) - 1, false
		}
		from, to = first, last
		if lines[first] != "" && strings.HasSuffix(lines[first], "[") {
			return from, to, true
		}
	}
	return from, to, true
}

// steps takes a path apart: name.givenName, emails[type eq "work"].value, or the
// URN of an extension and what stands behind its last colon.
func steps(lines []string, attribute string) []string {
	var all []string
	if i := strings.LastIndexByte(attribute, ':'); i > 0 && strings.HasPrefix(strings.ToLower(attribute), "urn:") {
		if _, _, there := member(lines, 1, len(lines)-1, 1, attribute[:i]); there {
			all = append(all, attribute[:i])
		}
		attribute = attribute[i+1:]
	}
	attribute, _, filtered := strings.Cut(attribute, "[")
	if filtered {
		return append(all, attribute)
	}
	return append(all, strings.Split(attribute, ".")...)
}

// member finds a member by name at a depth, between two lines. Names fold case
// (RFC 7643 §2.1).
func member(lines []string, from, to, depth int, name string) (first, last int, found bool) {
	blanks := strings.Repeat("  ", depth)
	for i := from; i < to; i++ {
		rest, at := strings.CutPrefix(lines[i], blanks+`"`)
		end := strings.Index(rest, `": `)
		if !at || end < 0 || !strings.EqualFold(rest[:end], name) {
			continue
		}
		if !strings.HasSuffix(lines[i], "{") && !strings.HasSuffix(lines[i], "[") {
			return i, i + 1, true
		}
		for k := i + 1; k < to; k++ {
			if strings.HasPrefix(lines[k], blanks+"}") || strings.HasPrefix(lines[k], blanks+"]") {
				return i, k + 1, true
			}
		}
		return i, to, true
	}
	return 0, 0, false
}

// narrowed are the lines of the one element of an array that shows what was
// seen, or of the whole array where that is not one.
func narrowed(lines []string, from, to int, seen string) (first, last int) {
	if to-from < 3 || !strings.HasSuffix(lines[from], "[") {
		return from, to
	}
	blanks := lines[from][:len(lines[from])-len(strings.TrimLeft(lines[from], " "))] + "  "
	first, last = -1, -1
	for start, i := from+1, from+1; i < to-1; i++ {
		if !strings.HasPrefix(lines[i], blanks+"}") {
			continue
		}
		if shows(lines[start:i+1], seen) {
			if first >= 0 {
				return from, to
			}
			first, last = start, i+1
		}
		start = i + 1
	}
	if first < 0 {
		return from, to
	}
	return first, last
}

// shows: the lines hold the value that the finding names, whole or its last word
// (members 2819c223).
func shows(lines []string, seen string) bool {
	words := strings.Fields(strings.Trim(seen, `"`))
	return len(words) > 0 && strings.Contains(strings.Join(lines, "\n"), words[len(words)-1])
}

func absent(seen string) bool {
	return seen == "" || seen == "absent" || seen == "none" || seen == "nothing" || seen == "null"
}

func hasID(body []byte, id string) bool {
	var resource struct {
		ID string `json:"id"`
	}
	return json.Unmarshal(body, &resource) == nil && resource.ID == id
}

// compared is the difference of two texts by their longest common part.
func compared(expected, seen []string) []diffLine {
	common := lengths(expected, seen)
	var lines []diffLine
	i, k := 0, 0
	for i < len(expected) || k < len(seen) {
		switch {
		case i < len(expected) && k < len(seen) && expected[i] == seen[k]:
			lines = append(lines, diffLine{"same", seen[k]})
			i, k = i+1, k+1
		case k == len(seen) || i < len(expected) && common[i+1][k] >= common[i][k+1]:
			lines = append(lines, diffLine{"expected", expected[i]})
			i++
		default:
			lines = append(lines, diffLine{"seen", seen[k]})
			k++
		}
	}
	return lines
}

// lengths are those of the longest common part behind each pair of places.
func lengths(a, b []string) [][]int {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			if a[i] == b[k] {
				common[i][k] = common[i+1][k+1] + 1
			} else {
				common[i][k] = max(common[i+1][k], common[i][k+1])
			}
		}
	}
	return common
}

// contextLines is how many equal lines stand around a difference.
const contextLines = 4

// folded leaves out equal lines that are far from every difference.
func folded(lines []diffLine) []diffLine {
	near := make([]bool, len(lines))
	for i, line := range lines {
		if line.Class == "same" {
			continue
		}
		for k := max(0, i-contextLines); k <= min(len(lines)-1, i+contextLines); k++ {
			near[k] = true
		}
	}
	var kept []diffLine
	hidden := 0
	for i, line := range lines {
		if !near[i] {
			hidden++
			continue
		}
		kept, hidden = append(gap(kept, hidden), line), 0
	}
	return gap(kept, hidden)
}

func gap(lines []diffLine, hidden int) []diffLine {
	if hidden == 0 {
		return lines
	}
	return append(lines, diffLine{"gap", "… " + counted(hidden, "line") + " alike"})
}

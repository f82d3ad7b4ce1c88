package requirement

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// Passage is what the RFC itself says where an entry is taken from: the
// paragraphs that hold its lines, unmodified but for the breaks between pages.
// texts holds rfc7643.txt and the like; an entry that no RFC holds has none.
func (r Requirement) Passage(texts fs.FS) (string, error) {
	number, _, found := strings.Cut(strings.TrimPrefix(r.Source, "RFC "), " ")
	if !found || !strings.HasPrefix(r.Source, "RFC ") || len(r.Lines) == 0 {
		return "", nil
	}
	raw, err := fs.ReadFile(texts, "rfc"+number+".txt")
	if err != nil {
		return "", fmt.Errorf("the text of RFC %s is not at hand: %w", number, err)
	}
	lines := strings.Split(string(raw), "\n")
	var passages []string
	for _, line := range r.Lines {
		if line > len(lines) {
			return "", fmt.Errorf("%s names line %d of RFC %s, which has %d", r.ID, line, number, len(lines))
		}
		if text := paragraph(lines, line-1); !slices.Contains(passages, text) {
			passages = append(passages, text)
		}
	}
	return strings.Join(passages, "\n\n"), nil
}

// between are the lines that the break between two pages puts in.
var between = regexp.MustCompile(`^(\f?RFC \d+ .*\d{4}|.* \[Page \d+\])\s*$`)

func isBreak(line string) bool { return strings.TrimSpace(line) == "" || between.MatchString(line) }

// paragraph is what stands between the empty lines around a line; a page break
// inside a sentence does not end it.
func paragraph(lines []string, at int) string {
	first, last := at, at
	for first > 0 && !isBreak(lines[first-1]) {
		first--
	}
	for last+1 < len(lines) && !isBreak(lines[last+1]) {
		last++
	}
	text := slices.Clone(lines[first : last+1])
	if rest := over(lines, last+1); rest >= 0 && !strings.ContainsAny(lastRune(lines[last]), ".:") {
		text = append(text, paragraph(lines, rest))
	}
	return strings.Join(text, "\n")
}

func lastRune(line string) string {
	line = strings.TrimRight(line, " \r")
	if line == "" {
		return ""
	}
	return line[len(line)-1:]
}

// over is the first line of the next page, when a page break follows; else -1.
func over(lines []string, at int) int {
	broken := false
	for i := at; i < len(lines) && i < at+12; i++ {
		if between.MatchString(lines[i]) {
			broken = true
		} else if strings.TrimSpace(lines[i]) != "" {
			if broken {
				return i
			}
			return -1
		}
	}
	return -1
}

package report

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// anchors are the names under which parts of the page are linked. They are the
// same in equal runs, so that a link survives the next run.
type anchors struct {
	findings []string // as the findings of the run
	checks   []string // as the checks of the run
	byID     map[string]string
}

func newAnchors(run verdict.Run) anchors {
	alias := newNames(run)
	used := map[string]int{}
	a := anchors{byID: map[string]string{}}
	for _, f := range run.Findings {
		sum := sha256.Sum256([]byte(f.Check + "\x00" + alias.text(f.Key())))
		a.findings = append(a.findings, unique(used, fmt.Sprintf("finding-%s-%x", slug(string(f.Requirement)), sum[:4])))
	}
	for _, c := range run.Checks {
		name := c.ID
		if name == "" {
			name = alias.text(c.Name)
		}
		anchor := unique(used, "check-"+slug(name))
		a.checks = append(a.checks, anchor)
		if c.ID != "" {
			a.byID[c.ID] = anchor
		}
	}
	return a
}

func unique(used map[string]int, anchor string) string {
	used[anchor]++
	if n := used[anchor]; n > 1 {
		return fmt.Sprintf("%s.%d", anchor, n)
	}
	return anchor
}

// anchorBytes is the longest name that a link carries.
const anchorBytes = 120

// slug keeps what needs no escape in a link; the parts of an id stand behind
// dots.
func slug(text string) string {
	if len(text) > anchorBytes {
		text = text[:anchorBytes]
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.', r == '_':
			return r
		case r == '/':
			return '.'
		}
		return '-'
	}, text)
}

package report

import (
	"regexp"
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Unlike is the first line in which two runs differ in canonical form, as it is in
// either; both are "" when the runs are equal. The number that tells apart the names
// that checks give, as in ana.{marker}.3, depends on which check came first: it is no
// difference.
func Unlike(a, b verdict.Run) (one, other string) {
	number := regexp.MustCompile(`(\{marker\}[ .])\d+`)
	lines := func(run verdict.Run) []string {
		return strings.Split(string(number.ReplaceAll(Canonical(run), []byte("${1}{n}"))), "\n")
	}
	first, second := lines(a), lines(b)
	for i := range max(len(first), len(second)) {
		one, other = "(nothing)", "(nothing)"
		if i < len(first) {
			one = strings.TrimSpace(first[i])
		}
		if i < len(second) {
			other = strings.TrimSpace(second[i])
		}
		if one != other {
			return one, other
		}
	}
	return "", ""
}

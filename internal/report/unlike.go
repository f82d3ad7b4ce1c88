package report

import (
	"strings"

	"github.com/scimulator/scimulator/internal/verdict"
)

// Unlike is the first line in which two runs differ in canonical form, as it is in
// either; both are "" when the runs are equal.
func Unlike(a, b verdict.Run) (one, other string) {
	lines := func(run verdict.Run) []string { return strings.Split(string(Canonical(run)), "\n") }
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

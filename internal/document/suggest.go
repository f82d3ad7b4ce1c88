package document

import (
	"fmt"
	"strings"
)

// Suggest finds the known name that was probably meant, "" when none is near:
// the one with the fewest letters to insert, delete, replace or swap with their
// neighbour. That may be a third of the longer name, one letter in short names,
// and never all of them. Case does not count; of equals the first wins.
func Suggest(name string, known []string) string {
	best, least := "", 0
	for _, candidate := range known {
		longer := max(len([]rune(name)), len([]rune(candidate)))
		edits := distance(strings.ToLower(name), strings.ToLower(candidate))
		if edits <= max(longer/3, 1) && edits < longer && (best == "" || edits < least) {
			best, least = candidate, edits
		}
	}
	return best
}

// Meant is the suggestion as the end of a sentence, " (did you mean …?)", or "".
func Meant(name string, known []string) string {
	if near := Suggest(name, known); near != "" && near != name {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

// distance counts the edits between two texts (optimal string alignment).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	var before []int
	previous := make([]int, len(to)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range from {
		current := make([]int, len(to)+1)
		current[0] = i + 1
		for j := range to {
			cost := 1
			if from[i] == to[j] {
				cost = 0
			}
			current[j+1] = min(previous[j+1]+1, current[j]+1, previous[j]+cost)
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				current[j+1] = min(current[j+1], before[j-1]+1)
			}
		}
		before, previous = previous, current
	}
	return previous[len(to)]
}

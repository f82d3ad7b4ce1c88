package expr

import (
	"maps"
	"slices"
	"strings"
)

// suggest finds the function that was probably meant: the one with the fewest
// letters to insert, delete or replace, at most a third of the name; "" when
// none is near. Case does not count.
func suggest(name string, functions map[string]Function) string {
	const longest = 40 // no function has a longer name
	if len(name) > longest {
		return ""
	}
	best, least := "", max(len(name)/3, 1)+1
	for _, known := range slices.Sorted(maps.Keys(functions)) {
		if edits := distance(strings.ToLower(name), strings.ToLower(known)); edits < least {
			best, least = known, edits
		}
	}
	return best
}

// distance counts the edits between two names (Levenshtein).
func distance(from, to string) int {
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(from) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(to) {
			cost := 1
			if from[i] == to[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(to)]
}

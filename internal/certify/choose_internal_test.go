package certify

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// numbered are checks of which those whose numbers are named are serial.
func numbered(count int, serial ...int) []*Check {
	checks := make([]*Check, count)
	for i := range checks {
		checks[i] = &Check{ID: strconv.Itoa(i)}
		if slices.Contains(serial, i) {
			checks[i].Tags = []string{tagSerial}
		}
	}
	return checks
}

func idsOf(checks []*Check) string {
	var ids []string
	for _, one := range checks {
		ids = append(ids, one.ID)
	}
	return strings.Join(ids, " ")
}

func TestParts(t *testing.T) {
	for _, test := range []struct {
		name   string
		checks []*Check
		want   []string
	}{
		{"dealt one by one", numbered(5), []string{"0 2 4", "1 3"}},
		{"serial checks together, the others make up for them", numbered(6, 1, 4), []string{"1 3 4", "0 2 5"}},
		{"more serial checks than a part has", numbered(5, 0, 1, 2, 3), []string{"0 1 2 3", "4", ""}},
		{"serial checks only", numbered(3, 0, 1, 2), []string{"0 1 2", ""}},
		{"nothing", nil, []string{"", ""}},
		{"one part is the whole", numbered(3, 1), []string{"0 1 2"}},
	} {
		for i, want := range test.want {
			if got := idsOf((Shard{i + 1, len(test.want)}).of(test.checks)); got != want {
				t.Errorf("%s: part %d is %q, want %q", test.name, i+1, got, want)
			}
		}
	}
	if got := idsOf(Shard{}.of(numbered(2))); got != "0 1" {
		t.Errorf("no part: %q", got)
	}
}

// However many parts: together they are the whole, each in the order of the features;
// serial checks are in one; and no part has more than one more than another, unless it
// is the one with the serial checks.
func TestPartsAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total, serial := rapid.IntRange(1, 9).Draw(t, "parts"), rapid.SliceOfN(rapid.IntRange(0, 39), 0, 20).Draw(t, "serial")
		checks := numbered(rapid.IntRange(0, 40).Draw(t, "checks"), serial...)
		where, sizes := map[string]int{}, make([]int, total)
		for i := range total {
			mine := (Shard{i + 1, total}).of(checks)
			sizes[i] = len(mine)
			last := -1
			for _, one := range mine {
				if _, twice := where[one.ID]; twice {
					t.Fatalf("%s is in two parts", one.ID)
				}
				where[one.ID] = i
				number, err := strconv.Atoi(one.ID)
				if err != nil || number <= last {
					t.Fatalf("part %d is out of order: %s", i+1, idsOf(mine))
				}
				last = number
				if one.has(tagSerial) && i != 0 {
					t.Fatalf("%s is serial, and in part %d", one.ID, i+1)
				}
			}
		}
		if len(where) != len(checks) {
			t.Fatalf("%d of %d checks are in a part", len(where), len(checks))
		}
		if most, least := slices.Max(sizes[min(1, total-1):]), slices.Min(sizes); most-least > 1 {
			t.Fatalf("the parts have %v checks", sizes)
		}
	})
}

// Whatever --tags says, it is refused with words, or it is an expression that any check
// can be held against.
func FuzzTags(f *testing.F) {
	for _, seed := range []string{"@core and not (@slow or @serial)", "@a", "", "not", "(", ")", "@a @b", "@a or", "\\", "not not @a", "@a and (", "and", "@\u00e9", "@a\\ b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		expression, err := parseTags(text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "--tags ") {
				t.Fatalf("an error without a flag: %v", err)
			}
			return
		}
		if strings.TrimSpace(text) == "" {
			return // everything, which has no other spelling
		}
		for _, tags := range [][]string{nil, {"@a"}, {"@core", "@slow"}} {
			first := expression.Evaluate(tags)
			if again, err := parseTags(expression.ToString()); err != nil || again.Evaluate(tags) != first {
				t.Fatalf("%q is %q, and that is another: %v", text, expression.ToString(), err)
			}
		}
	})
}

package expr

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// E-4.42: length, minimums and characters to avoid hold for every seed.
func TestRandomString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var minimums [4]int64
		sum := int64(0)
		for i := range minimums {
			minimums[i] = int64(rapid.IntRange(0, 40).Draw(t, "minimum"))
			sum += minimums[i]
		}
		length := sum + int64(rapid.IntRange(0, longestRandom-160).Draw(t, "more"))
		avoid := rapid.SampledFrom([]string{"", "?,", "0O1lI", "abc"}).Draw(t, "avoid")
		text := "RandomString(" + strings.Join([]string{
			number(length).text, number(minimums[0]).text, number(minimums[1]).text, number(minimums[2]).text, number(minimums[3]).text,
			textConstant(0, avoid).spelling,
		}, ", ") + ")"
		e, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		seed := rapid.Uint64().Draw(t, "seed")
		value, err := e.Eval(Env{Random: rand.New(rand.NewPCG(seed, 0))})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		counted := countSorts(value.text)
		for i, least := range minimums {
			if counted[i] < least {
				t.Fatalf("%s gave %q: %d of sort %d, want %d", text, value.text, counted[i], i, least)
			}
		}
		if int64(len(value.text)) != length || strings.ContainsAny(value.text, avoid) {
			t.Fatalf("%s gave %q: want %d characters without %q", text, value.text, length, avoid)
		}
	})
}

// countSorts counts numbers, special characters, capitals and lower-case letters.
func countSorts(text string) [4]int64 {
	var counted [4]int64
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			counted[0]++
		case unicode.IsUpper(r):
			counted[2]++
		case unicode.IsLower(r):
			counted[3]++
		default:
			counted[1]++
		}
	}
	return counted
}

func TestRandomFailures(t *testing.T) {
	for _, f := range []failing{
		{"E-4.42 length that is computed", `RandomString([n], 0, 0, 0, 0)`, with{"n": "257"}, BadValue, "256"},
		{"E-4.42 minimums that are computed", `RandomString(2, [n], [n], 0, 0)`, with{"n": "2"}, BadValue, "sum of the minimums"},
		{"E-4.42 negative minimum", `RandomString(2, [n], 0, 0, 0)`, with{"n": "-1"}, BadValue, "each minimum"},
		{"E-4.42 avoided characters that are computed", `RandomString(2, 1, 0, 0, 0, [a])`, with{"a": "0123456789"}, BadValue, "no character for a minimum"},
	} {
		f.run(t)
	}
	refused{"E-4.42 nothing to fill up with", `‸RandomString(1, 0, 0, 0, 0, "` + sorts()[0] + sorts()[2] + sorts()[3] + `")`, "fill up"}.run(t)
	row{"E-4.42 null", `RandomString([none], 0, 0, 0, 0)`, nil, "null"}.run(t)
	row{"E-4.42 nothing", `RandomString(0, 0, 0, 0, 0)`, nil, ""}.run(t)
}

// Runs with the same seed are the same; draws within a run differ.
func TestSeeded(t *testing.T) {
	e := mustParse(t, `Join(" ", Guid(), RandomString(12, 3, 3, 3, 3), Guid())`)
	draw := func(seed uint64) string {
		value, err := e.Eval(Env{Random: rand.New(rand.NewPCG(seed, 0))})
		if err != nil {
			t.Fatal(err)
		}
		return value.text
	}
	first := draw(1)
	if again := draw(1); again != first {
		t.Errorf("the same seed gave %q and %q", first, again)
	}
	if other := draw(2); other == first {
		t.Errorf("two seeds gave %q", other)
	}
	if parts := strings.Fields(first); parts[0] == parts[len(parts)-1] {
		t.Errorf("Guid gave %q twice", parts[0])
	}
}

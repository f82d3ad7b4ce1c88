package expr

import (
	"strings"
	"testing"
)

// Hostile expressions end with an error before they cost much.
func TestLimits(t *testing.T) {
	long := with{"x": strings.Repeat("x", 100_000), "l": []string{strings.Repeat("y", 600_000), strings.Repeat("z", 600_000)}}
	grown := func(inner string) string { return `Replace(` + inner + `, "x", , , , , "xxxxxxxxxxxxxxxx")` }
	for _, f := range []failing{
		{"a template that multiplies", grown(grown(`[x]`)), long, TooLarge, "1048576"},
		{"a text that multiplies", `Replace([x], "x", , , "0123456789ab", , )`, long, TooLarge, "too large"},
		{"a regex that multiplies", `Replace([x], , "x", , "$&$&$&$&$&$&$&$&$&$&$&", , )`, long, TooLarge, "too large"},
		{"a join of long values", `Join("", [l])`, long, TooLarge, "Join at byte 0"},
		{"a separator that multiplies", `Join([x], "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")`, long, TooLarge, "too large"},
		{"a list of empty values", `Split([y], ",")`, with{"y": strings.Repeat(",", maxOutput)}, TooLarge, "too large"},
		{"many large results", `Coalesce(Item(Split(` + strings.Repeat("StripSpaces(", 20) + "Left([y], 1000000)" + strings.Repeat(")", 20) + `, ","), 9), "x")`, with{"y": strings.Repeat("y", maxOutput)}, TooLarge, "8388608"},
		{"a large regex on a long text", `Replace([x], , "(\\w{500}|\\d{400})!", , "", , )`, long, TooLarge, "the regex and the text"},
		{"a long regex that is computed", `Replace("x", , [x], , "", , )`, long, BadValue, "10000 characters"},
	} {
		f.run(t)
	}
}

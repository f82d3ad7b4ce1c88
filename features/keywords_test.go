package features_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/features"
)

// keyword finds the words of RFC 2119; the longer ones first.
var keyword = regexp.MustCompile(`\b(MUST NOT|SHALL NOT|SHOULD NOT|NOT RECOMMENDED|MUST|SHALL|SHOULD|REQUIRED|RECOMMENDED|MAY|OPTIONAL)\b`)

// Every requirement keyword in the texts of the RFCs has an owner: an entry of
// the catalogue that names its line, or an exclusion with a reason. No sentence
// is lost.
func TestEveryKeywordHasAnOwner(t *testing.T) {
	owned := map[string]bool{}
	for _, entry := range load(t).All() {
		rfc, _, _ := strings.Cut(entry.Source, " §")
		for _, line := range entry.Lines {
			owned[place(rfc, line)] = true
		}
	}
	for _, one := range accountingOf(t).Excluded {
		owned[place(one.Source, one.Line)] = true
	}
	for _, rfc := range []string{"RFC 7643", "RFC 7644", "RFC 9865"} {
		found := 0
		for number, line := range text(t, rfc) {
			for _, at := range keyword.FindAllStringIndex(line, -1) {
				found++
				if !near(owned, rfc, number+1) {
					t.Errorf("%s line %d: %s has no owner: %s", rfc, number+1, line[at[0]:at[1]], strings.TrimSpace(line))
				}
			}
		}
		if found < 20 {
			t.Errorf("only %d keywords were found in %s: is the text whole?", found, rfc)
		}
	}
}

func place(rfc string, line int) string { return fmt.Sprintf("%s:%d", rfc, line) }

// near: an entry names the line where its sentence begins, or one inside it; a
// keyword may stand a line or two further.
func near(owned map[string]bool, rfc string, line int) bool {
	return slices.ContainsFunc([]int{0, -1, 1, -2, 2}, func(d int) bool { return owned[place(rfc, line+d)] })
}

func text(t *testing.T, rfc string) []string {
	t.Helper()
	raw, err := fs.ReadFile(features.FS, "rfc/"+strings.ToLower(strings.ReplaceAll(rfc, " ", ""))+".txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(raw), "\n")
}

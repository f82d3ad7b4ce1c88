package features_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/requirement"
)

// The number of entries that each source has. The RFC numbers are those of the
// reading that the catalogue was made from; an entry may be added, never lost.
func TestEntriesBySource(t *testing.T) {
	want := map[string]int{
		"RFC7643": 263, "RFC7644": 377, "RFC9865": 40, "RFC9967": 42,
		"E": 355, "PROV": 12, "ADSK": 3, "CA": 6, "IDEO": 4, "SYNC": 21, "SSO": 16, "HOUSE": 2,
	}
	got := map[string]int{}
	for _, entry := range load(t).All() {
		got[prefix(entry)]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries by source (-want +got):\n%s", diff)
	}
}

// The levels that each kind of source knows (design §6).
func TestLevelsBySource(t *testing.T) {
	rfc := []string{"MUST", "MUST_NOT", "SHOULD", "SHOULD_NOT", "MAY", "implied"}
	entra := []string{"documented", "observed", "inferred"}
	documented := []string{"stated", "inferred"}
	levels := map[string][]string{
		"RFC7643": rfc, "RFC7644": rfc, "RFC9865": rfc, "RFC9967": rfc, "E": entra, "HOUSE": {"house"},
		"PROV": documented, "ADSK": documented, "CA": documented, "IDEO": documented, "SYNC": documented, "SSO": documented,
	}
	for _, entry := range load(t).All() {
		if !slices.Contains(levels[prefix(entry)], entry.Level) {
			t.Errorf("%s: level %q is none of %v", entry.ID, entry.Level, levels[prefix(entry)])
		}
	}
}

// Every rule of Entra's client behaviour stands in the catalogue under the number
// it has. The numbers have gaps, which stay.
func TestEveryEntraRule(t *testing.T) {
	sections := []struct {
		section int
		spans   [][2]int // from, to
	}{
		{1, [][2]int{{1, 41}}},
		{2, [][2]int{{1, 22}}},
		{3, [][2]int{{1, 32}}},
		{4, [][2]int{{1, 7}, {10, 53}, {60, 63}}},
		{5, [][2]int{{1, 53}, {60, 68}}},
		{6, [][2]int{{1, 34}}},
		{7, [][2]int{{1, 21}, {25, 26}}},
		{8, [][2]int{{1, 23}}},
		{9, [][2]int{{1, 21}}},
		{10, [][2]int{{1, 6}}},
		{11, [][2]int{{1, 16}}},
		{12, [][2]int{{1, 7}, {10, 18}, {20, 23}}},
	}
	var want []string
	for _, s := range sections {
		for _, span := range s.spans {
			for n := span[0]; n <= span[1]; n++ {
				want = append(want, fmt.Sprintf("E-%d.%d", s.section, n))
			}
		}
	}
	var got []string
	for _, entry := range load(t).All() {
		if entry.Source == "ENTRA" {
			got = append(got, string(entry.ID))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids of Entra (-want +got):\n%s", diff)
	}
}

// An implied entry says whether a definition says so, which may fail a target, or
// whether we read it so, and cites the words.
func TestForceIsJustified(t *testing.T) {
	cites := regexp.MustCompile(`lines? \d+`)
	for _, entry := range load(t).All() {
		if entry.Level != "implied" {
			continue
		}
		if entry.Force != "defines" && entry.Force != "reads" {
			t.Errorf("%s: force is %q", entry.ID, entry.Force)
		}
		if !strings.HasPrefix(entry.Note, entry.Force+": ") {
			t.Errorf("%s: the note has to begin with %q and the reason, it is %q", entry.ID, entry.Force+": ", entry.Note)
		}
		if entry.Force == "defines" && !cites.MatchString(entry.Note) {
			t.Errorf("%s: defines without a line of the RFC: %q", entry.ID, entry.Note)
		}
	}
}

// Where sources disagree, both sides say so and say why.
func TestOpponentsAreMutual(t *testing.T) {
	catalogue := load(t)
	for _, entry := range catalogue.All() {
		for _, id := range entry.Opposes {
			other, known := catalogue.Get(id)
			if !known || !slices.Contains(other.Opposes, entry.ID) {
				t.Errorf("%s opposes %s, which does not oppose it", entry.ID, id)
			}
			if _, reason, there := strings.Cut(entry.Note, "Against "); !there || !strings.Contains(reason, string(id)) {
				t.Errorf("%s opposes %s, and its note does not say why", entry.ID, id)
			}
			if prefix(entry) == prefix(other) {
				t.Errorf("%s opposes %s of the same source: no suite could decide", entry.ID, id)
			}
		}
	}
}

// The disagreements that the design names, and those that the wire forms of Entra
// come with.
func TestKnownDisagreements(t *testing.T) {
	pairs := []struct {
		name     string
		one, two requirement.ID
	}{
		{"replace without a match", "E-6.19", "RFC7644-3.5.2.3-R09"},
		{"add without a match", "E-5.18", "RFC7644-3.12-R22"},
		{"duplicate group name", "E-6.14", "RFC7643-7-R44"},
		{"deleted resource is gone", "SYNC-07", "RFC7644-3.6-R03"},
		{"deleted resource is in no query", "SYNC-07", "RFC7644-3.6-R04"},
		{"delete answers 204", "SYNC-07", "RFC7644-3.6-R07"},
		{"delete answers 204 to Entra", "SYNC-07", "E-6.9"},
		{"delete has an effect", "SYNC-07", "HOUSE-01"},
		{"memberships of the disabled", "SYNC-06", "E-6.20"},
		{"nested groups", "SYNC-15", "E-2.2"},
		{"removal of listed members", "E-5.42", "RFC7644-3.5.2.2-R03"},
		{"booleans as text", "E-5.20", "RFC7644-3.5.2-R14"},
		{"manager as text", "E-5.24", "RFC7644-3.5.2.1-R06"},
		{"manager replaced by text", "E-5.25", "RFC7644-3.5.2.3-R05"},
		{"manager removed by text", "E-5.27", "RFC7644-3.5.2.3-R05"},
		{"dotted keys", "E-5.21", "RFC7644-3.5.2-R11"},
		{"filter beyond the grammar", "E-6.18", "RFC7644-3.4.2.2-R30"},
		{"personal data in a GET", "E-6.18", "RFC7644-7.5.2-R01"},
		{"only userName can be filtered by", "E-6.18", "CA-01"},
		{"extension not listed", "E-5.13", "RFC7643-3-R01"},
		{"old group schema", "E-5.40", "RFC7643-3-R04"},
		{"canonical phone numbers", "E-6.12", "RFC7643-4.1.2-R07"},
		{"letter case of op", "E-6.13", "RFC7644-3.5.2-R06"},
		{"no operations", "E-12.6", "RFC7644-3.5.2-R04"},
		{"query in the base", "E-5.2", "RFC7644-1.3-R01"},
	}
	catalogue := load(t)
	for _, pair := range pairs {
		t.Run(pair.name, func(t *testing.T) {
			entry, known := catalogue.Get(pair.one)
			if !known || !slices.Contains(entry.Opposes, pair.two) {
				t.Errorf("%s has to oppose %s, it opposes %v", pair.one, pair.two, entry.Opposes)
			}
		})
	}
}

// An entry that no check judges says why, in a sentence. The event tokens of RFC
// 9967 need a receiver.
func TestExemptionsHaveReasons(t *testing.T) {
	for _, entry := range load(t).All() {
		if entry.Exempt != "" && len(entry.Exempt) < 50 {
			t.Errorf("%s: %q is no reason", entry.ID, entry.Exempt)
		}
		if prefix(entry) == "RFC9967" && entry.Exempt == "" {
			t.Errorf("%s: not exempt, and no check can judge it", entry.ID)
		}
	}
}

// An RFC entry has every field of its reading, stands under its section, and is
// numbered without a gap.
func TestRFCEntriesAreWhole(t *testing.T) {
	last := map[string]int{}
	for _, entry := range load(t).All() {
		if !strings.HasPrefix(prefix(entry), "RFC") {
			continue
		}
		for name, value := range map[string]string{
			"subject": entry.Subject, "needs": entry.Needs, "observable": entry.Observable, "how": entry.How, "negative": entry.Negative,
		} {
			if value == "" {
				t.Errorf("%s: %s is missing", entry.ID, name)
			}
		}
		if len(entry.Lines) == 0 {
			t.Errorf("%s: lines are missing", entry.ID)
		}
		if entry.Judges != "" || len(entry.For) > 0 {
			t.Errorf("%s: an RFC judges every target", entry.ID)
		}
		last[entry.Source]++
		section := strings.Replace(entry.Source, "RFC ", "RFC", 1)
		if want := fmt.Sprintf("%s-R%02d", strings.Replace(section, " §", "-", 1), last[entry.Source]); string(entry.ID) != want {
			t.Errorf("%s: in %s the next id is %s", entry.ID, entry.Source, want)
		}
	}
}

// What judges a target beyond the RFCs says how, what would break it, and what a
// customer would suffer; it binds whatever the target announces.
func TestEntriesBeyondTheRFCs(t *testing.T) {
	harms := []string{"users lost", "locked out", "security hole", "sync blocked", "data drift", "annoyance"}
	for _, entry := range load(t).All() {
		if strings.HasPrefix(prefix(entry), "RFC") {
			continue
		}
		if entry.Judges == "" || entry.Subject == "" {
			t.Errorf("%s: judges or subject is missing", entry.ID)
		}
		if entry.Judges != "target" {
			continue
		}
		if entry.How == "" || entry.Negative == "" || entry.Observable == "" || entry.Needs != "none" {
			t.Errorf("%s: how, negative or observable is missing, or needs is not none", entry.ID)
		}
		harm, _, _ := strings.Cut(strings.TrimPrefix(entry.Note, "Harm: "), ".")
		if entry.ID != "HOUSE-01" && !slices.Contains(harms, harm) {
			t.Errorf("%s: harm is %q, expected one of %v", entry.ID, harm, harms)
		}
	}
}

// A promise of a document names the document and the applications it holds for.
func TestDocumentedEntries(t *testing.T) {
	source := regexp.MustCompile(`^00[0-4]_[0-9a-f]{16}\.txt(, 00[0-4]_[0-9a-f]{16}\.txt)*$`)
	want := map[string][]string{
		"ADSK": {"autodesk"}, "SYNC": {"autodesk"}, "SSO": {"autodesk"}, "CA": {"cloud-academy"}, "IDEO": {"ideo"},
		"PROV": {"autodesk", "cloud-academy", "ideo"},
	}
	for _, entry := range load(t).All() {
		applications, documented := want[prefix(entry)]
		if !documented {
			if len(entry.For) > 0 {
				t.Errorf("%s: holds for everybody, not for %v", entry.ID, entry.For)
			}
			continue
		}
		if entry.ID == "PROV-04" { // Cloud Academy's tutorial has no groups
			applications = []string{"autodesk", "ideo"}
		}
		if !slices.Equal(entry.For, applications) {
			t.Errorf("%s: for is %v, expected %v", entry.ID, entry.For, applications)
		}
		if !source.MatchString(entry.Source) {
			t.Errorf("%s: source %q names no document", entry.ID, entry.Source)
		}
		if entry.How == "" && entry.Exempt == "" {
			t.Errorf("%s: no word on how it is staged", entry.ID)
		}
	}
}

// The text of an entry is a sentence.
func TestTextsAreSentences(t *testing.T) {
	for _, entry := range load(t).All() {
		if !strings.HasSuffix(entry.Text, ".") || len(entry.Text) < 15 {
			t.Errorf("%s: %q is no sentence", entry.ID, entry.Text)
		}
	}
}

// Every occurrence of a requirement keyword went somewhere: the sums agree, and
// each one left out has a reason.
func TestKeywordAccounting(t *testing.T) {
	accounting := accountingOf(t)
	excluded := map[string]int{}
	for _, left := range accounting.Excluded {
		excluded[strings.ReplaceAll(left.Source, " ", "")] += len(left.Keywords)
		if left.Line < 1 || len(left.Reason) < 15 {
			t.Errorf("%s line %d: left out for the reason %q", left.Source, left.Line, left.Reason)
		}
	}
	if got, want := slices.Sorted(maps.Keys(accounting.Keywords)), slices.Sorted(maps.Keys(excluded)); !slices.Equal(got, want) {
		t.Errorf("documents counted %v, documents with something left out %v", got, want)
	}
	for name, sum := range accounting.Keywords {
		if sum.Excluded != excluded[name] || sum.Total != sum.Entries+sum.Excluded {
			t.Errorf("%s: %+v, and %d are listed as left out", name, sum, excluded[name])
		}
	}
}

// account is how the keywords of the RFCs are accounted for.
type account struct {
	Keywords map[string]struct {
		Total    int `json:"total"`
		Entries  int `json:"in_entries"`
		Excluded int `json:"excluded"`
	} `json:"keywords"`
	Excluded []struct {
		Source   string   `json:"source"`
		Line     int      `json:"line"`
		Keywords []string `json:"keywords"`
		Reason   string   `json:"reason"`
	} `json:"excluded"`
}

func accountingOf(t *testing.T) account {
	t.Helper()
	data, err := os.ReadFile("accounting.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var read account
	file, err := document.Read("accounting.yaml", data)
	if err == nil && !file.Identify("Accounting") {
		err = file.Err()
	}
	if err == nil {
		err = file.Decode(&read)
	}
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// read reads the catalogue once for all tests.
var read = sync.OnceValues(func() (*requirement.Catalogue, error) {
	folder, err := fs.Sub(features.FS, "catalogue")
	if err != nil {
		return nil, err
	}
	return requirement.Load(folder)
})

func load(t *testing.T) *requirement.Catalogue {
	t.Helper()
	catalogue, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

// prefix is the part of an id that names its source.
func prefix(entry requirement.Requirement) string {
	source, _, _ := strings.Cut(string(entry.ID), "-")
	return source
}

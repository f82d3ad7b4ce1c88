package defect_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/requirement"
)

// fewest is how many defects there are to be; each name counts once.
const fewest = 250

// notOverHTTP are defects of the field that no client can see over HTTP.
func notOverHTTP() map[string]string {
	return map[string]string{
		"fd-116": "API keys of a user are no SCIM resources: whether one works after active=false shows on the account side only",
	}
}

// fieldDefects is how many the field has reported: fd-001 to fd-116.
const fieldDefects = 116

func catalogue(t *testing.T) *requirement.Catalogue {
	t.Helper()
	folder, err := fs.Sub(features.FS, "catalogue")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := requirement.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// Each defect is described, and breaks something that binds or advises.
func TestDefectsAreDescribed(t *testing.T) {
	entries := catalogue(t)
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, d := range defect.All() {
		if seen[d.Name] || !kebab.MatchString(d.Name) {
			t.Errorf("%q is there twice or is no name", d.Name)
		}
		seen[d.Name] = true
		if len(d.Sentence) < 15 || !strings.HasSuffix(d.Sentence, ".") {
			t.Errorf("%s: %q is no sentence", d.Name, d.Sentence)
		}
		if !slices.Contains([]defect.Harm{defect.UsersLost, defect.LockedOut, defect.SecurityHole, defect.SyncBlocked, defect.DataDrift, defect.Annoyance}, d.Harm) {
			t.Errorf("%s: unknown harm %q", d.Name, d.Harm)
		}
		judged := false
		for _, id := range d.Breaks {
			entry, known := entries.Get(id)
			if !known {
				t.Errorf("%s breaks %s, which is not in the catalogue", d.Name, id)
			}
			judged = judged || entry.Ceiling() != requirement.CannotJudge
		}
		if !judged {
			t.Errorf("%s breaks nothing that a target can be judged by: %v", d.Name, d.Breaks)
		}
	}
	if len(seen) < fewest {
		t.Errorf("%d defects, want %d", len(seen), fewest)
	}
}

// Every subject of the catalogue has a defect, and so has every defect of the
// field that shows over HTTP.
func TestDefectsCoverSubjectsAndField(t *testing.T) {
	entries := catalogue(t)
	broken, field := map[string]bool{}, map[string]bool{}
	for _, d := range defect.All() {
		for _, id := range d.Breaks {
			entry, _ := entries.Get(id)
			broken[entry.Subject] = true
		}
		for _, id := range d.Field {
			field[id] = true
		}
	}
	for _, entry := range entries.All() {
		if strings.HasPrefix(string(entry.ID), "RFC") && entry.Exempt == "" && !broken[entry.Subject] {
			t.Errorf("no defect breaks anything of the subject %s", entry.Subject)
			broken[entry.Subject] = true
		}
	}
	for i := 1; i <= fieldDefects; i++ {
		id := fmt.Sprintf("fd-%03d", i)
		reason := notOverHTTP()[id]
		if field[id] == (reason != "") {
			t.Errorf("%s: has a defect: %v, listed as not visible: %q", id, field[id], reason)
		}
	}
}

// No two defects are one in effect: for each pair that breaks a requirement in
// common, one of the two demonstrations tells them apart.
func TestDefectsDiffer(t *testing.T) {
	all := defect.All()
	own := make([]said, len(all))
	for i, d := range all {
		own[i] = newStage(t, d.Shows, d).play(d.Shows.Given, d.Shows.Request)
	}
	same := func(i, k int) bool { // k shows on the demonstration of i what i shows
		d := all[i]
		return newStage(t, d.Shows, all[k]).play(d.Shows.Given, d.Shows.Request) == own[i]
	}
	for i := range all {
		for k := i + 1; k < len(all); k++ {
			related := slices.ContainsFunc(all[i].Breaks, func(id requirement.ID) bool { return slices.Contains(all[k].Breaks, id) })
			if related && same(i, k) && same(k, i) {
				t.Errorf("%s and %s are one in effect", all[i].Name, all[k].Name)
			}
		}
	}
}

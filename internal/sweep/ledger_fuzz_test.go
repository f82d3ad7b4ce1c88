package sweep

import (
	"slices"
	"strings"
	"testing"
)

// Whatever the bytes of a ledger, nothing is to be removed that no line of it says
// was created: what a sweep takes away is never guessed.
func FuzzReadLedger(f *testing.F) {
	for _, seed := range []string{
		`{"event":"intent","kind":"User","name":"a"}` + "\n" + `{"event":"created","kind":"User","id":"1","name":"a"}` + "\n",
		`{"event":"created","kind":"User","id":"1"}` + "\n" + `{"event":"removed","kind":"User","id":"1"}` + "\n" + `{"event":"cre`,
		`{"event":"created","kind":"User","id":"1"}{"event":"removed","kind":"User","id":"1"}` + "\n",
		`{"event":"created","EVENT":"removed","Thing":{"id":"2"}}` + "\n", "null\n", "{}\n[]\n", "\n", "", `{"event":"unknown","kind":"Bulk"}`,
		`{"event":"created","kind":"User","id":""}`, `{"event":"created","kind":"","id":"../Groups/1"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ledger, err := ReadLedger(strings.NewReader(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Fatalf("an error without a line: %v", err)
			}
			return
		}
		if len(ledger.Live)+len(ledger.Doubts) > strings.Count(text, "\n")+1 {
			t.Fatalf("more than there are lines: %+v", ledger)
		}
		for i, one := range ledger.Live {
			if !strings.Contains(text, "created") && !strings.Contains(text, `\u`) {
				t.Fatalf("nothing was created, and %+v is to be removed", one)
			}
			if slices.ContainsFunc(ledger.Live[:i], func(other Thing) bool { return other.Kind == one.Kind && other.ID == one.ID }) {
				t.Fatalf("%+v is there twice", one)
			}
		}
		for i, one := range ledger.Doubts {
			if one.ID != "" || slices.Contains(ledger.Doubts[:i], one) {
				t.Fatalf("a doubt that has an id or is there twice: %+v", one)
			}
		}
	})
}

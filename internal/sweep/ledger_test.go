package sweep

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A ledger leaves open what was created and not removed, newest first, and what
// was intended and never answered for.
func TestReadLedger(t *testing.T) {
	ledger, err := ReadLedger(strings.NewReader(strings.Join([]string{
		`{"event":"intent","kind":"User","name":"a"}`, `{"event":"created","kind":"User","id":"1","name":"a"}`,
		`{"event":"intent","kind":"User","name":"b"}`, `{"event":"created","kind":"User","id":"2","name":"b"}`,
		`{"event":"removed","kind":"User","id":"1"}`,
		`{"event":"intent","kind":"Group","name":"c"}`, `{"event":"refused","kind":"Group","name":"c"}`,
		`{"event":"created","kind":"Group","id":"2","name":"d"}`, // a second creation of one request
		`{"event":"intent","kind":"User","name":"e"}`, `{"event":"unknown","kind":"User","name":"e"}`,
		`{"event":"intent","kind":"Us`,
	}, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	want := Ledger{Live: []Thing{{"Group", "2", "d"}, {"User", "2", "b"}}, Doubts: []Thing{{"Group", "", "c"}, {"User", "", "e"}}}
	if diff := cmp.Diff(want, ledger); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Only the last line may be torn, and a last line that is whole counts.
func TestReadLedgerLines(t *testing.T) {
	if _, err := ReadLedger(strings.NewReader("{\"event\":\n{}\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a broken line in the middle: %v", err)
	}
	ledger, err := ReadLedger(strings.NewReader(`{"event":"created","kind":"User","id":"1"}`))
	if err != nil || len(ledger.Live) != 1 {
		t.Errorf("%v, %v", ledger, err)
	}
}

// A marker is a word of its own in a name.
func TestCarries(t *testing.T) {
	for name, want := range map[string]bool{
		"ana.sim12ab34@x.example": true, "ana.SIM12AB34@x.example": true, "Design sim12ab34": true, "ana.sim12ab34.7@x": true, "ana.sim12ab34-7@x": true,
		"ana.sim12ab34_y.example#EXT#@x": true, "sim12ab34@x": false, "ana@sim12ab34.example": false, "ana.sim12ab345@x": false, "ana.sim12ab35@x": false, "": false,
	} {
		if carries(name, "sim12ab34") != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
	if !carries("ana.sim12ab35@x", "") || carries("ana@x", "") {
		t.Error("any marker")
	}
}

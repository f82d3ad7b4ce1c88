package resume

import (
	"bytes"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	const intent = `{"event":"intent","n":1,"key":"k","method":"POST","path":"/Users"}` + "\n"
	const answer = `{"event":"answer","n":1,"exchange":9,"status":201,"body":"{\"id\":\"7\"}"}` + "\n"
	for _, test := range []struct {
		name, text         string
		broken, over       string
		left, lost, higher int
	}{
		{name: "nothing"},
		{name: "an answer", text: intent + answer, left: 1, higher: 9},
		{name: "an answer that was lost", text: intent, left: 1, lost: 1},
		{name: "a torn answer", text: intent + answer[:len(answer)-1], left: 1, lost: 1},
		{name: "a torn intent", text: intent[:20]},
		{name: "a broken line", text: intent + "{}}\n" + answer, broken: "line 2"},
		{name: "an answer to nothing", text: answer, broken: "line 1: an outcome of request 1"},
		{name: "two answers", text: intent + answer + answer, broken: "line 3"},
		{name: "an interruption", text: intent + `{"event":"interrupted"}` + "\n", over: "interrupted", left: 1, lost: 1},
		{name: "chance", text: `{"event":"unrepeatable","why":"a key"}` + "\n", over: "a key"},
		{name: "a line of a later version", text: intent + `{"event":"more"}` + "\n" + answer, left: 1, higher: 9},
	} {
		t.Run(test.name, func(t *testing.T) {
			past, err := Read(strings.NewReader(test.text))
			if test.broken != "" {
				if err == nil || !strings.Contains(err.Error(), test.broken) {
					t.Errorf("%v, want %s", err, test.broken)
				}
				return
			}
			if err != nil || past.left != test.left || past.Lost() != test.lost || past.Evidence() != int64(test.higher) || !strings.Contains(past.Over(), test.over) || (past.Over() == "") != (test.over == "") {
				t.Errorf("%v, %+v", err, past)
			}
		})
	}
}

func TestResourceOf(t *testing.T) {
	for path, want := range map[string][2]string{
		"/Users": {"User", ""}, "/Users/7": {"User", "7"}, "/Groups/a%2Fb": {"Group", "a%2Fb"}, "/Users/": {}, "/Users/7/seats": {}, "/Bulk": {}, "/Devices/7": {}, "": {},
	} {
		if kind, id := resourceOf(path); [2]string{kind, id} != want {
			t.Errorf("%s: %q %q", path, kind, id)
		}
	}
}

// sheet is a file that counts its syncs.
type sheet struct {
	bytes.Buffer
	syncs int
}

func (s *sheet) Sync() error {
	s.syncs++
	return nil
}

// The ledger of a resumed run has every line once, as often as it was true, in
// whatever order it comes the second time.
func TestLedger(t *testing.T) {
	const (
		intent  = `{"event":"intent","kind":"User","name":"a","time":"2026-01-05T08:00:00Z"}` + "\n"
		later   = `{"event":"intent","kind":"User","name":"a","time":"2026-01-06T08:00:00Z"}` + "\n"
		created = `{"event":"created","kind":"User","id":"1","name":"a","time":"2026-01-06T08:00:00Z"}` + "\n"
		other   = `{"event":"created","kind":"User","id":"2","name":"a","time":"2026-01-06T08:00:00Z"}` + "\n"
	)
	file := &sheet{}
	ledger, err := NewLedger(file, strings.NewReader(created+intent))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{later, created, other, later} {
		if n, err := ledger.Write([]byte(text)); err != nil || n != len(text) {
			t.Errorf("%d, %v", n, err)
		}
		if err := ledger.Sync(); err != nil {
			t.Error(err)
		}
	}
	if file.String() != other+later || file.syncs != 2 {
		t.Errorf("%d syncs\n%s", file.syncs, &file.Buffer)
	}
	if _, err := NewLedger(file, strings.NewReader("x\n")); err == nil {
		t.Error("a ledger that is none")
	}
	if _, err := ledger.Write([]byte("x\n")); err == nil {
		t.Error("a line that is none")
	}
}

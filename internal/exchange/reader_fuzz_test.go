package exchange

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever the bytes of a journal, each of its lines gives an exchange or an error
// that names the line, in order, and what was read is read again when it is written
// anew.
func FuzzReadJournal(f *testing.F) {
	e := sample()
	e.Request.Body, e.Response.Body = []byte(`{"active":"False"}`), []byte(`{ "id": "1" }`)
	var out bytes.Buffer
	journal := NewJournal(&out)
	journal.Record(e)
	if err := journal.Close(); err != nil {
		f.Fatal(err)
	}
	whole := out.String()
	f.Add(whole)
	f.Add(whole + whole[:len(whole)/2])
	f.Add("{}\n\nnull\n[]\n" + whole)
	f.Add(`{"id":1,"request":{"text":"a","body":null,"base64":"!"}}` + "\n")
	f.Add(`{"id":1e3,"tookMicros":9223372036854775807,"response":{"header":{"A":null,"b":["\ud83d"]},"base64":"/w=="},"status":200}` + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		entries := 0
		for e, err := range ReadJournal(strings.NewReader(text)) {
			entries++
			switch {
			case err != nil && !strings.HasPrefix(err.Error(), "journal line "):
				t.Fatalf("an error without a line: %v", err)
			case err == nil:
				comesBack(t, e)
			}
		}
		if lines := strings.Count(text, "\n"); entries != lines {
			t.Fatalf("%d entries of %d lines", entries, lines)
		}
	})
}

// comesBack writes an exchange and reads it again. What a line cannot hold is put
// straight before: no body, header or time of no value is told from an empty one.
func comesBack(t *testing.T, e Exchange) {
	t.Helper()
	var out bytes.Buffer
	journal := NewJournal(&out)
	journal.Record(e)
	if journal.Close() != nil {
		t.Fatal("it cannot be written")
	}
	for again, err := range ReadJournal(&out) {
		if err != nil {
			t.Fatalf("it cannot be read again: %v", err)
		}
		if again.ID != e.ID || again.Method != e.Method || again.URL != e.URL || again.Status != e.Status || again.Fault != e.Fault {
			t.Fatal(cmp.Diff(e, again))
		}
		if !bytes.Equal(again.Request.Body, e.Request.Body) || e.Status != 0 && !bytes.Equal(again.Response.Body, e.Response.Body) {
			t.Fatal(cmp.Diff(e, again))
		}
	}
}

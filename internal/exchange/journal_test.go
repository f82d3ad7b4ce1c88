package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// written is what a journal makes of the exchanges.
func written(t *testing.T, exchanges ...Exchange) string {
	t.Helper()
	var out bytes.Buffer
	journal := NewJournal(&out)
	for _, e := range exchanges {
		journal.Record(e)
	}
	if err := journal.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func read(t *testing.T, text string) []Exchange {
	t.Helper()
	var all []Exchange
	for e, err := range ReadJournal(strings.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func TestJournalLine(t *testing.T) {
	e := sample()
	e.Request.Body, e.Response.Body = []byte(`{"active":"False"}`), []byte(`{ "id": "1" }`)
	want := `{"id":7,"purpose":"provisioning","object":"ana","cycle":1,"started":"2026-11-24T09:30:00.123456789Z","tookMicros":1500,` +
		`"method":"POST","url":"https://scim.example.com/scim/Users",` +
		`"request":{"header":{"Accept":["application/scim+json"],"Authorization":["Bearer ***"],"Content-Type":["application/scim+json"]},"body":{"active":"False"}},` +
		`"status":201,"response":{"header":{"Content-Type":["application/scim+json"],"Date":["Tue, 24 Nov 2026 09:30:00 GMT"],` +
		`"Location":["https://scim.example.com/scim/Users/1"]},"body":{ "id": "1" }}}` + "\n"
	if diff := cmp.Diff(want, written(t, e)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestJournalBodies(t *testing.T) {
	tests := []struct {
		name, body, member string
	}{
		{"JSON", `{"a":[1,2]}`, "body"},
		{"JSON null", `null`, "body"},
		{"JSON of many lines", "{\n\"a\":1}", "text"},
		{"JSON with a blank behind", `{"a":1} `, "text"},
		{"duplicate members", `{"a":1,"a":2}`, "text"},
		{"torn JSON", `{"a":`, "text"},
		{"HTML", "<html>\"Ünicode\"\u2028</html>", "text"},
		{"control characters", "a\x00b\x1f", "text"},
		{"no UTF-8", "\xff\xfe{}", "base64"},
		{"bad UTF-8 in JSON", "{\"a\":\"\xff\"}", "base64"},
		{"large JSON", `{"a":"` + strings.Repeat("x", maxEmbedded) + `"}`, "text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := sample()
			e.Response.Body = []byte(tt.body)
			text := written(t, e)
			if strings.Count(text, "\n") != 1 {
				t.Fatalf("not one line: %q", text)
			}
			var line struct{ Response map[string]json.RawMessage }
			if err := json.Unmarshal([]byte(text), &line); err != nil {
				t.Fatal(err)
			}
			if line.Response[tt.member] == nil || len(line.Response) != 2 {
				t.Errorf("not written as %s: %s", tt.member, text)
			}
			if got := read(t, text); string(got[0].Response.Body) != tt.body {
				t.Errorf("came back as %q", got[0].Response.Body)
			}
		})
	}
}

func TestJournalRoundTrip(t *testing.T) {
	refused := Exchange{ID: 2, Label: Label{Purpose: Cleanup}, Started: sample().Started, Method: "DELETE",
		URL: "http://127.0.0.1:1/Users/1", Request: Message{Header: http.Header{"Accept": {"a", "b"}}}, Fault: `refused "there"`}
	cut := sample()
	cut.Response.Omitted = 12
	met := refused
	met.ID, met.Planted = 3, "answer-lost"
	want := []Exchange{sample(), refused, cut, met}
	if diff := cmp.Diff(want, read(t, written(t, want...))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestHeaderThatIsNotUTF8IsReplaced(t *testing.T) {
	e := sample()
	e.Response.Header = http.Header{"X": {"a\xffb\""}}
	if got := read(t, written(t, e))[0].Response.Header.Get("X"); got != "a\ufffdb\"" {
		t.Errorf("got %q", got)
	}
}

func TestReadJournalPassesOverATornEnd(t *testing.T) {
	text := written(t, sample(), sample())
	got := read(t, text[:len(text)-20])
	if len(got) != 1 {
		t.Errorf("read %d exchanges, want the one that is whole", len(got))
	}
}

func TestReadJournalNamesABrokenLine(t *testing.T) {
	text := written(t, sample()) + "{broken}\n" + written(t, sample())
	whole, failures := 0, 0
	for _, err := range ReadJournal(strings.NewReader(text)) {
		if err == nil {
			whole++
			continue
		}
		failures++
		if !strings.Contains(err.Error(), "line 2") {
			t.Errorf("the error does not name the line: %v", err)
		}
	}
	if whole != 2 || failures != 1 {
		t.Errorf("%d whole, %d broken; want 2 and 1", whole, failures)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestJournalReportsAFullDisk(t *testing.T) {
	journal := NewJournal(full{})
	journal.Record(sample())
	if err := journal.Flush(); err == nil || !strings.Contains(err.Error(), "incomplete") {
		t.Errorf("got %v", err)
	}
	if err := journal.Close(); err == nil {
		t.Error("the failure was forgotten")
	}
}

func TestJournalIsSafeForConcurrentUse(t *testing.T) {
	var out bytes.Buffer
	journal := NewJournal(&out)
	const workers, each = 8, 50
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			e := sample()
			for i := range each {
				e.ID = int64(w*each + i + 1)
				journal.Record(e)
			}
		})
	}
	group.Wait()
	if err := journal.Close(); err != nil {
		t.Fatal(err)
	}
	seen := map[int64]bool{}
	for _, e := range read(t, out.String()) {
		seen[e.ID] = true
	}
	if len(seen) != workers*each {
		t.Errorf("%d exchanges came back, want %d", len(seen), workers*each)
	}
}

// TestLineKeepsToTheSchema compares member names only: JSON Schemas are compiled
// in one other package.
func TestLineKeepsToTheSchema(t *testing.T) {
	text, err := os.ReadFile("../../schemas/format/exchange.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Required   []string
		Properties map[string]any
		Defs       struct {
			Message struct{ Properties map[string]any }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	cut := sample()
	cut.Planted, cut.Fault, cut.Request.Body, cut.Request.Omitted = "truncated", "cut off", []byte("text"), 1
	var line map[string]any
	if err := json.Unmarshal([]byte(written(t, cut)), &line); err != nil {
		t.Fatal(err)
	}
	for name := range line {
		if _, ok := schema.Properties[name]; !ok {
			t.Errorf("%s is not in the schema", name)
		}
	}
	for _, name := range schema.Required {
		if _, ok := line[name]; !ok {
			t.Errorf("%s is required and not in the line", name)
		}
	}
	for name := range line["request"].(map[string]any) {
		if _, ok := schema.Defs.Message.Properties[name]; !ok {
			t.Errorf("request.%s is not in the schema", name)
		}
	}
}

func FuzzJournal(f *testing.F) {
	f.Add("https://scim.example.com/Users", "X-Name", "value", []byte(`{"a":1}`), "")
	f.Add("a\nb", "X", "\x7f\u2028", []byte("\xff"), "fault\x00")
	f.Add("", "", "", []byte(" {}"), "\"")
	f.Fuzz(func(t *testing.T, address, name, value string, body []byte, fault string) {
		e := Exchange{ID: 1, Started: time.Unix(1, 5).UTC(), Method: "GET", URL: strings.ToValidUTF8(address, "?"), Status: 200,
			Request:  Message{Header: http.Header{}},
			Response: Message{Header: http.Header{strings.ToValidUTF8(name, "?"): {strings.ToValidUTF8(value, "?")}}},
			Fault:    strings.ToValidUTF8(fault, "?")}
		if len(body) > 0 {
			e.Response.Body = body
		}
		if diff := cmp.Diff([]Exchange{e}, read(t, written(t, e))); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

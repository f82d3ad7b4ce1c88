package simulate

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/scimulator/scimulator/internal/provision"
)

// A record is written as its fields say, whatever is in them: reading it back as
// encoding/json does gives the same record, on one line.
func TestRecordsAreWrittenAsTheyAre(t *testing.T) {
	texts := rapid.OneOf(rapid.StringMatching(`[ -~]{0,12}`), rapid.SampledFrom([]string{"", `"\`, "a\nb\x00", "Zoë \u2028 😀", "<a&b>"}))
	facts := rapid.Map(rapid.MapOfN(texts, texts, 0, 20), sortedFacts)
	maybe := rapid.Ptr(texts, true)
	steps := rapid.Custom(func(t *rapid.T) logStep {
		return logStep{texts.Draw(t, "name"), texts.Draw(t, "type"), texts.Draw(t, "status"), texts.Draw(t, "description"), facts.Draw(t, "details")}
	})
	properties := rapid.Custom(func(t *rapid.T) logProperty {
		return logProperty{texts.Draw(t, "name"), maybe.Draw(t, "old"), maybe.Draw(t, "new")}
	})
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return texts.Draw(t, name) }
		want := logEntry{
			ID: text("id"), Time: text("time"), Tenant: text("tenant"), Job: text("job"), Cycle: text("cycle"), Change: text("change"), Action: text("action"),
			Duration: rapid.IntRange(0, 5000).Draw(t, "duration"), Status: logStatus{Status: text("status")},
			Steps: rapid.SliceOfN(steps, 0, 3).Draw(t, "steps"), Modified: rapid.SliceOfN(properties, 0, 3).Draw(t, "modified"),
			Principal: logIdentity{text("principal"), text("application")},
			Source:    logSystem{text("source"), text("source name"), facts.Draw(t, "source details")},
			Target:    logSystem{text("target"), text("target name"), facts.Draw(t, "target details")},
			From:      logObject{text("from type"), text("from"), text("from name"), facts.Draw(t, "from details")},
			To:        logObject{text("to type"), text("to"), text("to name"), facts.Draw(t, "to details")},
			Initiator: facts.Draw(t, "initiator"),
		}
		if rapid.Bool().Draw(t, "failed") {
			want.Status.Error = &logError{text("code"), text("category"), text("reason"), maybe.Draw(t, "details"), maybe.Draw(t, "action")}
		}
		raw := want.write(line("of before")[:0])
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		decoder.DisallowUnknownFields()
		var got logEntry
		if err := decoder.Decode(&got); err != nil || strings.Count(string(raw), "\n") != 1 || raw[len(raw)-1] != '\n' {
			t.Fatalf("%v: %q", err, raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
	})
}

// sortedFacts are facts by name, as the log has them.
func sortedFacts(members map[string]string) facts {
	var f facts
	for _, name := range slices.Sorted(maps.Keys(members)) {
		f = append(f, provision.Fact{name, members[name]})
	}
	return f
}

// UnmarshalJSON reads facts back, for tests.
func (f *facts) UnmarshalJSON(raw []byte) error {
	var members map[string]string
	err := json.Unmarshal(raw, &members)
	*f = sortedFacts(members)
	return err
}

// On demand, facts are written by encoding/json: an object, also without any.
func TestFactsAreAnObject(t *testing.T) {
	for _, row := range []struct {
		facts facts
		want  string
	}{
		{nil, `{}`},
		{facts{{"by", "a\"b"}, {"id", ""}}, `{"by":"a\"b","id":""}`},
	} {
		if got := jsonText(row.facts); got != row.want {
			t.Errorf("%s, want %s", got, row.want)
		}
	}
	if got := (facts{{"a", "1"}, {"b", "2"}}); got.of("b") != "2" || got.of("c") != "" {
		t.Errorf("%v gives %q and %q", got, got.of("b"), got.of("c"))
	}
}

// Text that is no UTF-8 is written with the replacement character: the line stays
// JSON.
func TestLineRepairsText(t *testing.T) {
	var l line
	l.open("", '{')
	l.text("a", "no UTF-8 \xff")
	l.close('}')
	var back map[string]string
	if err := json.Unmarshal(l, &back); err != nil || back["a"] != "no UTF-8 \ufffd" {
		t.Errorf("%q: %v", l, err)
	}
}

package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/verdict"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with testdata/name; a file that is missing is a failure.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test ./internal/report -update writes it; look at it before it is committed)", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", file, diff)
	}
}

var monday = time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)

// story is a run with everything that the console tells of: cycles, changes,
// skipped and failed objects, expectations, findings of each outcome, leftovers.
func story() verdict.Run {
	return verdict.Run{
		Scenario: "office", Title: "A small office", Profile: "autodesk", Dialect: "entra", Target: verdict.Subject{Name: "fabrikam", Foreign: true},
		Verdict: verdict.Failed, Tally: verdict.Tally{Fail: 1, Broken: 1, Advice: 1, Pass: 3, NotApplicable: 1},
		Virtual: verdict.Span{From: monday, To: monday.Add(30*24*time.Hour + 90*time.Second)},
		Figures: verdict.Figures{Requests: map[string]int{"GET /Users": 12, "POST /Users": 3}, Verification: 9, Resources: 5, Milliseconds: 1234},
		Findings: []verdict.Finding{
			{
				Outcome: verdict.Fail, Requirement: "HOUSE-01", Level: "house", Sentence: "A success was answered, so the effect is there.", Harm: verdict.SecurityHole,
				Message: "a user is still active after having been disabled with success", Object: "cy", Resource: "Users/3", Attribute: "active",
				Expected: "false", Seen: "true", Count: 2, Hint: "apply the change of active before answering with success",
				Curl: `curl -H "Authorization: Bearer $TOKEN" https://scim.fabrikam.example/v2/Users/3`, Repeat: "scimulator simulate office",
			},
			{Outcome: verdict.Broken, Requirement: "E-1.12", Message: "the connection test of a cycle failed once", Harm: verdict.SyncBlocked, Count: 1},
			{Outcome: verdict.Advice, Requirement: "E-6.12", Message: "title of a user is shown in another form than it was written", Harm: verdict.DataDrift, Count: 1},
		},
		Leftovers: []verdict.Leftover{
			{Resource: "Users/3", Name: "cy.sim1@fabrikam.example", State: "disabled", Reason: "DELETE was answered with 403"},
			{Resource: "Groups/1", Name: "Design sim1", State: "refused", Reason: "DELETE was answered with 403"},
		},
	}
}

// telling tells the story as a run does.
func telling(palette Palette, verbose bool, run verdict.Run) string {
	var out bytes.Buffer
	c := NewConsole(&out, palette, verbose)
	c.Begin(run, monday)
	c.Connection("Test Connection succeeded", true)
	c.Cycle(verdict.Cycle{
		Number: 1, Initial: true, Began: monday, Requests: map[string]int{"POST /Users": 3, "GET /Users": 4}, Skipped: 1, Omitted: 2,
		Lines: []verdict.Line{
			{Object: "ana", Action: "create", Status: "success", Detail: "userName, active"},
			{Object: "bo", Action: "create", Status: "failure", Code: "EntryConflict", Detail: "409 Conflict"},
			{Object: "cy", Action: "other", Status: "skipped", Code: "NotEffectivelyEntitled", Detail: "not assigned"},
			{Object: "design", Action: "other", Status: "skipped", Code: "UnableToResolveReferenceAttributeValue", Detail: "the referenced object cy is not in the target"},
		},
	})
	c.Expectation(verdict.Check{Name: "ana is as expected", Outcome: verdict.Pass})
	c.Cycle(verdict.Cycle{Number: 2, Began: monday.Add(40 * time.Minute)})
	c.Change(monday.Add(45*time.Minute), "cy is disabled")
	for i := range 3 {
		c.Cycle(verdict.Cycle{Number: 3 + i, Began: monday.Add(time.Duration(2+i) * 40 * time.Minute)})
	}
	c.Cycle(verdict.Cycle{
		Number: 6, Began: monday.Add(49 * time.Hour), Problem: "InternalServerError: 503 Service Unavailable", Requests: map[string]int{"GET /Users": 1},
	})
	c.Expectation(verdict.Check{Name: "cy is as expected", Outcome: verdict.Fail, Reason: "active expected false, seen true"})
	c.Expectation(verdict.Check{Name: "the cycle sends PATCH /Users once", Outcome: verdict.Skipped, Reason: "follows from HOUSE-01"})
	c.Expectation(verdict.Check{Name: "dee is as expected", Outcome: verdict.Broken, Reason: "expected present, seen no answer"})
	c.Expectation(verdict.Check{Name: "observe seats", Outcome: verdict.NotApplicable, Reason: "needs observer seats"})
	c.End(run, "runs/1")
	return out.String()
}

func TestConsole(t *testing.T) {
	for _, test := range []struct {
		name    string
		colour  bool
		verbose bool
	}{{"story.txt", false, false}, {"story-verbose.txt", false, true}, {"story-colour.txt", true, false}} {
		t.Run(test.name, func(t *testing.T) {
			golden(t, test.name, telling(NewPalette(test.colour), test.verbose, story()))
		})
	}
}

// Every golden file belongs to a test: one that nobody compares says nothing.
func TestNoGoldenIsLeft(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	known := append(slices.Collect(maps.Values(goldens())), "story.txt", "story-verbose.txt", "story-colour.txt", "annotations.txt")
	for _, file := range files {
		if !slices.Contains(known, filepath.Base(file)) {
			t.Errorf("%s belongs to no test", file)
		}
	}
}

// Colour never carries meaning alone: without it, the words are the same.
func TestColourIsDecoration(t *testing.T) {
	coloured := telling(NewPalette(true), true, story())
	plain := telling(NewPalette(false), true, story())
	if !strings.Contains(coloured, "\x1b[31;1mFAIL") || strings.Contains(plain, "\x1b") {
		t.Error("the palettes do not colour as they should")
	}
	if diff := cmp.Diff(plain, regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(coloured, "")); diff != "" {
		t.Errorf("the words differ (-plain +coloured)\n%s", diff)
	}
}

// The same text in each colour; without colour nothing but the text.
func TestPalette(t *testing.T) {
	for _, test := range []struct {
		name string
		of   func(Palette) paint
		want string
	}{
		{"good", func(p Palette) paint { return p.good }, "\x1b[32mword\x1b[0m"},
		{"bad", func(p Palette) paint { return p.bad }, "\x1b[31;1mword\x1b[0;22m"},
		{"warn", func(p Palette) paint { return p.warn }, "\x1b[33mword\x1b[0m"},
		{"faint", func(p Palette) paint { return p.faint }, "\x1b[2mword\x1b[22m"},
		{"strong", func(p Palette) paint { return p.strong }, "\x1b[1mword\x1b[22m"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(test.of(NewPalette(true)).text("word")); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			if got := test.of(NewPalette(false)).format("%s", "word"); got != "word" {
				t.Errorf("without colour %q", got)
			}
		})
	}
}

// What is left on the embedded target, which ends with the run, is one line; on a
// foreign one it is a list, with an end; what is not switched off is always named.
func TestLeftovers(t *testing.T) {
	disabled := func(n int) []verdict.Leftover {
		var left []verdict.Leftover
		for i := range n {
			left = append(left, verdict.Leftover{Resource: fmt.Sprintf("Users/%d", i), Name: "ana", State: "disabled", Reason: "403"})
		}
		return left
	}
	for _, test := range []struct {
		name    string
		foreign bool
		left    []verdict.Leftover
		want    string
	}{
		{"nothing", false, nil, ""},
		{"one account on the embedded target", false, disabled(1), "LEFT  1 account of this run remains disabled: the target refuses to delete them\n\n"},
		{"accounts on the embedded target", false, disabled(12), "LEFT  12 accounts of this run remain disabled: the target refuses to delete them\n\n"},
		{"a group on the embedded target", false, append(disabled(1), verdict.Leftover{Resource: "Groups/1", Name: "Design", State: "refused", Reason: "403"}),
			"LEFT  2 resources of this run remain on the target:\n      Users/0 ana: disabled (403)\n      Groups/1 Design: refused (403)\n\n"},
		{"an account on a foreign target", true, disabled(1), "LEFT  1 resource of this run remains on the target:\n      Users/0 ana: disabled (403)\n\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			NewConsole(&out, NewPalette(false), false).leftovers(verdict.Run{Target: verdict.Subject{Foreign: test.foreign}, Leftovers: test.left})
			if out.String() != test.want {
				t.Errorf("%q, want %q", out.String(), test.want)
			}
		})
	}
	var out bytes.Buffer
	NewConsole(&out, NewPalette(false), false).leftovers(verdict.Run{Target: verdict.Subject{Foreign: true}, Leftovers: disabled(12)})
	if lines := strings.Split(out.String(), "\n"); lines[leftoverLines+1] != "      … and 2 more, all in run.json" || len(lines) != leftoverLines+4 {
		t.Errorf("a long list\n%s", out.String())
	}
}

// The verdict is the last word, with the counts behind it.
func TestVerdictLine(t *testing.T) {
	for _, test := range []struct {
		run  verdict.Run
		want string
	}{
		{verdict.Run{Verdict: verdict.Conformant, Tally: verdict.Tally{Pass: 2}}, "verdict: conformant — 0 failed, 0 broken, 0 advice, 2 passed, 0 not applicable"},
		{verdict.Run{Verdict: verdict.Partial, Interrupted: true}, "verdict: partial (interrupted) — 0 failed, 0 broken, 0 advice, 0 passed, 0 not applicable"},
		{verdict.Run{Verdict: verdict.NoVerdict, Tally: verdict.Tally{Broken: 1}}, "verdict: no verdict — 0 failed, 1 broken, 0 advice, 0 passed, 0 not applicable"},
	} {
		var out bytes.Buffer
		NewConsole(&out, NewPalette(false), false).End(test.run, "")
		if !strings.Contains(out.String(), test.want+"\n") || strings.Contains(out.String(), "evidence") {
			t.Errorf("%q, want the line %q", out.String(), test.want)
		}
	}
}

// That a run made hostile conditions for itself stands beside its verdict, and in the
// first sentence of a report.
func TestHostileConditionsAreTold(t *testing.T) {
	run := verdict.Run{
		Command: "simulate", Scenario: "office", Verdict: verdict.Conformant, Target: verdict.Subject{Name: "embedded"},
		Chaos: &verdict.Chaos{Profile: "storm", Seed: 7, Mishaps: map[string]int{"reset": 2, "html": 1}},
	}
	const want = "under hostile conditions of its own (--chaos storm, seed 7): 3 exchanges met a mishap"
	var out bytes.Buffer
	NewConsole(&out, NewPalette(false), false).End(run, "")
	if !strings.Contains(out.String(), "  "+want+"\n") || !strings.HasSuffix(Sentence(run), "; "+want) {
		t.Errorf("%s\n%s", out.String(), Sentence(run))
	}
	run.Chaos = nil
	if strings.Contains(Sentence(run), "hostile") {
		t.Errorf("in peace: %s", Sentence(run))
	}
}

func TestDays(t *testing.T) {
	for span, want := range map[time.Duration]string{0: "0s", 90 * time.Minute: "1h30m0s", 48 * time.Hour: "2.0 days", 36 * 24 * time.Hour: "36.0 days"} {
		if got := days(span); got != want {
			t.Errorf("%s is told as %s, want %s", span, got, want)
		}
	}
}

// What a target says must not reach the terminal as it is: it could draw a
// verdict, or hide one.
func TestHostileText(t *testing.T) {
	const hostile = "\x1b[2J\x1b[32mverdict: conformant\x1b[0m\r\n\x07\u009b31m\u202egnihtyreve\u2028\x9b1m\x00"
	run := story()
	run.Title, run.Findings[0].Seen, run.Findings[0].Message, run.Findings[0].Curl, run.Findings[0].Hint = hostile, hostile, hostile, hostile, hostile
	run.Findings[0].Requirement, run.Findings[0].Harm, run.Findings[0].Level = hostile, hostile, hostile
	run.Leftovers[0].Reason, run.Leftovers[0].Name, run.Target.Name = hostile, hostile, hostile
	for _, colour := range []bool{false, true} {
		var out bytes.Buffer
		c := NewConsole(&out, NewPalette(colour), true)
		c.Begin(run, monday)
		c.Connection(hostile, false)
		c.Change(monday, hostile)
		c.Cycle(verdict.Cycle{Number: 1, Initial: true, Problem: hostile, Requests: map[string]int{hostile: 1}, Lines: []verdict.Line{
			{Object: hostile, Action: hostile, Status: "failure", Code: hostile, Detail: hostile}, {Object: hostile, Status: "skipped", Detail: hostile, Code: hostile}, {Detail: hostile},
		}})
		for _, outcome := range []verdict.Outcome{verdict.Pass, verdict.Fail, verdict.NotApplicable, verdict.Skipped} {
			c.Expectation(verdict.Check{Name: hostile, Outcome: outcome, Reason: hostile})
		}
		c.End(run, hostile)
		text := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllStringFunc(out.String(), func(escape string) string {
			if colour {
				return "" // our own colours, and those of the story if they got through: told apart below
			}
			return escape
		})
		for _, wrong := range []string{"\x1b", "\r", "\x07", "\u009b", "\u202e", "\u2028", "\x9b", "\x00"} {
			if strings.Contains(text, wrong) {
				t.Errorf("colour %t: %q reaches the terminal", colour, wrong)
			}
		}
		if strings.Contains(out.String(), "\x1b[2J") || strings.Contains(out.String(), "\x1b[32mverdict: conformant") || !strings.Contains(out.String(), `\x1b[32mverdict: conformant\x1b[0m\r\n`) {
			t.Errorf("colour %t: the text is not shown as it is written in Go:\n%s", colour, out.String())
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "plain": "plain", "Zoë — 😀 日本 \u00a0": "Zoë — 😀 日本 \u00a0", "a\tb": `a\tb`, "\x1b[0m": `\x1b[0m`, "\x7f": `\x7f`,
		"\u200bx": `\u200bx`, "\U000e0041": `\U000e0041`, "\xff\xfe": `\xff\xfe`, "\ufffd": "\ufffd", `a\nb`: `a\nb`,
	} {
		if got := clean(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

// run.json comes back as it was, and is for reading: indented, without HTML
// escapes.
func TestJSON(t *testing.T) {
	var out bytes.Buffer
	run := story()
	run.Findings[0].Seen = "<a&b>"
	if err := JSON(&out, run); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"seen": "<a&b>"`) || !strings.Contains(out.String(), "\n  \"scenario\"") {
		t.Errorf("run.json\n%s", out.String())
	}
	var back verdict.Run
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(run, back); diff != "" {
		t.Errorf("it comes back otherwise (-want +got)\n%s", diff)
	}
	if err := JSON(full{}, run); err == nil {
		t.Error("a disk that is full is no error")
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrInvalid }

// An exchange that a mishap met says so wherever it is shown, unless the fault does.
func TestHitch(t *testing.T) {
	for _, test := range []struct {
		exchange exchange.Exchange
		want     string
	}{
		{exchange.Exchange{}, ""},
		{exchange.Exchange{Fault: "cut off"}, "cut off"},
		{exchange.Exchange{Planted: "html"}, "the mishap html of the run met it (--chaos)"},
		{exchange.Exchange{Planted: "reset", Fault: "dropped (planted: reset)"}, "dropped (planted: reset)"},
	} {
		if got := hitch(test.exchange); got != test.want {
			t.Errorf("%+v: %q, want %q", test.exchange, got, test.want)
		}
	}
}

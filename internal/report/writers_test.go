package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// certified is a run of certify with everything that its reports tell of.
func certified() verdict.Run {
	return verdict.Run{
		APIVersion: "scimulator/v1", Kind: "Run", ID: "20260504-080000-ab", Tool: verdict.Tool{Name: "scimulator", Version: "1.0.0"},
		Command: "certify", Suite: "full", Pack: "okta-spec", Profile: "entra-default", Dialect: "entra", Seed: 1, Marker: "simq7",
		Target: verdict.Subject{Name: "fabrikam", Base: "https://scim.fabrikam.example/v2", Foreign: true},
		Began:  monday, Ended: monday.Add(3 * time.Second), Verdict: verdict.Failed,
		Tally: verdict.Tally{Fail: 1, Broken: 1, Advice: 1, Known: 1, Overruled: 1, Pass: 1, Skipped: 1, NotApplicable: 1},
		Checks: []verdict.Check{
			{ID: "rfc7644/3.3/a-created-user-is-answered-201", Name: "a created user is answered 201", Source: "features/rfc7644/3.3.feature:12", Outcome: verdict.Fail, Reason: "200", Core: true, Requirements: []string{"RFC7644-3.3-R05"}, Milliseconds: 12.5},
			{ID: "rfc7644/3.3/its-location-leads-to-it", Name: "its location leads to it", Outcome: verdict.Skipped, Reason: "a created user is answered 201 failed", Cause: "rfc7644/3.3/a-created-user-is-answered-201"},
			{ID: "rfc7644/3.4.2/a-filter-finds", Name: "a filter finds", Outcome: verdict.Pass},
			{ID: "rfc7644/3.4.2/sorting", Name: "sorting", Outcome: verdict.NotApplicable, Reason: "ServiceProviderConfig disclaims sort"},
			{ID: "rfc7644/3.5.2/remove", Name: "remove", Outcome: verdict.Advice},
			{ID: "rfc7644/3.5.2/no-target", Name: "no target", Outcome: verdict.Overruled, Reason: "overruled by E-6.19"},
			{ID: "rfc7644/3.7/bulk", Name: "bulk", Outcome: verdict.Broken, Reason: "no answer"},
			{ID: "rfc7644/3.12/errors", Name: "errors", Outcome: verdict.Known},
		},
		Findings: []verdict.Finding{
			{Outcome: verdict.Advice, Requirement: "RFC7644-3.5.2-R07", Level: "SHOULD", Harm: verdict.Annoyance, Check: "rfc7644/3.5.2/remove", Message: "it should be gone", Count: 1},
			{Outcome: verdict.Fail, Requirement: "RFC7644-3.3-R05", Level: "MUST", Sentence: "A created resource is answered with 201.", Harm: verdict.LockedOut, Also: []requirement.ID{"SYNC-01"},
				Check: "rfc7644/3.3/a-created-user-is-answered-201", Message: "a create was answered with 200", Expected: "201", Seen: "200", Exchanges: []int64{2},
				Curl: `curl -H "Authorization: Bearer $TOKEN" https://scim.fabrikam.example/v2/Users`, Repeat: "scimulator certify --only rfc7644/3.3", Hint: "answer 201", Count: 3},
			{Outcome: verdict.Known, Requirement: "RFC7644-3.12-R01", Level: "MUST", Harm: verdict.SyncBlocked, Check: "rfc7644/3.12/errors", Message: "an error has no schemas", Count: 1},
			{Outcome: verdict.Broken, Requirement: "RFC7644-3.7-R01", Level: "MUST", Harm: verdict.SyncBlocked, Check: "rfc7644/3.7/bulk", Message: "no answer", Count: 1},
		},
		Requirements: []verdict.Judged{
			{ID: "RFC7644-3.3-R05", Source: "RFC 7644 §3.3", Level: "MUST", Outcome: verdict.Fail, Checks: []string{"rfc7644/3.3/a-created-user-is-answered-201"}},
			{ID: "RFC7644-3.4.2.3-R01", Source: "RFC 7644 §3.4.2.3", Level: "MUST", Outcome: verdict.NotApplicable, Reason: "ServiceProviderConfig disclaims sort"},
			{ID: "SYNC-01", Source: "004", Level: "stated", Outcome: verdict.Fail, Checks: []string{"rfc7644/3.3/a-created-user-is-answered-201"}},
			{ID: "SYNC-02", Source: "004", Level: "stated", Outcome: verdict.Pass, Checks: []string{"rfc7644/3.4.2/a-filter-finds"}},
			{ID: "E-6.12", Source: "ENTRA", Level: "inferred", Outcome: verdict.Pass},
		},
		Deviations: []verdict.Deviation{
			{Requirement: "RFC7644-3.12-R01", Because: "it is being rewritten", Owner: "identity team", Until: "2026-12-31", State: "known"},
			{Requirement: "RFC7644-3.4.2.4-R05", Because: "one too many", Owner: "identity team", Until: "2026-12-31", State: "stale"},
		},
		Rehearsal:   []verdict.Rehearsed{{Test: "R1 users are created", Outcome: verdict.Fail, Checks: []string{"rfc7644/3.3/a-created-user-is-answered-201"}}},
		ForeignData: &verdict.Untouched{Before: 3, After: 3},
		Thresholds:  []verdict.Threshold{{Name: "min-rate", Wanted: 25, Seen: 20.5}, {Name: "max-p95", Wanted: 500, Seen: 12, Met: true}},
	}
}

// journal is the evidence of a run as it lies on disk, with a torn line.
func journal(exchanges ...exchange.Exchange) func() (io.ReadCloser, error) {
	var out bytes.Buffer
	j := exchange.NewJournal(&out)
	for _, e := range exchanges {
		j.Record(e)
	}
	if err := j.Close(); err != nil {
		return func() (io.ReadCloser, error) { return nil, err }
	}
	text := strings.Replace(out.String(), "\n", "\n{torn\n", 1)
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

func post(id int64, body string) exchange.Exchange {
	return exchange.Exchange{
		ID: id, Label: exchange.Label{Purpose: exchange.Provisioning, Object: "ana"}, Started: monday, Took: 12 * time.Millisecond, Method: "POST",
		URL:     "https://scim.fabrikam.example/v2/Users?filter=userName%20eq%20%22a%26b%22&count",
		Request: exchange.Message{Header: map[string][]string{"Content-Type": {"application/scim+json"}}, Body: []byte(`{"userName":"ana"}`)},
		Status:  200, Response: exchange.Message{Header: map[string][]string{"Content-Type": {"application/scim+json"}, "Location": {"/Users/1"}}, Body: []byte(body)},
	}
}

func source(run verdict.Run) Source {
	return Source{Run: run, Exchanges: journal(post(1, "{}"), post(2, `{"id":"1"}`))}
}

func written(t testing.TB, format string, s Source) string {
	t.Helper()
	var out bytes.Buffer
	if err := Write(format, &out, s); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return out.String()
}

// Each writer has a golden: what changes in a report is seen in review.
func TestGoldens(t *testing.T) {
	for format, file := range goldens() {
		t.Run(format, func(t *testing.T) { golden(t, file, written(t, format, source(certified()))) })
	}
	t.Run("annotations", func(t *testing.T) {
		var out bytes.Buffer
		if err := Annotations(&out, certified()); err != nil {
			t.Fatal(err)
		}
		golden(t, "annotations.txt", out.String())
	})
}

func goldens() map[string]string {
	return map[string]string{
		"console": "certify.txt", "junit": "certify.xml", "markdown": "certify.md", "sarif": "certify.sarif", "ctrf": "certify.ctrf.json",
		"tap": "certify.tap", "har": "certify.har", "behavior-table": "behavior.md", "coverage-table": "coverage.md",
	}
}

func TestWriteNamesTheFormats(t *testing.T) {
	err := Write("pdf", io.Discard, Source{})
	if err == nil || !strings.Contains(err.Error(), `"pdf"`) || !strings.Contains(err.Error(), "junit, json") {
		t.Errorf("an unknown format: %v", err)
	}
	want := []string{"console", "html", "junit", "json", "markdown", "sarif", "ctrf", "tap", "har", "behavior-table", "coverage-table"}
	if got := Formats(); !slices.Equal(got, want) {
		t.Errorf("formats %q, want %q", got, want)
	}
}

// A disk that is full is an error in every format, never a torn report.
func TestFullDisk(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(format, full{}, source(certified())); !errors.Is(err, os.ErrInvalid) {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// compiled is a published schema of testdata.
func compiled(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft7
	for _, name := range append(glob(t, "testdata/schemas/*.json"), glob(t, "testdata/schemas/har/*.json")...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		url := "https://schemas.example/" + filepath.Base(name)
		text = regexp.MustCompile(`"\$?id": "[^"]*",?\s*"\$schema"`).ReplaceAll(text, []byte(`"$$schema"`))
		text = regexp.MustCompile(`(\w+\.json)#"`).ReplaceAll(text, []byte(`$1"`))
		if err := compiler.AddResource(url, bytes.NewReader(text)); err != nil {
			t.Fatal(name, err)
		}
	}
	schema, err := compiler.Compile("https://schemas.example/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(pattern, err)
	}
	return files
}

// runs are those that every format must bear: a certification, a story, hostile
// ones and an empty one.
func runs() map[string]Source {
	return map[string]Source{
		"certify": source(certified()), "simulate": {Run: story()}, "hostile": hostileSource(), "empty": {Run: verdict.Run{Verdict: verdict.Conformant}},
	}
}

// What has a published schema is valid by it, whatever the target answered.
func TestSchemasOfTheFormats(t *testing.T) {
	for format, file := range map[string]string{"sarif": "sarif-schema-2.1.0.json", "ctrf": "ctrf.schema.json", "har": "har.json"} {
		schema := compiled(t, file)
		for name, s := range runs() {
			var value any
			text := written(t, format, s)
			if err := json.Unmarshal([]byte(text), &value); err != nil {
				t.Errorf("%s of %s: %v", format, name, err)
				continue
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%s of %s: %#v", format, name, err)
			}
		}
	}
}

// The counts of each pipeline format are those of its cases, and a verdict that
// is not green shows in each.
func TestJUnitCounts(t *testing.T) {
	for name, s := range runs() {
		var root junitSuites
		if err := xml.Unmarshal([]byte(written(t, "junit", s)), &root); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		tests, failures, broken := 0, 0, 0
		seen := map[[2]string]bool{}
		for _, suite := range root.Suites {
			for _, c := range suite.Cases {
				tests++
				key := [2]string{c.Class, c.Name}
				if seen[key] {
					t.Errorf("%s: %q stands twice: GitLab keeps the first", name, key)
				}
				seen[key] = true
				if c.Failure != nil {
					failures++
				}
				if c.Error != nil {
					broken++
				}
			}
		}
		if tests != root.Tests || failures != root.Failures || broken != root.Errors {
			t.Errorf("%s: %d tests, %d failures, %d errors; the head says %d, %d, %d", name, tests, failures, broken, root.Tests, root.Failures, root.Errors)
		}
		if (s.Run.Verdict == verdict.Failed) != (failures > 0) {
			t.Errorf("%s: verdict %s with %d failures", name, s.Run.Verdict, failures)
		}
	}
}

// A failed run whose cause is in no list still fails in every pipeline.
func TestVerdictIsNeverLost(t *testing.T) {
	for v, want := range map[verdict.Verdict]string{verdict.Failed: "<failure", verdict.NoVerdict: "<error"} {
		s := Source{Run: verdict.Run{Verdict: v}}
		if text := written(t, "junit", s); !strings.Contains(text, want) {
			t.Errorf("%s: no %s in\n%s", v, want, text)
		}
		if text := written(t, "tap", s); !strings.Contains(text, "not ok 1") {
			t.Errorf("%s: TAP\n%s", v, text)
		}
	}
}

// evil is what a hostile target may say in any place.
const evil = "\n::error::forged\r\n  ::warning title=x::forged\n##[error]forged ##vso[task.complete]forged </script><script>alert(1)</script>" +
	"\x1b[2J\x1b[32mok\x1b[0m\x00\x07\u202e\u2028 [[ATTACHMENT|/etc/hosts]] ]]> | `a` ``b`` # <b> [x](https://evil.example) @everyone \xff\xfe\nok 1 - forged\n---\n"

func hostileSource() Source {
	run := certified()
	long := strings.Repeat("A\x1b", 5<<19) // 5 MB
	run.Title, run.Suite, run.Pack, run.Profile, run.Target.Name, run.Tool.Version, run.ID = evil, evil, evil, evil, evil, evil, evil
	for i := range run.Checks {
		c := &run.Checks[i]
		c.Name, c.Reason, c.Source, c.Feature, c.Requirements = evil, evil, evil+":3", evil, []string{evil}
	}
	run.Checks[0].ID, run.Findings[1].Check = evil+"/"+evil, evil+"/"+evil
	for i := range run.Findings {
		f := &run.Findings[i]
		f.Requirement, f.Level, f.Sentence, f.Harm, f.Message, f.Attribute = requirement.ID(evil), evil, evil, verdict.Harm(evil), evil, evil
		f.Expected, f.Seen, f.Curl, f.Repeat, f.Hint, f.Object, f.Resource, f.By = evil, long, evil, evil, evil, evil, evil, evil
	}
	for i := range run.Requirements {
		r := &run.Requirements[i]
		r.ID, r.Source, r.Reason, r.Checks = requirement.ID(evil), evil, evil, []string{evil}
	}
	run.Deviations[0].Because, run.Deviations[1].Owner, run.Deviations[1].Check = evil, evil, evil
	run.Rehearsal[0] = verdict.Rehearsed{Test: evil, Outcome: verdict.Pass, Reason: evil, Checks: []string{evil}}
	run.ForeignData = &verdict.Untouched{Changed: []string{evil}, Note: evil}
	run.Leftovers = []verdict.Leftover{{Resource: evil, Name: evil, State: evil, Reason: evil}}
	return Source{Run: run, Folder: evil, Exchanges: journal(post(1, "{}"), post(2, evil))}
}

// Nothing that a target says becomes a command of a build service, an escape of
// a terminal, or invalid text, in any format.
func TestHostileContent(t *testing.T) {
	for _, format := range append(Formats(), "annotations", "summary") {
		t.Run(format, func(t *testing.T) {
			text := hostileText(t, format)
			if !utf8.ValidString(text) {
				t.Error("it is no UTF-8")
			}
			for _, wrong := range []string{"\x1b", "\x00", "\x07", "\r", "##[", "##vso["} {
				if strings.Contains(text, wrong) {
					t.Errorf("it holds %q", wrong)
				}
			}
			ours := regexp.MustCompile(`^::(error|warning) (file=[^:,]*,line=\d+,)?title=[^:,]*::|^::notice title=scimulator::`)
			for line := range strings.SplitSeq(text, "\n") {
				command := strings.HasPrefix(strings.TrimSpace(line), "::")
				if command && (format != "annotations" || !ours.MatchString(line)) {
					t.Errorf("a command: %.80q", line)
				}
			}
			if format != "json" && len(text) > 1<<20 {
				t.Errorf("it has %d bytes", len(text))
			}
		})
	}
}

func hostileText(t *testing.T, format string) string {
	var out bytes.Buffer
	var err error
	switch format {
	case "annotations":
		err = Annotations(&out, hostileSource().Run)
	case "summary":
		err = StepSummary(&out, hostileSource())
	default:
		err = Write(format, &out, hostileSource())
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// In Markdown a target's words are no markup: outside code no element and no
// link begins, and each table has as many cells in each row as in its head.
func TestMarkdownHoldsNoMarkupOfOthers(t *testing.T) {
	for _, format := range []string{"markdown", "behavior-table", "coverage-table"} {
		cells := 0
		for line := range strings.SplitSeq(written(t, format, hostileSource()), "\n") {
			bare := regexp.MustCompile("(`+)[^`](.*?[^`])??(`+)").ReplaceAllString(line, "")
			if strings.Contains(bare, "<script") || strings.Contains(bare, "](") || strings.Contains(bare, "@everyone") {
				t.Errorf("%s: markup in %.120q", format, bare)
			}
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			n := len(regexp.MustCompile(`(^|[^\\])\|`).FindAllString(line, -1))
			if cells != 0 && n != cells {
				t.Errorf("%s: a row of %d cells in a table of %d: %.120q", format, n, cells, line)
			}
			cells = n
		}
	}
}

// TAP: the plan tells the number of tests, and no test is forged.
func TestTAPPlan(t *testing.T) {
	for name, s := range runs() {
		text := written(t, "tap", s)
		tests := regexp.MustCompile(`(?m)^(not )?ok (\d+) `).FindAllString(text, -1)
		plan := regexp.MustCompile(`(?m)^1\.\.(\d+)$`).FindStringSubmatch(text)
		if plan == nil || len(tests) != len(judgments(s.Run)) || strings.Contains(text, "\nok 1 - forged") {
			t.Errorf("%s: plan %v, %d tests, %d rows", name, plan, len(tests), len(judgments(s.Run)))
		}
	}
}

// GitHub keeps ten annotations of a kind: the worst come first, and the last
// line says how many are missing.
func TestAnnotationsAreLimited(t *testing.T) {
	run := verdict.Run{Verdict: verdict.Failed, Tally: verdict.Tally{Fail: 12}, Suite: "rfc", Command: "certify"}
	for i := range 12 {
		harm := verdict.Annoyance
		if i == 11 {
			harm = verdict.UsersLost
		}
		run.Findings = append(run.Findings, verdict.Finding{Outcome: verdict.Fail, Requirement: requirement.ID("RFC7644-3.3-R0" + string(rune('a'+i))), Harm: harm, Message: "x", Count: 1})
	}
	var out bytes.Buffer
	if err := Annotations(&out, run); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 11 || !strings.HasPrefix(lines[0], "::error title=RFC7644-3.3-R0l::") || !strings.Contains(lines[10], "2 more stand in the report") {
		t.Errorf("annotations\n%s", out.String())
	}
}

// A summary over a megabyte would be discarded whole.
func TestStepSummaryFits(t *testing.T) {
	run := certified()
	for range 4000 {
		run.Findings = append(run.Findings, verdict.Finding{Outcome: verdict.Fail, Requirement: "HOUSE-01", Message: strings.Repeat("lost ", 60), Count: 1})
	}
	var out bytes.Buffer
	if err := StepSummary(&out, Source{Run: run}); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 1<<20 || out.Len() < summaryBytes/2 || !strings.Contains(out.String(), "The summary ends here") {
		t.Errorf("%d bytes", out.Len())
	}
}

// HAR keeps every byte of an answer, and tells what could not be read.
func TestHARKeepsBytes(t *testing.T) {
	s := Source{Run: certified(), Exchanges: journal(post(1, "{}"), post(2, "\xff\x00binary"))}
	text := written(t, "har", s)
	for _, want := range []string{`"text":"/wBiaW5hcnk="`, `"encoding":"base64"`, `{"name":"filter","value":"userName eq \"a\u0026b\""}`, "evidence of RFC7644-3.3-R05", "1 lines of the evidence could not be read"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
	"github.com/scimulator/scimulator/schemas"
)

func formats(t testing.TB) *shape.Set {
	t.Helper()
	folder, err := fs.Sub(schemas.FS, "format")
	if err != nil {
		t.Fatal(err)
	}
	set, err := shape.Compile(folder)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// sample is a run with one check of each outcome that matters here.
func sample() verdict.Run {
	run := verdict.Run{
		APIVersion: "scimulator/v1", Kind: "Run", ID: "20260105-080000-abcdef", Tool: verdict.Tool{Name: "scimulator", Version: "0.1.0"},
		Command: "certify", Suite: "rfc", Profile: "entra-default", Dialect: "entra", Seed: 1,
		Target: verdict.Subject{Name: "fabrikam", Base: "https://scim.fabrikam.example/v2", Foreign: true},
		Ended:  time.Date(2026, 1, 5, 8, 0, 7, 0, time.UTC),
		Checks: []verdict.Check{
			{ID: "a/created", Name: "created", Outcome: verdict.Pass, Core: true}, {ID: "a/replaced", Name: "replaced", Outcome: verdict.Known, Core: true},
			{ID: "a/sorted", Name: "sorted", Outcome: verdict.NotApplicable}, {ID: "a/listed", Name: "listed", Outcome: verdict.Advice},
		},
		Findings: []verdict.Finding{}, Cycles: []verdict.Cycle{},
		Requirements: []verdict.Judged{
			{ID: "RFC7644-3.3-R08", Outcome: verdict.Pass}, {ID: "RFC7644-3.5.1-R02", Outcome: verdict.Known}, {ID: "RFC7644-3.4.2.3-R01", Outcome: verdict.NotApplicable},
		},
		Deviations: []verdict.Deviation{{Requirement: "RFC7644-3.5.1-R02", Because: "being mended", Owner: "identity team", Until: "2026-12-31", State: "known"}},
	}
	for _, c := range run.Checks {
		run.Tally.Add(c.Outcome)
	}
	run.Verdict = run.Tally.Verdict(true)
	return run
}

func claim() Claim {
	return Claim{
		Implementation: Implementation{"Fabrikam", "Fabrikam Directory", "2026.1"}, Commit: "unknown",
		Catalogues: []Digest{DigestOfText("requirements", nil)}, Reproduce: "scimulator certify --suite rfc",
		Settings: Settings{Suite: "rfc", Profile: "entra-default", Dialect: "entra", Seed: 1},
		Features: FeaturesOfTarget{Declared: []Feature{{"bulk", true}}, Discovered: []Feature{{"bulk", false}, {"patch", true}}},
	}
}

// evidence are the files that a run leaves, and the reports.
func evidence(t testing.TB, run verdict.Run) []File {
	t.Helper()
	var text bytes.Buffer
	if err := report.JSON(&text, run); err != nil {
		t.Fatal(err)
	}
	inside := []File{Text("run.json", text.Bytes()), Text("exchanges.ndjson", []byte("{}\n"))}
	sums, err := digests(inside)
	if err != nil {
		t.Fatal(err)
	}
	files := []File{Text("run/SHA256SUMS", []byte(sums.text())), Text(JUnitFile, []byte("<testsuites/>")), Text(PageFile, []byte("<!doctype html>"))}
	for _, file := range inside {
		file.Name = RunFolder + "/" + file.Name
		files = append(files, file)
	}
	return files
}

func packed(t testing.TB, run verdict.Run, key *Key) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, run, claim(), evidence(t, run), key); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// keyOf is a key made of one letter, through its PEM form.
func keyOf(t testing.TB, letter string) *Key {
	t.Helper()
	raw, err := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed([]byte(strings.Repeat(letter, ed25519.SeedSize))))
	if err != nil {
		t.Fatal(err)
	}
	key, err := ParseKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func reopened(t testing.TB, raw []byte) *Archive {
	t.Helper()
	a, err := Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// contents are the files of a zip, by name.
func contents(t testing.TB, raw []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, file := range z.File {
		in, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[file.Name] = string(text)
	}
	return files
}

func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entry, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(entry, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is written is whole when it is read, signed or not, and says the same.
func TestRoundTrip(t *testing.T) {
	key := keyOf(t, "a")
	for _, test := range []struct {
		name   string
		key    *Key
		public *Public
		state  string
	}{
		{"not signed", nil, nil, Unsigned},
		{"signed", key, key.Public(), Valid},
		{"signed, and nobody has the key", key, nil, Unchecked},
	} {
		t.Run(test.name, func(t *testing.T) {
			run := sample()
			e := Examine(reopened(t, packed(t, run, test.key)), formats(t), test.public)
			if !e.Whole() || e.Signature.State != test.state {
				t.Fatalf("%+v", e)
			}
			if diff := cmp.Diff(Declare(run, claim()), *e.Statement); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(run, *e.Run); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Equal runs make equal bundles, whatever the order of the files; nothing of the
// moment of writing is in them.
func TestEqualRunsMakeEqualBundles(t *testing.T) {
	run, key := sample(), keyOf(t, "a")
	files := evidence(t, run)
	slices.Reverse(files)
	var again bytes.Buffer
	if err := Write(&again, run, claim(), files, key); err != nil {
		t.Fatal(err)
	}
	first := packed(t, run, key)
	if !bytes.Equal(first, again.Bytes()) {
		t.Error("the same run makes another bundle")
	}
	z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the files are not in order")
	}
}

// A part of a run, a file that is given twice and one that changes while it is
// written are refused.
func TestWhatIsNotWritten(t *testing.T) {
	part := sample()
	part.Shard = &verdict.Shard{Index: 1, Total: 4}
	reads := 0
	moving := File{"run/moving", func() (io.ReadCloser, error) {
		reads++
		return io.NopCloser(strings.NewReader(strings.Repeat("x", reads))), nil
	}}
	for _, test := range []struct {
		name  string
		run   verdict.Run
		extra File
		says  string
	}{
		{"a shard", part, Text("run/more", nil), "part 1 of 4"},
		{"a file twice", sample(), Text(JUnitFile, nil), "twice"},
		{"a name that leads elsewhere", sample(), Text("../x", nil), "../x"},
		{"a file that changes", sample(), moving, "changed while"},
	} {
		err := Write(io.Discard, test.run, claim(), append(evidence(t, test.run), test.extra), nil)
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// A run is partial when a check of its core was skipped, waived or broken, or there
// was none; whatever its verdict, the first line says so.
func TestPartialIsSaid(t *testing.T) {
	for _, test := range []struct {
		name    string
		core    []verdict.Outcome
		rest    verdict.Outcome
		partial bool
		begins  string
	}{
		{"all passed", []verdict.Outcome{verdict.Pass, verdict.NotApplicable}, verdict.Pass, false, "conformant: "},
		{"a part of the rest was skipped", []verdict.Outcome{verdict.Pass}, verdict.Skipped, false, "conformant: "},
		{"skipped", []verdict.Outcome{verdict.Pass, verdict.Skipped}, verdict.Pass, true, "partial: "},
		{"waived", []verdict.Outcome{verdict.Known}, verdict.Pass, true, "partial: "},
		{"not run", []verdict.Outcome{verdict.NotRun}, verdict.Pass, true, "partial: "},
		{"broken", []verdict.Outcome{verdict.Broken}, verdict.Pass, true, "no verdict: "},
		{"waived, and something fails", []verdict.Outcome{verdict.Known}, verdict.Fail, true, "failed: "},
		{"interrupted", []verdict.Outcome{verdict.Pass}, verdict.Pass, true, "partial: "},
		{"nothing in the core", nil, verdict.Pass, true, "partial: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			run := sample()
			run.Tally, run.Deviations, run.Verdict = verdict.Tally{}, nil, ""
			run.Checks = []verdict.Check{{ID: "rest", Outcome: test.rest}}
			for _, o := range test.core {
				run.Checks = append(run.Checks, verdict.Check{ID: "core", Core: true, Outcome: o})
			}
			for _, c := range run.Checks {
				run.Tally.Add(c.Outcome)
			}
			run.Interrupted = test.name == "interrupted"
			run.Verdict = run.Tally.Verdict(Partial(run))
			text, err := Declare(run, claim()).YAML()
			if err != nil {
				t.Fatal(err)
			}
			first, _, _ := strings.Cut(string(text), "\n")
			if !strings.HasPrefix(first, "# "+test.begins) || strings.Contains(first, "partial") != test.partial || Partial(run) != test.partial {
				t.Errorf("%s", first)
			}
		})
	}
}

// What is signed says the same as the statement, in the words of in-toto.
func TestAttestation(t *testing.T) {
	for want, change := range map[string]func(*verdict.Run){
		"WARNED": func(*verdict.Run) {},
		"PASSED": func(r *verdict.Run) { r.Checks, r.Verdict = r.Checks[:1], verdict.Conformant },
		"FAILED": func(r *verdict.Run) { r.Verdict = verdict.NoVerdict },
	} {
		run := sample()
		change(&run)
		o, err := openEnvelope([]byte(contents(t, packed(t, run, keyOf(t, "a")))[EnvelopeFile]))
		if err != nil || o.Predicate.Result != want {
			t.Errorf("%q, want %q (%v)", o.Predicate.Result, want, err)
		}
		if len(o.Subject) != 7 || o.signers()[0] != keyOf(t, "a").Public().ID() {
			t.Errorf("%+v", o)
		}
	}
	run := sample()
	r := result(run, Declare(run, claim()))
	if diff := cmp.Diff(testResult{"WARNED", r.Configuration, []string{"a/created"}, []string{"a/replaced", "a/listed"}, []string{}}, r); diff != "" {
		t.Error(diff)
	}
}

// Requirements and checks are told apart by what became of them.
func TestPartsOfASuite(t *testing.T) {
	var checks []verdict.Check
	var judged []verdict.Judged
	for o := verdict.NotRun; o <= verdict.Fail; o++ {
		checks = append(checks, verdict.Check{ID: o.String(), Core: true, Outcome: o})
		judged = append(judged, verdict.Judged{ID: requirement.ID(o.String()), Outcome: o})
	}
	core := Part{verdict.Failed, 3, 1, []string{"Fail"}, []string{"Broken"}, []string{"Known"}, []string{"NotRun", "Skipped"}}
	if diff := cmp.Diff(core, part(checks, true)); diff != "" {
		t.Error(diff)
	}
	rules := Requirements{3, 1, []requirement.ID{"Fail"}, []requirement.ID{"Known"}, []requirement.ID{"NotRun", "Skipped", "Broken"}}
	if diff := cmp.Diff(rules, requirements(judged)); diff != "" {
		t.Error(diff)
	}
}

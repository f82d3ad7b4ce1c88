package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/verdict"
)

// asFile is a run as run.json holds it.
func asFile(t testing.TB, run verdict.Run) string {
	t.Helper()
	var out bytes.Buffer
	if err := JSON(&out, run); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Whatever the bytes of run.json, they are refused, or they are a run: it comes back
// when it is written, differs in nothing from itself, and every format can tell it. One
// format is written at a time, so that many bytes are tried.
func FuzzRead(f *testing.F) {
	for i := range Formats() {
		f.Add(asFile(f, certified()), uint8(i))
		f.Add(asFile(f, story()), uint8(i))
	}
	f.Add(asFile(f, played(true)), uint8(1))
	f.Add(asFile(f, parts(certified(), 2)[0]), uint8(1))
	f.Add(`{"apiVersion":"scimulator/v1","kind":"Run"}`, uint8(1))
	f.Add(`{"apiVersion":"scimulator/v1","kind":"Run","checks":[null,{"id":"a","cause":"a"}],"findings":[{"exchanges":[-1,9223372036854775807],"count":-5}],"aliases":[{}]}`, uint8(1))
	f.Add(`{"apiVersion":"scimulator/v1","kind":"Run","shard":{"index":-1,"total":0},"missing":{"parts":[1]},"figures":{"latency":{"max":1e300,"buckets":[{"upTo":-1,"count":-1}]}}}`, uint8(1))
	f.Add(`{"apiVersion":"scimulator/v1","kind":"BegunRun"}`, uint8(1))
	f.Add(`null`, uint8(1))
	f.Fuzz(func(t *testing.T, text string, which uint8) {
		run, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		again, err := Read(strings.NewReader(asFile(t, run)))
		if err != nil || asFile(t, again) != asFile(t, run) {
			t.Fatalf("it does not come back: %v\n%s", err, cmp.Diff(asFile(t, run), asFile(t, again)))
		}
		if d := Diff(run, run); len(d.New)+len(d.Fixed)+len(d.Changed)+len(d.Thresholds) > 0 || d.ExitCode() != 0 {
			t.Fatalf("it differs from itself: %+v", d)
		}
		if !bytes.Equal(Canonical(run), Canonical(again)) {
			t.Fatal("it has two canonical forms")
		}
		readable(t, Formats()[int(which)%len(Formats())], run)
	})
}

// readable writes a run in a format and holds that the text can be read.
func readable(t *testing.T, format string, run verdict.Run) {
	t.Helper()
	text := written(t, format, source(run))
	switch format {
	case "json", "sarif", "ctrf", "har":
		if !json.Valid([]byte(text)) {
			t.Fatalf("%s is no JSON:\n%s", format, text)
		}
	case "junit":
		if err := xml.Unmarshal([]byte(text), &junitSuites{}); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
	}
	if !utf8.ValidString(text) || strings.Contains(text, "\x1b") {
		t.Fatalf("%s: it is no plain text", format)
	}
}

// What stands behind a run is no part of it, and nobody would see it.
func TestReadTakesOneRun(t *testing.T) {
	text := asFile(t, certified())
	for _, behind := range []string{text, "x", "]", "null"} {
		if _, err := Read(strings.NewReader(text + behind)); err == nil {
			t.Errorf("%.20q behind a run is passed over", behind)
		}
	}
	if _, err := Read(strings.NewReader(text + " \n")); err != nil {
		t.Error(err)
	}
}

// Whatever the bytes of a provisioning log, each of its lines gives an entry or an
// error that names the line, and the page of the run can be made.
func FuzzLog(f *testing.F) {
	const line = `{"activityDateTime":"2026-01-05T08:00:00Z","provisioningAction":"create","cycleId":"1","durationInMilliseconds":12,` +
		`"provisioningStatusInfo":{"status":"failure","errorInformation":{"errorCode":"Conflict","reason":"taken"}},"provisioningSteps":[{"name":"EntryExport","status":"success"}],` +
		`"modifiedProperties":[{"displayName":"title","oldValue":null,"newValue":"x"}],"sourceIdentity":{"identityType":"User","id":"1","displayName":"ana"},"targetIdentity":{}}` + "\n"
	f.Add(line + line[:40])
	f.Add("\nnull\n[]\n{}\n" + line)
	f.Add(`{"activityDateTime":"yesterday","durationInMilliseconds":-9223372036854775808,"modifiedProperties":[null]}` + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := source(story())
		s.Provisioning = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
		entries := 0
		for _, err := range s.Log() {
			entries++
			if err != nil && !strings.HasPrefix(err.Error(), "provisioning log line ") {
				t.Fatalf("an error without a line: %v", err)
			}
		}
		if lines := strings.Count(text, "\n"); entries != lines {
			t.Fatalf("%d entries of %d lines", entries, lines)
		}
		if !utf8.ValidString(written(t, "html", s)) {
			t.Fatal("the page is no UTF-8")
		}
	})
}

// Whatever is said to be parts of a run, they are refused, or the run they make can be
// told; and where a part fails, the whole fails.
func FuzzMerge(f *testing.F) {
	divided := parts(certified(), 2)
	f.Add(asFile(f, divided[0]), asFile(f, divided[1]))
	f.Add(asFile(f, divided[0]), asFile(f, divided[0]))
	f.Add(asFile(f, certified()), asFile(f, divided[1]))
	f.Add(`{"apiVersion":"scimulator/v1","kind":"Run","shard":{"index":1,"total":2}}`, `{"apiVersion":"scimulator/v1","kind":"Run","shard":{"index":2,"total":2}}`)
	f.Add(`{"apiVersion":"scimulator/v1","kind":"Run","shard":{"index":1,"total":2000000000}}`, `{"apiVersion":"scimulator/v1","kind":"Run","shard":{"index":2,"total":2000000000}}`)
	f.Fuzz(func(t *testing.T, first, second string) {
		var all []verdict.Run
		for _, text := range []string{first, second} {
			run, err := Read(strings.NewReader(text))
			if err != nil {
				return
			}
			all = append(all, run)
		}
		whole, err := MergePartial(all)
		if err != nil {
			return
		}
		if failed := all[0].Verdict == verdict.Failed || all[1].Verdict == verdict.Failed; failed && whole.Verdict != verdict.Failed {
			t.Fatalf("a part failed and the whole is %s", whole.Verdict)
		}
		readable(t, "junit", whole)
	})
}

package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// edited writes the directory of a killed run anew with another begun.json.
func edited(t *testing.T, folder string, change func(b *begun)) string {
	t.Helper()
	other := filepath.Join(t.TempDir(), "run")
	if err := os.CopyFS(other, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	began, err := readBegun(folder)
	if err != nil {
		t.Fatal(err)
	}
	change(&began)
	text, err := json.Marshal(began)
	if err == nil {
		err = os.WriteFile(filepath.Join(other, begunFile), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// with is a killed run with a file of other content, or without it.
func with(t *testing.T, folder, name, content string) string {
	t.Helper()
	other := edited(t, folder, func(*begun) {})
	err := os.Remove(filepath.Join(other, name))
	if err == nil && content != "" {
		err = os.WriteFile(filepath.Join(other, name), []byte(content), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// What cannot be gone on with is refused with what to do instead, and nothing is sent.
func TestResumeIsRefused(t *testing.T) {
	var requests atomic.Int64
	d := &death{T: t, at: nth(http.MethodPost, 3), sent: map[string]int{}}
	s := newSite(t, func(next http.Handler) http.Handler {
		counted := d.layer(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			requests.Add(1)
			counted.ServeHTTP(w, r)
		})
	})
	killed := d.killed(t, s)
	story := filepath.Join(t.TempDir(), "story.yaml")
	if err := os.WriteFile(story, append([]byte(mustRead(t, "testdata/office.yaml")), "# changed\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	journal := mustRead(t, filepath.Join(killed, journalFile))
	swept := edited(t, killed, func(*begun) {})
	if got := s.swept(t, swept, "--yes"); got.code != exitConformant {
		t.Fatalf("sweep: exit %d\n%s", got.code, got.stderr)
	}
	empty, ended := t.TempDir(), edited(t, killed, func(*begun) {})
	if err := os.WriteFile(filepath.Join(ended, runFile), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := requests.Load()
	for _, test := range []struct {
		name string
		run  string
		args []string
		want string
	}{
		{"nothing began", empty, nil, "holds no run that began"},
		{"a run that is over", ended, nil, "holds a run that is over"},
		{"a certification", edited(t, killed, func(b *begun) { b.Command = "certify" }), nil, "scimulator sweep"},
		{"the embedded target", edited(t, killed, func(b *begun) { b.Target.Foreign = false }), nil, "ended with it"},
		{"an earlier version of begun.json", edited(t, killed, func(b *begun) { b.Settings = nil }), nil, "scimulator sweep"},
		{"another version of the program", edited(t, killed, func(b *begun) { b.Settings.Version = "0.0.9" }), nil, "version 0.0.9"},
		{"another story", edited(t, killed, func(b *begun) { b.Settings.Story = story }), nil, "the story"},
		{"a story that is gone", edited(t, killed, func(b *begun) { b.Settings.Story = story + ".yaml" }), nil, "no such file"},
		{"no journal", with(t, killed, journalFile, ""), nil, "no journal"},
		{"a journal that is none", with(t, killed, journalFile, "{}x\n{}\n"), nil, "line 1"},
		{"an interrupted run", with(t, killed, journalFile, journal+`{"event":"interrupted"}`+"\n"), nil, "had begun to clean up; scimulator sweep"},
		{"a run that was swept", swept, nil, "it was swept"},
		{"a secret in an answer", with(t, killed, journalFile, journal+`{"event":"unrepeatable","why":"an answer held a secret, which is not kept"}`+"\n"), nil, "held a secret, which is not kept; scimulator sweep"},
		{"another target", killed, []string{"--target", s.url + "/other"}, "the run was against " + s.url},
		{"another seed", killed, []string{"--seed", "2"}, "--seed cannot be given with --resume"},
		{"another directory", killed, []string{"--out", empty}, "--out cannot be given with --resume"},
		{"a dry run", killed, []string{"--dry-run"}, "--dry-run"},
		{"a rate over a pause", killed, []string{"--min-rate", "5"}, "--min-rate"},
		{"a story", killed, []string{"crowd"}, "leave out crowd"},
		{"a report that is none", killed, []string{"--report", "pdf=x"}, "report format"},
		{"a token that is not there", killed, []string{"--token-env", "NOTHING_HERE"}, "NOTHING_HERE"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := resumed(t, test.run, test.args...)
			if got.code != exitUsage || !strings.Contains(got.stderr, test.want) {
				t.Errorf("exit %d, want %q in\n%s%s", got.code, test.want, got.stdout, got.stderr)
			}
		})
	}
	held, err := os.Open(filepath.Join(killed, journalFile))
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if !lock(held) && runtime.GOOS != "windows" {
		if got := resumed(t, killed); got.code != exitUsage || !strings.Contains(got.stderr, "still goes on") {
			t.Errorf("a run that another process has: exit %d\n%s", got.code, got.stderr)
		}
		if got := s.swept(t, killed, "--yes"); got.code != exitUsage || !strings.Contains(got.stderr, "still goes on") {
			t.Errorf("a sweep after a run that another process has: exit %d\n%s", got.code, got.stderr)
		}
	}
	_ = held.Close()
	env, _, stderr := environment(t, "simulate", "--resume", killed)
	if code := Main(env); code != exitUsage || !strings.Contains(stderr.String(), "needs --yes") {
		t.Errorf("without --yes: exit %d\n%s", code, stderr)
	}
	if after := requests.Load(); after != before {
		t.Errorf("%d requests were sent", after-before)
	}
	if mustRead(t, filepath.Join(killed, journalFile)) != journal {
		t.Error("a refusal changed the journal")
	}
}

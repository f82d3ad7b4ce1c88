package bundle

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The statement is for people: this is how it looks.
func TestStatementLooks(t *testing.T) {
	got, err := Declare(sample(), claim()).YAML()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/statement.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

// Whatever a vendor writes, the statement says it again when it is read, and holds
// nothing that it makes up.
func TestStatementComesBack(t *testing.T) {
	set := formats(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Filter(func(s string) bool { return utf8.ValidString(s) && strings.TrimSpace(s) != "" })
		c := claim()
		c.Implementation = Implementation{text.Draw(t, "organization"), text.Draw(t, "project"), text.Draw(t, "version")}
		c.Settings.Only = rapid.SliceOfN(text, 1, 3).Draw(t, "only")
		run := sample()
		run.Target.Name = text.Draw(t, "target")
		want := Declare(run, c)
		raw, err := want.YAML()
		if err != nil {
			t.Fatal(err)
		}
		got, err := LoadStatement("s.yaml", raw, set)
		if err != nil {
			t.Fatalf("%v\n%s", err, raw)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", diff, raw)
		}
	})
}

// Words that some readers of YAML take for something else stand in quotation marks.
func TestScalars(t *testing.T) {
	for text, want := range map[string]string{
		"conformant": "conformant", "a/b-c.d": "a/b-c.d", "yes": `"yes"`, "Off": `"Off"`, "null": `"null"`, "2026-01-05": `"2026-01-05"`, "1e3": `"1e3"`,
		"": `""`, "a: b": `"a: b"`, "a #b": `"a #b"`, "- a": `"- a"`, "\u202e": `"\u202e"`, "x\x1b": `"x\x1b"`,
	} {
		if got := scalar(text); got != want {
			t.Errorf("%q is written %s, want %s", text, got, want)
		}
	}
}

// The schema refuses what is no statement.
func TestStatementSchema(t *testing.T) {
	raw, err := Declare(sample(), claim()).YAML()
	if err != nil {
		t.Fatal(err)
	}
	set := formats(t)
	for _, row := range []struct{ name, old, new string }{
		{"another kind", "kind: Statement", "kind: Run"},
		{"another verdict", "verdict: partial", "verdict: certified"},
		{"no organization", "organization: Fabrikam", `organization: " "`},
		{"it calls itself a certification", "It is not a certification by Microsoft", "It is a certification by Microsoft"},
		{"another suite", "suite: rfc", "suite: all"},
		{"no digest", "sha256: ", "sha256: x"},
		{"a date that is none", "2026-12-31", "2026-12-32"},
		{"a negative count", "passed: 1", "passed: -1"},
		{"an unknown key", "tool:", "token: x\ntool:"},
		{"a missing key", "reproduce: ", "reprodoce: "},
	} {
		lines := strings.Split(string(raw), "\n")
		changed := strings.Join(lines[:2], "\n") + "\n" + strings.Replace(strings.Join(lines[2:], "\n"), row.old, row.new, 1)
		if changed == string(raw) {
			t.Errorf("%s: the statement does not hold %q", row.name, row.old)
		}
		if _, err := LoadStatement("s.yaml", []byte(changed), set); err == nil {
			t.Errorf("%s: taken", row.name)
		}
	}
}

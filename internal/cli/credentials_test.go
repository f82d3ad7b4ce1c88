package cli

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/target"
)

// keyChange is a play whose story saves the token of an alias, and one that nobody
// issued.
func keyChange(file, variable string) play {
	o := &simulateOptions{}
	o.tokenFile, o.tokenEnv = file, variable
	story := &scenario.Scenario{}
	for _, alias := range []string{"next-one", scenario.Invalid} {
		story.Timeline = append(story.Timeline, scenario.Step{Operate: &scenario.Operation{SetCredentials: &scenario.Credentials{Token: alias}}})
	}
	return play{options: o, scenario: story}
}

// The token behind an alias is a secret like any other: its file is for its owner
// only, and mistakes are found before anything is sent. None repeats the secret.
func TestTokensOfAliases(t *testing.T) {
	for _, row := range []struct {
		name, content string
		mode          os.FileMode // 0: there is no file
		env           bool        // the content is in the environment
		want, says    string
	}{
		{name: "a file of the owner", content: "Bearer s3cr3t\n", mode: 0o600, want: "s3cr3t"},
		{name: "a file that others may read", content: "s3cr3t", mode: 0o644, says: "may be read by others (mode 0644)"},
		{name: "a file that the group may read", content: "s3cr3t", mode: 0o640, says: "chmod 600"},
		{name: "an empty file", content: "\n", mode: 0o600, says: "token.next-one is empty"},
		{name: "a file with more lines", content: "s3cr3t\nmore\n", mode: 0o600, says: "holds more than one line"},
		{name: "no file"},
		{name: "a variable", content: "s3cr3t", env: true, want: "s3cr3t"},
		{name: "a variable of blanks", content: " ", env: true, says: "SCIM_TOKEN_NEXT_ONE is empty"},
		{name: "no variable", env: true},
	} {
		t.Run(row.name, func(t *testing.T) {
			if runtime.GOOS == "windows" && row.mode&0o077 != 0 {
				t.Skip("permissions are other ones there")
			}
			env, _, _ := environment(t)
			p := keyChange(filepath.Join(t.TempDir(), "token"), "")
			if row.env {
				p = keyChange("", "SCIM_TOKEN")
				env.Getenv = func(name string) string { return map[string]string{"SCIM_TOKEN_NEXT_ONE": row.content}[name] }
			} else if row.mode != 0 {
				if err := os.WriteFile(p.options.tokenFile+".next-one", []byte(row.content), row.mode); err != nil {
					t.Fatal(err)
				}
			}
			saved, err := p.savedTokens(env)
			if row.says != "" {
				var wrong usageError
				if !errors.As(err, &wrong) || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "s3cr3t") {
					t.Fatalf("%v, want %q", err, row.says)
				}
				return
			}
			want := map[string]string{}
			if row.want != "" {
				want["next-one"] = row.want
			}
			if diff := cmp.Diff(want, saved); err != nil || diff != "" {
				t.Fatalf("%v\n%s", err, diff)
			}
			p.saved = saved
			if got := p.credentials("next-one"); (got == nil) != (row.want == "") || got != nil && got.Get("Authorization") != "Bearer "+row.want {
				t.Errorf("the header is %v", got)
			}
		})
	}
}

// The file of an alias is looked for beside the one that the target file names, and
// not at all where no foreign target is used.
func TestTokensOfAliasesBesideTheTarget(t *testing.T) {
	env, _, _ := environment(t)
	p := keyChange("", "")
	p.door.target = target.Target{TokenFile: filepath.Join(t.TempDir(), "token")}
	if err := os.WriteFile(p.door.target.TokenFile+".next-one", []byte("s3cr3t"), 0o600); err != nil {
		t.Fatal(err)
	}
	if saved, err := p.savedTokens(env); err != nil || saved["next-one"] != "s3cr3t" {
		t.Errorf("%v, %v", saved, err)
	}
	p.options.dryRun = true
	if saved, err := p.savedTokens(env); err != nil || len(saved) > 0 {
		t.Errorf("in a rehearsal: %v, %v", saved, err)
	}
}

package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
)

// A secret is in no text of a run, however deep; words of our own stay what they are.
func TestMaskRun(t *testing.T) {
	const hidden = "failed" // as if somebody chose it
	run := verdict.Run{
		Verdict: verdict.Failed, Checks: []verdict.Check{{Reason: "it " + hidden, Requirements: []string{hidden}}},
		Findings: []verdict.Finding{{Seen: hidden, Message: "x" + hidden, Curl: hidden}}, ForeignData: &verdict.Untouched{Changed: []string{hidden}},
	}
	maskRun(&run, hidden)
	raw, err := json.Marshal(run)
	if err != nil {
		t.Fatal(err)
	}
	if run.Verdict != verdict.Failed || strings.Count(string(raw), hidden) != 1 || run.Checks[0].Reason != "it ***" {
		t.Errorf("%s", raw)
	}
}

// All secrets of a run are known, also those of another tenant and of the account side.
func TestSecretsOfATrial(t *testing.T) {
	env, _, _ := environment(t)
	var c trial
	c.door = door{
		token: "one", login: login{secrets: []string{"two"}}, account: &door{token: "three"},
		target: target.Target{Second: &target.Second{TokenEnv: "SCIM_TOKEN"}},
	}
	for _, want := range []string{"one", "two", "three", secret} {
		if !strings.Contains(strings.Join(c.secrets(env), "\n"), want) {
			t.Errorf("%s is not known", want)
		}
	}
}

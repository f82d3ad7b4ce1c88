package cli

import (
	"maps"
	"slices"
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
)

// A part is asked for by number, or found in the environment of the build service.
func TestShard(t *testing.T) {
	kubernetes := map[string]string{"JOB_COMPLETION_INDEX": "0", "JOB_COMPLETIONS": "4"}
	gitlab := map[string]string{"CI_NODE_INDEX": "3", "CI_NODE_TOTAL": "4"}
	both := maps.Clone(gitlab)
	both["SCIMULATOR_SHARD"] = "2/7"
	for _, test := range []struct {
		name, asked string
		variables   map[string]string
		want        certify.Shard
		refused     bool
	}{
		{"not asked for", "", gitlab, certify.Shard{}, false},
		{"by number", "2/4", gitlab, certify.Shard{Index: 2, Total: 4}, false},
		{"the only one", "1/1", nil, certify.Shard{Index: 1, Total: 1}, false},
		{"GitLab", "auto", gitlab, certify.Shard{Index: 3, Total: 4}, false},
		{"GitLab without parallel", "auto", map[string]string{"CI_NODE_TOTAL": "1"}, certify.Shard{}, true},
		{"Kubernetes", "auto", kubernetes, certify.Shard{Index: 1, Total: 4}, false},
		{"Kubernetes without the count", "auto", map[string]string{"JOB_COMPLETION_INDEX": "0"}, certify.Shard{}, true},
		{"Kubernetes beyond the count", "auto", map[string]string{"JOB_COMPLETION_INDEX": "4", "JOB_COMPLETIONS": "4"}, certify.Shard{}, true},
		{"no number", "auto", map[string]string{"JOB_COMPLETION_INDEX": "x", "JOB_COMPLETIONS": "4"}, certify.Shard{}, true},
		{"our own variable wins", "auto", both, certify.Shard{Index: 2, Total: 7}, false},
		{"nobody says", "auto", nil, certify.Shard{}, true},
		{"part 0", "0/4", nil, certify.Shard{}, true},
		{"beyond the last", "5/4", nil, certify.Shard{}, true},
		{"too many", "1/1001", nil, certify.Shard{}, true},
		{"no count", "2", nil, certify.Shard{}, true},
		{"a slip behind", "2/4x", nil, certify.Shard{}, true},
		{"a sign", "+2/4", nil, certify.Shard{}, true},
		{"another word", "all", nil, certify.Shard{}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			env, _, _ := environment(t)
			env.Getenv = func(name string) string { return test.variables[name] }
			got, err := division{test.asked}.shard(env)
			if got != test.want || (exitCode(env, err) == exitUsage) != test.refused {
				t.Errorf("%+v (%v), want %+v", got, err, test.want)
			}
		})
	}
}

// All parts together keep to the ceiling of a target; nothing chosen is an error in
// a part, too, while a part without checks of its own is none.
func TestShardOfATarget(t *testing.T) {
	env, _, _ := environment(t)
	a, err := loadAssets()
	if err != nil {
		t.Fatal(err)
	}
	o := &certifyOptions{suite: certify.SuiteRFC, division: division{"2/4"}}
	o.url, o.tokenEnv, o.rate, o.timeout, o.profile = "http://127.0.0.1:1/scim", "SCIM_TOKEN", 20, connectionTimeout, "entra-default"
	trial, err := o.trial(env, a)
	if err != nil || trial.door.rate != 5 {
		t.Errorf("a quarter of 20 requests/s is %v (%v)", trial.door.rate, err)
	}
	if got := program(t, "certify", "--tags", "@nothing", "--shard", "1/2"); got.code != exitNothing {
		t.Errorf("nothing is chosen: exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	one := []string{"--only", "RFC7644-3.3-R08", "--suite", "rfc", "--shard"}
	_, whole := certified(t, one[:len(one)-1]...)
	last := len(whole.Checks) + 1
	got, run := certified(t, append(slices.Clone(one), shardText(last, last))...)
	if got.code != exitConformant || len(run.Checks) != 0 || run.Shard == nil || run.Shard.Index != last {
		t.Errorf("an empty part: exit %d, %d checks\n%s%s", got.code, len(run.Checks), got.stdout, got.stderr)
	}
}

package cli

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/verdict"
)

// division says which part of the checks a run plays: i/n, or auto.
type division struct{ wanted string }

func (d *division) bind(command *cobra.Command) {
	command.Flags().StringVar(&d.wanted, "shard", "", "play one part of the checks, i/n from 1/n to n/n; auto reads it from the environment of the build service (report merge makes one run of the parts)")
}

// Variables in which a part finds its number and how many there are. Kubernetes
// tells an indexed job its number, and not the count: the manifest repeats it.
const (
	shardVariable    = "SCIMULATOR_SHARD" // i/n, for whatever else divides jobs, such as a GitHub matrix
	gitlabIndex      = "CI_NODE_INDEX"    // from 1
	gitlabTotal      = "CI_NODE_TOTAL"
	kubernetesIndex  = "JOB_COMPLETION_INDEX" // from 0
	kubernetesTotal  = "JOB_COMPLETIONS"
	automatic        = "auto"
	mostParts        = 1000
	divisionExamples = "it is i/n such as 2/4, or auto"
)

// shard is the part that was asked for; the zero value is the whole.
func (d division) shard(env Env) (certify.Shard, error) {
	switch d.wanted {
	case "":
		return certify.Shard{}, nil
	case automatic:
		return automaticShard(env)
	}
	return parseShard("--shard", d.wanted)
}

func automaticShard(env Env) (certify.Shard, error) {
	get := env.Getenv
	switch {
	case get(shardVariable) != "":
		return parseShard(shardVariable, get(shardVariable))
	case get(gitlabIndex) != "" && get(gitlabTotal) != "":
		return parseShard(gitlabIndex+"/"+gitlabTotal, get(gitlabIndex)+"/"+get(gitlabTotal))
	case get(kubernetesIndex) != "" && get(kubernetesTotal) != "":
		index, err := strconv.Atoi(get(kubernetesIndex))
		if err != nil {
			return certify.Shard{}, usage("%s=%s: it is a number from 0", kubernetesIndex, get(kubernetesIndex))
		}
		return parseShard(kubernetesIndex+"+1/"+kubernetesTotal, fmt.Sprint(index+1)+"/"+get(kubernetesTotal))
	case get(kubernetesIndex) != "":
		return certify.Shard{}, usage("--shard auto: %s is set and %s is not: repeat the completions of the job there", kubernetesIndex, kubernetesTotal)
	}
	return certify.Shard{}, usage("--shard auto: no variable says which part this is: set %s to i/n such as 2/4", shardVariable)
}

// parseShard reads i/n, and nothing like it: 2/4x is a slip that would leave out
// checks in silence.
func parseShard(place, text string) (certify.Shard, error) {
	var s certify.Shard
	if _, err := fmt.Sscanf(text, "%d/%d", &s.Index, &s.Total); err != nil || fmt.Sprintf("%d/%d", s.Index, s.Total) != text {
		return certify.Shard{}, usage("%s %q: %s", place, text, divisionExamples)
	}
	if s.Index < 1 || s.Index > s.Total || s.Total > mostParts {
		return certify.Shard{}, usage("%s %s: parts are numbered from 1 to their count, which is at most %d", place, text, mostParts)
	}
	return s, nil
}

// divide makes the trial a part. The ceiling is that of the target: all parts
// together keep to it.
func (t *trial) divide(env Env) error {
	shard, err := t.options.division.shard(env)
	if err != nil {
		return err
	}
	t.config.Choice.Shard = shard
	if shard.Total > 1 {
		t.door.rate /= float64(shard.Total)
	}
	return nil
}

// part is what run.json says of it; nil for a whole run.
func (t trial) part() *verdict.Shard {
	shard := t.config.Choice.Shard
	if shard.Total == 0 {
		return nil
	}
	return &verdict.Shard{Index: shard.Index, Total: shard.Total}
}

package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/scimulator/scimulator/internal/sweep"
)

// sweepReport is what sweep came to.
type sweepReport struct {
	Target string     `json:"target"`
	DryRun bool       `json:"dryRun"`
	Runs   []sweptRun `json:"runs"`
}

// sweptRun is what became of one run.
type sweptRun struct {
	Run string `json:"run"` // directory, ledger or marker
	sweep.Result
	Note        string `json:"note,omitempty"`
	unreachable bool
}

func (r sweepReport) print(env Env, flags *common) error {
	if flags.json {
		encoder := json.NewEncoder(env.Stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(r)
	}
	for _, one := range r.Runs {
		one.print(env, flags, r.DryRun)
	}
	return nil
}

func (s sweptRun) print(env Env, flags *common, dry bool) {
	verb := "removed"
	if dry {
		verb = "would remove"
	}
	if !flags.quiet {
		for _, t := range s.Removed {
			fmt.Fprintf(env.Stdout, "%s %s %s  %s\n", verb, t.Kind, t.ID, t.Name)
		}
	}
	for _, left := range s.Leftovers {
		fmt.Fprintf(env.Stdout, "%s  %s  %s: %s\n", left.State, left.Resource, left.Name, left.Reason)
	}
	if s.Note != "" {
		fmt.Fprintf(env.Stdout, "%s: %s\n", s.Run, s.Note)
		return
	}
	fmt.Fprintf(env.Stdout, "%s: %s %d, gone before %d, left %d\n", s.Run, verb, len(s.Removed), s.Gone, len(s.Leftovers))
}

// outcome is the exit code: something that remains outranks what nobody can tell.
func (r sweepReport) outcome(ctx context.Context) error {
	code := exitConformant
	for _, one := range r.Runs {
		if one.unreachable {
			code = worse(code, exitNoVerdict)
		}
		for _, left := range one.Leftovers {
			if left.State == "unknown" {
				code = worse(code, exitNoVerdict)
			} else {
				code = worse(code, exitFailed)
			}
		}
	}
	var cause interruption
	if errors.As(context.Cause(ctx), &cause) {
		code = worse(code, interruptCode(cause.signal))
	}
	if code == exitConformant {
		return nil
	}
	return exitError(code)
}

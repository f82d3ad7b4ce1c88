package cli

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// summaryVariable names the file that GitHub shows as the summary of a step.
const summaryVariable = "GITHUB_STEP_SUMMARY"

func newAnnotate(env Env) *cobra.Command {
	return &cobra.Command{
		Use: "annotate RUN", Short: "Tell a run to GitHub Actions: annotations on standard output, and the summary of the step",
		Example: "  scimulator report annotate ./run",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return annotate(env, args[0]) },
	}
}

// annotate is quiet about the verdict: the run that it tells of has given its exit
// code.
func annotate(env Env, path string) error {
	a, err := env.assets()
	if err != nil {
		return err
	}
	run, err := readRun(path)
	if err != nil {
		return err
	}
	if err := report.Annotations(env.Stdout, run); err != nil {
		return err
	}
	if file := env.Getenv(summaryVariable); file != "" {
		return summarize(a, run, path, file)
	}
	return nil
}

// summarize appends: other steps of the job may have written there.
func summarize(a *assets, run verdict.Run, path, file string) error {
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return usage("%s=%s: %w", summaryVariable, file, err)
	}
	defer out.Close()
	if err := report.StepSummary(out, source(a, run, path, file)); err != nil {
		return err
	}
	return out.Close()
}

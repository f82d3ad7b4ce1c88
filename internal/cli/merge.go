package cli

import (
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// mergeOptions are the flags of report merge.
type mergeOptions struct {
	out     string
	partial bool
	reports
	bundling
}

func newMerge(env Env, flags *common) *cobra.Command {
	o := &mergeOptions{}
	command := &cobra.Command{
		Use: "merge RUN... --out DIR", Short: "Make one run of the parts that --shard made; its verdict decides the exit code",
		Example: "  scimulator report merge parts/* --out whole --report junit=scim.xml",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return runMerge(env, flags, o, args) },
	}
	o.reports.bind(command)
	o.bundling.bind(command)
	command.Flags().StringVar(&o.out, "out", "", "directory of the merged run")
	command.Flags().BoolVar(&o.partial, "partial", false, "merge although parts are missing: the run is partial, and names them")
	return command
}

// runMerge writes the merged run and tells it.
func runMerge(env Env, flags *common, o *mergeOptions, paths []string) error {
	if o.out == "" {
		return usage("report merge needs a directory for the merged run: --out DIR")
	}
	if err := o.reports.check(); err != nil {
		return err
	}
	if err := o.bundling.check(); err != nil {
		return err
	}
	a, err := env.assets()
	if err != nil {
		return err
	}
	parts, err := readParts(paths)
	if err != nil {
		return err
	}
	run, err := o.merge(parts)
	if err != nil {
		return usageError{err}
	}
	d, err := o.declaration(a, run, paths)
	if err != nil {
		return err
	}
	d.complete(&run)
	if err := o.write(env, run, parts, paths); err != nil {
		return err
	}
	if err := o.reports.write(a, run, o.out); err != nil {
		return err
	}
	if err := d.write(env, flags, a, run, o.out); err != nil {
		return err
	}
	return tellMerged(env, flags, run, o.out)
}

func readParts(paths []string) ([]verdict.Run, error) {
	var parts []verdict.Run
	for _, path := range paths {
		part, err := readRun(path)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func (o *mergeOptions) merge(parts []verdict.Run) (verdict.Run, error) {
	if o.partial {
		return report.MergePartial(parts)
	}
	return report.Merge(parts)
}

// write makes the directory of the merged run: that of a run which was not divided
// has the same files.
func (o *mergeOptions) write(env Env, run verdict.Run, parts []verdict.Run, paths []string) error {
	folder, err := openRun(env, o.out, run.Command, false)
	if err != nil {
		return err
	}
	defer folder.close()
	for i, part := range parts {
		if err := folder.take(*part.Shard, paths[i]); err != nil {
			return err
		}
	}
	return folder.finish(run)
}

// take copies what a part left beside its run.json.
func (f *runFolder) take(shard verdict.Shard, path string) error {
	evidence, err := os.Open(filepath.Join(path, exchangesFile))
	if err != nil {
		return usage("%s has lost its evidence: %w", path, err)
	}
	defer evidence.Close()
	if err := report.MergeExchanges(f.journal, shard, evidence); err != nil {
		return usage("the evidence in %s: %w", path, err)
	}
	for name, out := range map[string]io.Writer{logFile: f.log, ledgerFile: f.ledger} {
		if err := copyFile(out, filepath.Join(path, name)); err != nil {
			return usage("%s is not whole: %w", path, err)
		}
	}
	return nil
}

func copyFile(out io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(out, file)
	return err
}

// tellMerged tells the run as if it had not been divided, and gives its exit code.
func tellMerged(env Env, flags *common, run verdict.Run, path string) error {
	if err := tellRun(env, flags, run, path); err != nil {
		return err
	}
	if code := run.ExitCode(); code != exitConformant {
		return exitError(code)
	}
	return nil
}

// tellRun prints a finished run as the flags ask for it.
func tellRun(env Env, flags *common, run verdict.Run, path string) error {
	if flags.json {
		return report.JSON(env.Stdout, run)
	}
	colour, err := flags.colours(env, env.Stdout)
	if err != nil {
		return err
	}
	report.NewConsole(env.Stdout, report.NewPalette(colour), flags.verbose).Tell(run, path)
	return nil
}

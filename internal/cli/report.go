package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// reports are the reports that a run is asked for: FORMAT=PATH each.
type reports struct{ wanted []string }

func (r *reports) bind(command *cobra.Command) {
	command.Flags().StringArrayVar(&r.wanted, "report", nil, "write a report: FORMAT=PATH (repeatable); formats: "+strings.Join(report.Formats(), ", "))
}

// check refuses what is no report, before anything is sent.
func (r *reports) check() error {
	for _, one := range r.wanted {
		format, path, found := strings.Cut(one, "=")
		if !found || path == "" {
			return usage("--report %s: it is FORMAT=PATH, such as junit=results.xml", one)
		}
		if !known(format, report.Formats()) {
			return unknown("report format", format, report.Formats())
		}
	}
	return nil
}

func known(name string, names []string) bool {
	for _, one := range names {
		if one == name {
			return true
		}
	}
	return false
}

// write writes every report of a run whose directory is at path.
func (r *reports) write(a *assets, run verdict.Run, path string) error {
	for _, one := range r.wanted {
		format, file, _ := strings.Cut(one, "=")
		if err := writeReport(a, run, path, format, file); err != nil {
			return err
		}
	}
	return nil
}

func writeReport(a *assets, run verdict.Run, path, format, file string) error {
	out, err := os.OpenFile(file, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return usage("--report %s=%s: %w", format, file, err)
	}
	defer out.Close()
	if err := report.Write(format, out, source(a, run, path, file)); err != nil {
		return fmt.Errorf("the report %s cannot be written: %w", file, err)
	}
	return out.Close()
}

// source is what a report is made of: the run and the files beside it.
func source(a *assets, run verdict.Run, path, file string) report.Source {
	open := func(name string) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return os.Open(filepath.Join(path, name)) }
	}
	s := report.Source{Run: run, Exchanges: open(exchangesFile), Provisioning: open(logFile), Requirement: a.catalogue.Get}
	if seen, err := filepath.Rel(filepath.Dir(file), path); err == nil {
		s.Folder = filepath.ToSlash(seen)
	}
	return s
}

func newReport(env Env, flags *common) *cobra.Command {
	command := &cobra.Command{
		Use: "report", Short: "Make reports of finished runs, and compare runs",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return usage("report what? render, merge, annotate, diff or verify")
		},
	}
	command.AddCommand(newRender(env, flags), newMerge(env, flags), newAnnotate(env), newDiff(env, flags), newVerify(env, flags))
	return command
}

func newRender(env Env, flags *common) *cobra.Command {
	r := &reports{}
	command := &cobra.Command{
		Use: "render RUN", Short: "Make reports of the run in a directory",
		Example: "  scimulator report render ./run --report html=run.html --report junit=run.xml",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return render(env, flags, r, args[0]) },
	}
	r.bind(command)
	return command
}

func render(env Env, flags *common, r *reports, path string) error {
	if err := r.check(); err != nil {
		return err
	}
	a, err := env.assets()
	if err != nil {
		return err
	}
	run, err := readRun(path)
	if err != nil {
		return err
	}
	if len(r.wanted) > 0 {
		return r.write(a, run, path)
	}
	return tellRun(env, flags, run, path)
}

// readRun reads the run of a directory.
func readRun(path string) (verdict.Run, error) {
	file, err := os.Open(filepath.Join(path, runFile))
	if err != nil {
		return verdict.Run{}, usage("%s holds no run: %w", path, err)
	}
	defer file.Close()
	run, err := report.Read(file)
	if err != nil {
		return verdict.Run{}, usage("%s: %w", filepath.Join(path, runFile), err)
	}
	return run, nil
}

func newDiff(env Env, flags *common) *cobra.Command {
	return &cobra.Command{
		Use: "diff OLD NEW", Short: "Tell what is fixed, new and changed between two runs",
		Example: "  scimulator report diff ./run-of-monday ./run-of-today",
		Args:    cobra.ExactArgs(2),
		RunE:    func(_ *cobra.Command, args []string) error { return diff(env, flags, args[0], args[1]) },
	}
}

// diff compares two runs; what is new and fails decides the exit code, or else a
// threshold that is newly missed.
func diff(env Env, flags *common, before, after string) error {
	first, err := readRun(before)
	if err != nil {
		return err
	}
	second, err := readRun(after)
	if err != nil {
		return err
	}
	d := report.Diff(first, second)
	if flags.json {
		err = report.DiffJSON(env.Stdout, d)
	} else {
		err = tellDiff(env, flags, d)
	}
	if err != nil {
		return err
	}
	if code := d.ExitCode(); code != exitConformant {
		return exitError(code)
	}
	return nil
}

func tellDiff(env Env, flags *common, d report.Difference) error {
	colour, err := flags.colours(env, env.Stdout)
	if err != nil {
		return err
	}
	return report.DiffConsole(env.Stdout, report.NewPalette(colour), d)
}

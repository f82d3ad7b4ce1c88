package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/bundle"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/verdict"
)

// repetition is what became of a run when it was repeated.
type repetition struct {
	Equal      bool              `json:"equal"` // in canonical form
	Verdict    verdict.Verdict   `json:"verdict"`
	Difference report.Difference `json:"difference"`
	Was        string            `json:"was,omitempty"` // the first line that is another in canonical form
	Is         string            `json:"is,omitempty"`
	Notes      []string          `json:"notes"` // why both can hardly be compared
	exit       int               // of a repetition that came to no end
}

// code: a run that does not repeat is not what the bundle says, unless it could not
// be judged this time.
func (r *repetition) code() int {
	switch {
	case r.exit != exitConformant:
		return r.exit
	case r.Equal:
		return exitConformant
	case r.Verdict == verdict.NoVerdict:
		return exitNoVerdict
	}
	return exitFailed
}

// repeat plays the run of a bundle again. It takes no address from the bundle,
// which somebody else wrote: the target is what the command names.
func (o *verifyOptions) repeat(ctx context.Context, env Env, a *assets, e bundle.Examination) (*repetition, error) {
	s := *e.Statement
	if s.Target.Foreign && o.url == "" {
		return nil, usage("--rerun needs --target: the statement is about %s, and nothing is sent to an address that a file names", report.Plain(s.Target.Base))
	}
	folder, err := os.MkdirTemp("", "scimulator-rerun-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	options := o.settings(s.Settings, filepath.Join(folder, "run"))
	t, err := o.trial(env, a, options, s)
	if err != nil {
		return nil, err
	}
	r := &repetition{Notes: []string{}}
	if r.Notes, err = options.changed(s.Catalogues); err != nil {
		return nil, err
	}
	silent := env
	silent.Stdout = io.Discard
	code, err := t.run(ctx, silent, &common{color: "never", quiet: true}, a)
	if err != nil {
		return nil, err
	}
	again, err := readRun(options.out)
	if err != nil || ctx.Err() != nil {
		r.exit = max(code, exitFailed) // why was told on standard error
		return r, nil
	}
	then := *e.Run
	then.Thresholds = nil // of that machine and that day: this run was not held against them
	r.compare(then, again)
	return r, nil
}

func (o *verifyOptions) trial(env Env, a *assets, options *certifyOptions, s bundle.Statement) (trial, error) {
	if err := options.faulty.check(o.url); err != nil {
		return trial{}, err
	}
	t, err := options.trial(env, a)
	if err != nil {
		return trial{}, err
	}
	t.config.Baseline = waived(s.Waivers, env.Now())
	return t, confirm(env, &options.simulateOptions, []play{t.play})
}

// settings are the flags of the certification that a statement is about.
func (o *verifyOptions) settings(s bundle.Settings, out string) *certifyOptions {
	c := asTold(s)
	c.connection, c.out, c.workers = o.connection, out, repeatWorkers
	return c
}

// asTold are the flags of a certification that was told this, for a declaration.
func asTold(s bundle.Settings) *certifyOptions {
	c := &certifyOptions{
		suite: s.Suite, only: s.Only, tags: s.Tags, features: s.Features, schemas: s.Schemas, strict: s.Strict, pack: s.Pack,
		bundling: bundling{whole: true},
	}
	c.profile, c.dialect, c.seed, c.defects, c.unkind = s.Profile, s.Dialect, s.Seed, s.Defects, s.Unkind
	return c
}

// repeatWorkers is how many checks run at the same time.
const repeatWorkers = 8

// waived is the baseline that the statement tells of, nil when there was none.
func waived(waivers []bundle.Waiver, today time.Time) *certify.Baseline {
	if len(waivers) == 0 {
		return nil
	}
	b := &certify.Baseline{Today: today}
	for _, w := range waivers {
		d := certify.Deviation{Requirement: w.Requirement, Check: w.Check, Because: w.Because, Owner: w.Owner}
		if until, err := time.Parse(time.DateOnly, w.Until); err == nil {
			d.Until = until.Add(24*time.Hour - 1)
		}
		b.Deviations = append(b.Deviations, d)
	}
	return b
}

// changed names what judged then and is another now.
func (o *certifyOptions) changed(then []bundle.Digest) ([]string, error) {
	now, err := o.catalogues()
	if err != nil {
		return nil, usageError{err}
	}
	notes := []string{}
	for _, one := range now {
		if !slices.Contains(then, one) {
			notes = append(notes, "not as when the bundle was written: "+one.Name)
		}
	}
	return notes, nil
}

func (r *repetition) compare(before, after verdict.Run) {
	r.Was, r.Is = report.Unlike(before, after)
	r.Equal = r.Was == r.Is
	r.Verdict, r.Difference = after.Verdict, report.Diff(before, after)
}

func (r *repetition) tell(out io.Writer, env Env, flags *common) error {
	for _, note := range r.Notes {
		fmt.Fprintf(out, "NOTE  %s\n", report.Plain(note))
	}
	switch {
	case r.exit != exitConformant:
		fmt.Fprintln(out, "repeated: there is no whole run to compare with")
		return nil
	case r.Equal:
		fmt.Fprintf(out, "repeated: %s, equal to the run of the bundle in canonical form\n", r.Verdict)
		return nil
	}
	fmt.Fprintf(out, "repeated: %s, and not equal to the run of the bundle\n  first it was  %s\n  and now it is %s\n", r.Verdict, report.Plain(r.Was), report.Plain(r.Is))
	colour, err := flags.colours(env, env.Stdout)
	if err != nil {
		return err
	}
	return report.DiffConsole(out, report.NewPalette(colour), r.Difference)
}

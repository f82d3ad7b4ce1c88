package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/scimulator/scimulator/internal/resume"
)

// sayable are the flags that a resumed run takes; all others are those of the run.
var sayable = [...]string{
	"resume", "target", "token-file", "token-env", "rate", "timeout", "yes", "report", "max-p95", "color", "quiet", "verbose", "json",
}

// runResume goes on with a run that was killed.
func runResume(command *cobra.Command, env Env, flags *common, o *simulateOptions, args []string) error {
	if err := o.onlySayable(command, args); err != nil {
		return err
	}
	a, err := env.assets()
	if err != nil {
		return err
	}
	r, err := readResumption(o.resume)
	if err != nil {
		return err
	}
	defer r.held.Close()
	p, err := o.resumed(env, a, r, command.Flags().Changed)
	if err != nil {
		return err
	}
	if err := o.reports.check(); err != nil {
		return err
	}
	if err := confirm(env, o, []play{p}); err != nil {
		return err
	}
	code, err := p.run(command.Context(), env, flags, a)
	if err == nil && code != exitConformant {
		err = exitError(code)
	}
	return err
}

// onlySayable refuses arguments that would make another run of it.
func (o *simulateOptions) onlySayable(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("--resume %s plays the story of that run: leave out %s", o.resume, strings.Join(args, " "))
	}
	var wrong error
	command.Flags().Visit(func(flag *pflag.Flag) {
		if wrong == nil && !slices.Contains(sayable[:], flag.Name) {
			wrong = usage("--%s cannot be given with --resume, which goes on with the run as it was begun: leave it out", flag.Name)
		}
	})
	if wrong == nil && o.maxP95 < 0 {
		wrong = o.thresholds.check("")
	}
	return wrong
}

// resumption is a run that was killed, as its directory tells.
type resumption struct {
	path  string
	began begun
	past  *resume.Past
	held  *os.File // the journal: as long as it is open nobody else goes on with the run
}

// resumed prepares the run to go on: it must be the same in all that shapes it.
func (o *simulateOptions) resumed(env Env, a *assets, r *resumption, said func(flag string) bool) (play, error) {
	r.began.Settings.into(o, said)
	plays, err := prepare(env, a, o, []string{r.began.Settings.Story})
	if err != nil {
		return play{}, err
	}
	p := plays[0]
	p.resumed = r
	return p, r.fits(p)
}

// readResumption reads the directory of a run, and refuses one that cannot go on.
func readResumption(path string) (*resumption, error) {
	if _, err := os.Stat(filepath.Join(path, runFile)); err == nil {
		return nil, usage("%s holds a run that is over: there is nothing to resume", path)
	}
	if _, err := os.Stat(filepath.Join(path, begunFile)); err != nil {
		return nil, usage("%s holds no run that began: there is nothing to resume", path)
	}
	began, err := readBegun(path)
	switch {
	case err != nil:
		return nil, err
	case began.Command != "simulate":
		return nil, usage("%s holds a run of %s, and only simulate can be resumed: scimulator sweep %s removes what it left behind", path, began.Command, path)
	case !began.Target.Foreign:
		return nil, usage("the target of the run in %s was the embedded one, and ended with it: play the story again", path)
	case began.Settings == nil:
		return nil, usage("%s does not say how its run was begun: scimulator sweep %s removes what it left behind", path, path)
	case began.Settings.Version != Version:
		return nil, usage("the run in %s was begun by version %s of the program, and this is %s: scimulator sweep %s removes what it left behind", path, began.Settings.Version, Version, path)
	}
	file, err := os.Open(filepath.Join(path, journalFile))
	if err != nil {
		return nil, usage("the run has no journal: scimulator sweep %s removes what it left behind: %w", path, err)
	}
	r := &resumption{path: path, began: began, held: file}
	if err := r.readPast(); err != nil {
		_ = file.Close()
		return nil, err
	}
	return r, nil
}

// readPast reads the journal of the run, once nobody else has it.
func (r *resumption) readPast() error {
	if lock(r.held) {
		return usage("the run in %s still goes on, in another process", r.path)
	}
	var err error
	r.past, err = resume.Read(r.held)
	switch {
	case err != nil:
		return usage("%s: %w", r.held.Name(), err)
	case r.past.Over() != "":
		return usage("the run cannot be resumed: %s; scimulator sweep %s removes what it left behind", r.past.Over(), r.path)
	}
	return nil
}

// fits refuses a run whose files, or whose target, are not what they were.
func (r *resumption) fits(p play) error {
	for i, was := range r.began.Settings.Sources {
		if is := p.sources; i < len(is) && is[i].What == was.What && is[i].SHA256 != was.SHA256 {
			return usage("%s %s is not as it was when the run began: restore it, or scimulator sweep %s removes what the run left behind", was.What, was.Name, r.path)
		}
	}
	was, is := r.began.Target.Base, p.door.target.Base
	if strings.TrimRight(was, "/") != strings.TrimRight(is, "/") {
		return usage("the run was against %s, and the target is %s now", was, is)
	}
	return nil
}

// folder is where the run is kept: a new directory, or that of the run which goes on.
func (p play) folder(env Env) (*runFolder, error) {
	if p.resumed != nil {
		return p.resumed.open(env.hidden)
	}
	return openRun(env, p.options.out, p.scenario.Name, p.options.dryRun)
}

// nextStep is what can be done with a run that stopped.
func nextStep(path string, why error) string {
	sweep := fmt.Sprintf("scimulator sweep %s removes what it left behind", path)
	if errors.Is(why, resume.ErrCourse) || errors.Is(why, resume.ErrUnwritten) {
		return sweep
	}
	return fmt.Sprintf("scimulator simulate --resume %s goes on with it, %s", path, sweep)
}

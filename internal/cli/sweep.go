package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/sweep"
)

// sweepOptions are the flags of sweep.
type sweepOptions struct {
	simulateOptions
	ledger string
	marker string
}

func newSweep(env Env, flags *common) *cobra.Command {
	o := &sweepOptions{}
	command := &cobra.Command{
		Use:   "sweep RUN... | --ledger FILE | --marker MARKER",
		Short: "Remove what an earlier run left behind, after a crash for instance",
		Long: "sweep removes from a target what the ledger of a run leaves open, and settles what may have been created when the\n" +
			"run was killed, by looking for exactly its name. With --marker it removes what carries that marker. Nothing else is\n" +
			"touched, and what the target refuses to delete is switched off and listed. It may be repeated.\n\n" +
			"Exit codes: 0 nothing of the run is left; 1 something remains, switched off or not; 2 wrong arguments, nothing was\n" +
			"sent; 3 the target cannot be reached, or nobody can tell what remains.",
		Example: "  scimulator sweep ./run --token-env SCIM_TOKEN --yes\n" +
			"  scimulator sweep --marker sim1a2b3c4d --target https://scim.fabrikam.example/v2 --token-env SCIM_TOKEN --dry-run",
		RunE: func(command *cobra.Command, args []string) error {
			return runSweep(command.Context(), env, flags, o, args)
		},
	}
	o.connection.bind(command)
	f := command.Flags()
	f.StringVar(&o.ledger, "ledger", "", "ledger.ndjson of a run whose directory is not there any more")
	f.StringVar(&o.marker, "marker", "", "marker of a run: what carries it in its userName or displayName is removed")
	f.BoolVar(&o.dryRun, "dry-run", false, "only look, and print what would be removed")
	o.workers = 1
	return command
}

// broom is one sweep, ready to run.
type broom struct {
	name    string // of the run, for people
	config  sweep.Config
	base    string // "" where the run does not say
	foreign bool
}

// runSweep sweeps after every run and returns the worst exit code.
func runSweep(ctx context.Context, env Env, flags *common, o *sweepOptions, runs []string) error {
	a, err := env.assets()
	if err != nil {
		return err
	}
	brooms, err := o.brooms(runs)
	if err != nil {
		return err
	}
	p, err := o.towards(env, a, brooms)
	if err != nil {
		return err
	}
	if err := o.confirmed(env, p); err != nil {
		return err
	}
	if p.door.embedded { // and ended with the runs
		return o.sweep(ctx, env, flags, p, nil, brooms)
	}
	folder, err := openRun(env, "", "sweep", true)
	if err != nil {
		return err
	}
	defer folder.close()
	line, err := p.there(env, folder)
	if err != nil {
		return err
	}
	defer line.close()
	if err := o.end(runs); err != nil {
		return err
	}
	return o.sweep(ctx, env, flags, p, line, brooms)
}

// end makes the runs end: what is swept cannot go on, and what goes on is not swept.
func (o *sweepOptions) end(runs []string) error {
	if o.dryRun {
		return nil
	}
	for _, run := range runs {
		if err := endJournal(run); err != nil {
			return err
		}
	}
	return nil
}

// brooms reads what is to be swept: everything that can be wrong in it is found
// before anything is sent.
func (o *sweepOptions) brooms(runs []string) ([]broom, error) {
	ways := 0
	for _, given := range []bool{len(runs) > 0, o.ledger != "", o.marker != ""} {
		if given {
			ways++
		}
	}
	switch {
	case ways != 1:
		return nil, usage("sweep what? the directories of runs, or --ledger FILE, or --marker MARKER")
	case o.marker != "" && !sweep.IsMarker(o.marker):
		return nil, usage("--marker %q is no marker of a run, such as sim1a2b3c4d: see marker in run.json or begun.json", o.marker)
	case o.marker != "":
		return []broom{{name: o.marker, foreign: true, config: sweep.Config{Marker: o.marker, ByMarker: true}}}, nil
	case o.ledger != "":
		ledger, err := readLedger(o.ledger)
		return []broom{{name: o.ledger, foreign: true, config: sweep.Config{Ledger: ledger}}}, err
	}
	var all []broom
	for _, run := range runs {
		one, err := broomOf(run)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// broomOf reads the directory of a run. A certification may have created what only
// a lost answer names, so that its marker is looked for as well.
func broomOf(run string) (broom, error) {
	began, err := readBegun(run)
	if err != nil {
		return broom{}, err
	}
	ledger, err := readLedger(filepath.Join(run, ledgerFile))
	if err != nil {
		return broom{}, err
	}
	b := broom{name: run, base: began.Target.Base, foreign: began.Target.Foreign || began.Target.Base == ""}
	b.config = sweep.Config{Ledger: ledger, Marker: began.Marker, ByMarker: began.Command == "certify"}
	b.config.Dialect, _ = dialect.Lookup(began.Dialect)
	return b, nil
}

func readLedger(path string) (sweep.Ledger, error) {
	file, err := os.Open(path)
	if err != nil {
		return sweep.Ledger{}, usage("there is no ledger: %w", err)
	}
	defer file.Close()
	ledger, err := sweep.ReadLedger(file)
	if err != nil {
		return ledger, usage("%s: %w", path, err)
	}
	return ledger, nil
}

// towards says where the sweep takes place. A run knows its target, and must not
// be swept on another: ids mean something else there. One token goes to one place.
func (o *sweepOptions) towards(env Env, a *assets, brooms []broom) (play, error) {
	base, silent, err := baseOf(brooms)
	switch {
	case err != nil:
		return play{}, err
	case o.url == "" && silent != "":
		return play{}, usage("%s does not say where its target is: give --target", silent)
	case o.url == "" && base == "":
		return play{options: &o.simulateOptions, door: door{embedded: true}}, nil
	case o.url == "":
		o.url = base
	}
	d, err := o.door(env, a)
	if err == nil && base != "" && strings.TrimRight(d.target.Base, "/") != strings.TrimRight(base, "/") {
		err = usage("the run was against %s, and --target is %s", base, d.target.Base)
	}
	return play{options: &o.simulateOptions, door: d}, err
}

// baseOf is the one target of all the runs, and the name of one that does not say
// where its was.
func baseOf(brooms []broom) (base, silent string, err error) {
	for _, b := range brooms {
		switch {
		case !b.foreign || b.base == base && base != "":
		case b.base == "":
			silent = b.name
		case base != "":
			return "", "", usage("%s and %s are targets of different runs: sweep them one by one", base, b.base)
		default:
			base = b.base
		}
	}
	return base, silent, nil
}

// confirmed asks before anything is removed from a target.
func (o *sweepOptions) confirmed(env Env, p play) error {
	if p.door.embedded || o.yes || o.dryRun {
		return nil
	}
	if !env.Terminal(env.Stdin) {
		return usage("removing from %s needs --yes (or --dry-run to see what would be removed)", p.door.target.Base)
	}
	fmt.Fprintf(env.Stderr, "This removes what earlier runs left on %s. Go on? [y/N] ", p.door.target.Base)
	var answer string
	if _, err := fmt.Fscanln(env.Stdin, &answer); err != nil || !strings.EqualFold(answer, "y") && !strings.EqualFold(answer, "yes") {
		return usage("not confirmed: nothing was sent")
	}
	return nil
}

// there connects to the target. A look is at the target itself: no rehearsal tells
// what is left there.
func (p play) there(env Env, folder *runFolder) (*line, error) {
	options := *p.options
	options.dryRun = false
	p.options = &options
	return p.open(env, clock.NewRunning(env.Now()), folder)
}

// sweep sweeps after one run after the other.
func (o *sweepOptions) sweep(ctx context.Context, env Env, flags *common, p play, line *line, brooms []broom) error {
	told := sweepReport{Target: p.door.target.Base, DryRun: o.dryRun, Runs: []sweptRun{}}
	for _, b := range brooms {
		b.config.Dry, b.config.Settle = o.dryRun, p.door.target.Settle
		if told.Runs = append(told.Runs, b.sweep(ctx, line)); ctx.Err() != nil {
			break
		}
	}
	if err := told.print(env, flags); err != nil {
		return err
	}
	return told.outcome(ctx)
}

// sweep sweeps after one run.
func (b broom) sweep(ctx context.Context, line *line) sweptRun {
	if !b.foreign {
		return sweptRun{Run: b.name, Result: sweep.Nothing(), Note: "its target was the embedded one, and ended with it"}
	}
	b.config.Sender = line.client
	if b.config.Dialect.Name == "" {
		b.config.Dialect, _ = dialect.Lookup("entra")
	}
	result, err := sweep.Sweep(ctx, b.config)
	one := sweptRun{Run: b.name, Result: result}
	var away *sweep.Unreachable
	if errors.As(err, &away) {
		one.Note, one.unreachable = "no verdict: "+away.Reason, true
	}
	return one
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
)

// defaultScenario is what `simulate` plays without arguments.
const defaultScenario = "autodesk-life"

// epoch is where virtual time begins: a Monday morning.
func epoch() time.Time { return time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC) }

type simulateOptions struct {
	connection
	profile string
	dialect string
	out     string
	seed    int64
	speed   string
	workers int
	dryRun  bool
	demand  string // alias of the object to be provisioned on demand
	resume  string // directory of the run to go on with
	faulty
	hostile
	reports
	thresholds
}

func newSimulate(env Env, flags *common) *cobra.Command {
	o := &simulateOptions{}
	command := &cobra.Command{
		Use:   "simulate [SCENARIO|FILE...]",
		Short: "Replay sync cycles against a target; without arguments the Autodesk story on the embedded target",
		Long: "simulate plays stories. Against a target of your own, a run keeps a journal until it is over: after a kill, --resume\n" +
			"goes on with it. What was answered is not asked again, and what was sent without an answer is looked for first.",
		Example: "  scimulator simulate\n  scimulator simulate crowd\n" +
			"  scimulator simulate story.yaml --target https://scim.fabrikam.example/v2 --token-env SCIM_TOKEN --yes\n" +
			"  scimulator simulate --resume ./run --token-env SCIM_TOKEN --yes",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return builtIn("."), cobra.ShellCompDirectiveDefault
		},
		RunE: func(command *cobra.Command, args []string) error {
			if o.resume != "" {
				return runResume(command, env, flags, o, args)
			}
			return runSimulate(command.Context(), env, flags, o, args)
		},
	}
	o.connection.bind(command)
	f := command.Flags()
	f.StringVar(&o.profile, "profile", "", "play the story under another application profile (name or file)")
	f.StringVar(&o.dialect, "dialect", "", "wire form of the client: entra, entra-optscim, entra-legacy or scim-validator (default: the profile's, or the tenant URL's flag)")
	f.StringVar(&o.out, "out", "", "directory of the run (default: a new one under the user's cache)")
	f.Int64Var(&o.seed, "seed", 1, "seed of everything random")
	f.StringVar(&o.speed, "speed", "instant", "how fast virtual time passes: instant, 60x or real")
	f.IntVar(&o.workers, "workers", 8, "objects provisioned at the same time in large cycles")
	o.faulty.bind(command)
	o.hostile.bind(command)
	o.reports.bind(command)
	o.thresholds.bind(command)
	f.StringVar(&o.demand, "on-demand", "", "instead of the story's timeline, provision this user or group of its directory on demand")
	f.StringVar(&o.resume, "resume", "", "go on with the run of this directory, which was killed")
	f.BoolVar(&o.dryRun, "dry-run", false, "print the requests a run would send, without contacting the target")
	return command
}

// runSimulate plays every story and returns the worst exit code.
func runSimulate(ctx context.Context, env Env, flags *common, o *simulateOptions, names []string) error {
	if len(names) == 0 {
		names = []string{defaultScenario}
	}
	a, err := env.assets()
	if err != nil {
		return err
	}
	if err := o.faulty.check(o.url); err != nil {
		return err
	}
	if err := o.reports.check(); err != nil {
		return err
	}
	if err := o.thresholds.check(o.speed); err != nil {
		return err
	}
	if err := o.hostile.check(o); err != nil {
		return err
	}
	if len(names) > 1 && len(o.reports.wanted) > 0 {
		return usage("--report is for one story: a second one would write over it")
	}
	plays, err := prepare(env, a, o, names)
	if err != nil {
		return err
	}
	if err := confirm(env, o, plays); err != nil {
		return err
	}
	code := exitConformant
	for _, play := range plays {
		one, err := play.run(ctx, env, flags, a)
		if err != nil {
			return err
		}
		code = worse(code, one)
		if ctx.Err() != nil {
			break
		}
	}
	if code != exitConformant {
		return exitError(code)
	}
	return nil
}

// worse keeps the code that says more: a failure, then an interruption, then no
// verdict, then a threshold.
func worse(a, b int) int {
	rank := map[int]int{exitConformant: 0, exitMissed: 1, exitNoVerdict: 2, exitInterrupted: 3, exitTerminated: 3, exitFailed: 4}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// play is one story, ready to run: everything that can be wrong in files and
// arguments has been found before the first request.
type play struct {
	options  *simulateOptions
	scenario *scenario.Scenario
	profile  *profile.Profile
	dialect  dialect.Dialect
	door     door
	factor   float64           // of the speed, 0 for instant
	saved    map[string]string // tokens that the story saves, by alias

	sources []origin    // what was read, to be recognised when the run is resumed
	resumed *resumption // nil for a run that begins

	strictTarget bool   // the embedded target takes nothing beyond the letter of the RFCs
	subject      string // who is logged in there, for /Me; "" for nobody
	certifies    bool   // there is no story, only checks
}

// prepare loads all stories first: bad input means that nothing is sent. All
// errors are told at once.
func prepare(env Env, a *assets, o *simulateOptions, names []string) ([]play, error) {
	factor, err := speed(o.speed)
	if err != nil {
		return nil, err
	}
	var plays []play
	var wrong []error
	for _, name := range names {
		p, err := prepareOne(env, a, o, name)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		p.factor = factor
		plays = append(plays, p)
	}
	if len(wrong) > 0 {
		return nil, usageError{errors.Join(wrong...)}
	}
	return plays, nil
}

func prepareOne(env Env, a *assets, o *simulateOptions, name string) (play, error) {
	story, err := a.scenario(name)
	if err != nil {
		return play{}, err
	}
	if o.demand != "" {
		if err := story.Demand(o.demand); err != nil {
			return play{}, usage("--on-demand: %w", err)
		}
	}
	wanted := story.Profile
	if o.profile != "" {
		wanted = o.profile
	} else {
		wanted = beside(name, wanted)
	}
	application, err := a.profile(wanted)
	if err != nil {
		return play{}, err
	}
	d, err := o.door(env, a)
	if err != nil {
		return play{}, err
	}
	if err := o.thresholds.reachable(d); err != nil {
		return play{}, err
	}
	if err := bearable(d.target, application); err != nil {
		return play{}, err
	}
	wire, err := chooseDialect(o.dialect, d.target.Dialect, application.Dialect)
	if err != nil {
		return play{}, err
	}
	p := play{options: o, scenario: story, profile: application, dialect: wire, door: d}
	if p.saved, err = p.savedTokens(env); err != nil {
		return p, err
	}
	p.sources, err = sources(name, wanted, o.url)
	return p, err
}

// chooseDialect: the flag of the command, then the flag in the tenant URL
// (E-5.2), then the profile, then the default.
func chooseDialect(names ...string) (dialect.Dialect, error) {
	for _, name := range append(names, "entra") {
		if name == "" {
			continue
		}
		if d, ok := dialect.Lookup(name); ok {
			return d, nil
		}
		var known []string
		for _, d := range dialect.All() {
			known = append(known, d.Name)
		}
		return dialect.Dialect{}, unknown("dialect", name, known)
	}
	return dialect.Dialect{}, usage("no dialect")
}

func speed(word string) (float64, error) {
	switch word {
	case "instant":
		return 0, nil
	case "60x":
		return 60, nil
	case "real":
		return 1, nil
	}
	return 0, usage("--speed %q: it is instant, 60x or real", word)
}

// confirm asks before anything is written to a target that this command did not
// start (design §9).
func confirm(env Env, o *simulateOptions, plays []play) error {
	for _, play := range plays {
		if play.door.embedded || o.yes || o.dryRun {
			continue
		}
		if !env.Terminal(env.Stdin) {
			return usage("%s is not started by this command: writing to it needs --yes (or --dry-run to see the requests)", play.door.target.Base)
		}
		fmt.Fprintf(env.Stderr, "This creates, changes and removes users and groups on %s. Go on? [y/N] ", play.door.target.Base)
		var answer string
		if _, err := fmt.Fscanln(env.Stdin, &answer); err != nil || !strings.EqualFold(answer, "y") && !strings.EqualFold(answer, "yes") {
			return usage("not confirmed: nothing was sent")
		}
		return nil // one answer for one target
	}
	return nil
}

// run plays one story and returns its exit code.
func (p play) run(ctx context.Context, env Env, flags *common, a *assets) (int, error) {
	virtual := clock.NewVirtual(epoch())
	var pace clock.Clock = virtual
	if p.factor > 0 {
		pace = clock.Paced{Virtual: virtual, Factor: p.factor}
	}
	folder, err := p.folder(env)
	if err != nil {
		return 0, err
	}
	defer folder.close()
	line, err := p.open(env, pace, folder)
	if err != nil {
		return 0, err
	}
	defer line.close()
	k, err := p.keep(ctx, folder, line)
	if err != nil {
		return 0, err
	}
	defer k.close()
	story, err := newTeller(env, flags)
	if err != nil {
		return 0, err
	}
	config := p.config(k.pace(pace), folder, line, a, story)
	config.Credentials, config.Prove = p.credentials, !p.door.embedded
	k.complete(&config)
	if err := folder.begin(config.Run, env.Now()); err != nil {
		return 0, err
	}
	if names, err := line.undeclared(ctx, p.profile); err == nil && len(names) > 0 && p.options.profile == "" && !p.door.embedded {
		story.notice("the target's /Schemas does not declare: %s; these attributes are not sent", strings.Join(names, ", "))
		config.Profile = p.profile.Without(names)
	}
	story.begin(config.Run, epoch())
	result, err := simulate.Run(k.ctx, config)
	story.done()
	if stopped := k.stopped(); stopped != nil {
		return k.tell(ctx, env, stopped), nil
	}
	result.Chaos = line.met(p.options)
	if result.Kind == "" {
		return 0, usageError{err}
	}
	k.note(&result)
	return p.conclude(ctx, env, flags, a, folder, story, result, err)
}

func (p play) config(pace clock.Clock, folder *runFolder, line *line, a *assets, story *teller) simulate.Config {
	identity := verdict.Run{
		ID: folder.id, Tool: verdict.Tool{Name: "scimulator", Version: Version}, Command: "simulate", Scenario: p.scenario.Name,
		Title: p.scenario.Title, Profile: p.profile.Name, Dialect: p.dialect.Name, Seed: p.options.seed,
		Marker: line.marker, Target: verdict.Subject{Name: p.door.name(), Base: line.base, Foreign: !p.door.embedded},
	}
	return simulate.Config{
		Scenario: p.scenario, Profile: p.profile, Dialect: p.dialect, Sender: line.sender, Judge: a.judge, Clock: pace,
		Marking: directory.Marking{Marker: line.marker, Domain: p.door.target.MailDomain}, Seed: p.options.seed,
		Workers: p.options.workers, Settle: p.door.target.Settle, Foreign: !p.door.embedded, Verify: true,
		Observer: p.observer(a, line), Keep: folder.keep, Tokens: line.tokens, Ledger: folder.ledger, Log: folder.log, Watch: story.watch, Progress: story.progress, Run: identity,
	}
}

// observer looks and acts beyond SCIM as the target file says; the embedded target
// has its own. A dry run does neither: the file is about another target than the one
// that it rehearses on.
func (p play) observer(a *assets, line *line) func(simulate.Sender) simulate.Observer {
	if p.options.dryRun {
		return nil
	}
	return func(sender simulate.Sender) simulate.Observer {
		if line.beside != nil {
			return observe.New(p.offered(a), line.beside)
		}
		return observe.New(p.offered(a), sender)
	}
}

// offered is the target file that says what the target offers beyond SCIM.
func (p play) offered(a *assets) target.Target {
	if p.door.embedded {
		return a.embedded
	}
	return p.door.target
}

// conclude writes the run directory, tells the end of the story, and gives the
// exit code.
func (p play) conclude(ctx context.Context, env Env, flags *common, a *assets, folder *runFolder, story *teller, result verdict.Run, err error) (int, error) {
	for i := range result.Findings {
		result.Findings[i].Repeat = p.again()
	}
	maskRun(&result, slices.Concat(p.door.secrets(), p.door.account.secrets(), env.hidden.secrets())...)
	if p.options.dryRun {
		return exitConformant, folder.printRequests(env.Stdout, p.door, result.Target.Base)
	}
	p.options.thresholds.measure(&result, &folder.meter)
	if err := folder.finish(result); err != nil {
		return 0, err
	}
	if err := p.options.reports.write(a, result, folder.path); err != nil {
		return 0, err
	}
	if flags.json {
		if err := report.JSON(env.Stdout, result); err != nil {
			return 0, err
		}
	} else {
		story.end(result, folder.path)
	}
	var cause interruption
	if errors.As(context.Cause(ctx), &cause) && result.Tally.Fail == 0 {
		return interruptCode(cause.signal), nil
	}
	if err != nil && ctx.Err() == nil {
		return 0, err
	}
	return result.ExitCode(), nil
}

// again is the command that repeats the run.
func (p play) again() string {
	words := []string{"scimulator", "simulate", p.scenario.Name}
	if !p.door.embedded {
		words = append(words, "--target", p.door.target.Base)
	}
	if p.options.profile != "" {
		words = append(words, "--profile", p.options.profile)
	}
	if p.options.demand != "" {
		words = append(words, "--on-demand", p.options.demand)
	}
	for _, name := range p.options.defects {
		words = append(words, "--defect", name)
	}
	if p.options.unkind {
		words = append(words, "--unkind")
	}
	if p.options.chaos != "" {
		words = append(words, "--chaos", p.options.chaos)
	}
	return strings.Join(append(words, "--dialect", p.dialect.Name, "--seed", fmt.Sprint(p.options.seed)), " ")
}

// teller tells a run to its reader: the story on standard output, progress on
// standard error.
type teller struct {
	console *report.Console
	quiet   bool
	status  *status
}

func newTeller(env Env, flags *common) (*teller, error) {
	colour, err := flags.colours(env, env.Stdout)
	if err != nil {
		return nil, err
	}
	out := env.Stdout
	if flags.json {
		out = io.Discard
	}
	t := &teller{quiet: flags.quiet, console: report.NewConsole(out, report.NewPalette(colour), flags.verbose)}
	t.status = newStatus(env, flags.quiet || flags.json)
	return t, nil
}

func (t *teller) begin(run verdict.Run, at time.Time) {
	if !t.quiet {
		t.console.Begin(run, at)
	}
}

func (t *teller) notice(format string, args ...any) { t.status.notice(format, args...) }

// watch passes the events of a run to the console.
func (t *teller) watch(event simulate.Event) {
	t.status.clear()
	if t.quiet {
		return
	}
	switch event.Kind {
	case simulate.ConnectionTested:
		t.console.Connection(event.Text, strings.Contains(event.Text, "succeeded"))
	case simulate.DirectoryChanges:
		t.console.Change(event.At, event.Text)
	case simulate.Operated, simulate.FaultBegins, simulate.JobChanges:
		t.console.Note(event.At, event.Text)
	case simulate.Demanded:
		t.demand(event.At, event.Demand)
	case simulate.CycleEnds:
		t.console.Cycle(event.Cycle)
	case simulate.Expected:
		t.console.Expectation(event.Check)
	}
}

// demand tells on-demand provisioning step by step (E-10.3).
func (t *teller) demand(at time.Time, d simulate.Demand) {
	steps := make([]report.Step, len(d.Steps))
	for i, step := range d.Steps {
		steps[i] = report.Step(step)
	}
	t.console.OnDemand(at, d.Object, strings.TrimSpace(d.Result+" "+d.Code), d.Message, steps)
}

func (t *teller) progress(p simulate.Progress) { t.status.show(p) }

func (t *teller) judging(p certify.Progress) { t.status.judging(p) }

func (t *teller) done() { t.status.clear() }

func (t *teller) end(run verdict.Run, directory string) {
	if run.Command == "certify" {
		t.console.Tell(run, directory)
		return
	}
	t.console.End(run, directory)
}

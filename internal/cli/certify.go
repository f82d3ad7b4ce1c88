package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/report"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
	"github.com/scimulator/scimulator/schemas"
)

// certifyOptions are the flags of certify.
type certifyOptions struct {
	simulateOptions
	suite         string
	only          []string
	tags          string
	features      []string
	schemas       []string
	strict        bool
	baseline      string
	writeBaseline string
	pack          string
	division      division
	bundling      bundling
	readOnly      bool
}

func newCertify(env Env, flags *common) *cobra.Command {
	o := &certifyOptions{}
	command := &cobra.Command{
		Use:   "certify",
		Short: "Judge a target against the RFCs, Entra's needs and a vendor's documented behavior",
		Example: "  scimulator certify\n  scimulator certify --target https://scim.fabrikam.example/v2 --token-env SCIM_TOKEN --yes\n" +
			"  scimulator certify --only RFC7644-3.5.2-R07\n  scimulator certify --tags '@core and not @slow'",
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error { return runCertify(command.Context(), env, flags, o) },
	}
	o.connection.bind(command)
	o.faulty.bind(command)
	o.hostile.bind(command)
	o.reports.bind(command)
	o.thresholds.bind(command)
	o.division.bind(command)
	f := command.Flags()
	f.StringVar(&o.profile, "profile", "entra-default", "application profile (name or file): whose documented behavior judges, and what is matched on")
	f.StringVar(&o.suite, "suite", certify.SuiteFull, "which sources judge: rfc, entra, documented or full")
	f.StringArrayVar(&o.only, "only", nil, "run these checks only: the id of a check or a requirement, a folder, or a beginning such as rfc7644/3.5* (repeatable)")
	f.StringVar(&o.tags, "tags", "", "run checks with these tags only: an expression with and, or, not and brackets")
	f.StringArrayVar(&o.features, "features", nil, "folder with feature files of your own, beside the built-in ones (repeatable)")
	f.StringArrayVar(&o.schemas, "schemas", nil, "folder with JSON Schemas of your own, for: the body is a valid \"NAME\" (repeatable)")
	f.BoolVar(&o.strict, "strict", false, "let advice count as failure")
	f.StringVar(&o.baseline, "baseline", "", "file with known deviations")
	f.StringVar(&o.writeBaseline, "write-baseline", "", "write what failed to a baseline file, to be completed by hand")
	f.StringVar(&o.pack, "pack", "", "rehearse the tests of somebody else's suite: scim-validator, entra-gallery or okta-spec")
	o.bundling.bind(command)
	f.BoolVar(&o.readOnly, "read-only", false, "send only what changes nothing (GET, HEAD, POST to /.search); checks that would write do not apply")
	f.StringVar(&o.out, "out", "", "directory of the run (default: a new one under the user's cache)")
	f.Int64Var(&o.seed, "seed", 1, "seed of everything random")
	f.IntVar(&o.workers, "workers", 8, "checks that run at the same time")
	f.BoolVar(&o.dryRun, "dry-run", false, "print the requests a run would send, without contacting the target")
	return command
}

// runCertify judges the target and returns the exit code.
func runCertify(ctx context.Context, env Env, flags *common, o *certifyOptions) error {
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
	if err := o.bundling.check(); err != nil {
		return err
	}
	if err := o.checkHostile(); err != nil {
		return err
	}
	if o.bundling.file != "" && o.division.wanted != "" {
		return usage("--bundle needs a whole run: it does not go together with --shard (report merge --bundle makes one of the parts)")
	}
	t, err := o.trial(env, a)
	if err != nil {
		return err
	}
	if !o.readOnly { // nothing is written
		if err := confirm(env, &o.simulateOptions, []play{t.play}); err != nil {
			return err
		}
	}
	code, err := t.run(ctx, env, flags, a)
	if err == nil && code != exitConformant {
		return exitError(code)
	}
	return err
}

// trial is a certification, ready to run: everything that can be wrong in files
// and arguments has been found before the first request.
type trial struct {
	play
	options *certifyOptions
	config  certify.Config
	pack    *certify.Pack // nil when nothing is rehearsed
	stories []play        // of the pack
}

func (o *certifyOptions) trial(env Env, a *assets) (trial, error) {
	p, err := o.prepare(env, a)
	if err != nil {
		return trial{}, err
	}
	t := trial{play: p, options: o}
	t.config, err = o.config(a, p.profile)
	if err != nil {
		return trial{}, err
	}
	t.config.Beyond = t.beyond(a)
	if o.baseline != "" {
		text, err := os.ReadFile(o.baseline)
		if err != nil {
			return trial{}, usageError{err}
		}
		if t.config.Baseline, err = certify.LoadBaseline(o.baseline, text, a.formats, env.Now()); err != nil {
			return trial{}, usageError{err}
		}
	}
	if o.pack != "" && o.readOnly {
		return trial{}, usage("--pack and --read-only exclude each other: a rehearsal plays stories, which write")
	}
	if o.pack != "" {
		if err := t.rehearse(env, a); err != nil {
			return trial{}, err
		}
	}
	if _, err := certify.Foresee(t.config); errors.Is(err, certify.ErrNothing) {
		return trial{}, err
	} else if err != nil {
		return trial{}, usageError{err}
	}
	if err := t.divide(env); err != nil { // last: a part may be empty, the whole must not
		return trial{}, err
	}
	return t, o.thresholds.reachable(t.door)
}

func (o *certifyOptions) prepare(env Env, a *assets) (play, error) {
	application, err := a.profile(o.profile)
	if err != nil {
		return play{}, err
	}
	d, err := o.door(env, a)
	if err != nil {
		return play{}, err
	}
	wire, err := chooseDialect(d.target.Dialect, application.Dialect)
	if err != nil {
		return play{}, err
	}
	return play{
		options: &o.simulateOptions, scenario: &scenario.Scenario{Name: "certify"}, profile: application, dialect: wire, door: d,
		strictTarget: o.suite == certify.SuiteRFC, subject: subject, certifies: true,
	}, nil
}

// subject is who is logged in at the embedded target, for /Me.
const subject = "me@example.com"

func (o *certifyOptions) config(a *assets, application *profile.Profile) (certify.Config, error) {
	if !isSuite(o.suite) {
		return certify.Config{}, unknown("suite", o.suite, certify.Suites())
	}
	messages, err := o.messages()
	if err != nil {
		return certify.Config{}, err
	}
	c := certify.Config{
		Vocabulary: steps.Vocabulary(), Catalogue: a.catalogue, Judge: a.judge, Messages: messages,
		Choice: certify.Choice{Only: o.only, Tags: o.tags, Suite: certify.Suite{Name: o.suite, Documented: application.Documented}}, Strict: o.strict, Workers: o.workers,
	}
	if c.Features, err = o.read(a); err != nil {
		return c, usageError{err}
	}
	return c, nil
}

// read gives the features of the program, and with them the user's own.
func (o *certifyOptions) read(a *assets) (*certify.Features, error) {
	if len(o.features) == 0 {
		return a.features()
	}
	sources := []certify.Source{builtInFeatures()}
	for _, folder := range o.features {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, usage("--features %s: there is no such folder", folder)
		}
		sources = append(sources, certify.Source{Root: folder, FS: os.DirFS(folder), Own: true})
	}
	return certify.Load(sources...)
}

func isSuite(name string) bool {
	for _, suite := range certify.Suites() {
		if name == suite {
			return true
		}
	}
	return false
}

// messages are the JSON Schemas of SCIM messages and the user's own.
func (o *certifyOptions) messages() (*shape.Set, error) {
	built, err := sub(schemas.FS, "scim")
	if err != nil {
		return nil, err
	}
	all := layers{built}
	for _, folder := range o.schemas {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, usage("--schemas %s: there is no such folder", folder)
		}
		all = append(all, os.DirFS(folder))
	}
	set, err := shape.Compile(all)
	if err != nil {
		return nil, usageError{err}
	}
	if err := set.Sound(); err != nil {
		return nil, usageError{err}
	}
	return set, nil
}

// run judges the target and gives the exit code.
func (t trial) run(ctx context.Context, env Env, flags *common, a *assets) (int, error) {
	pace := clock.NewRunning(epoch()) // checks look whether moments differ
	folder, err := openRun(env, t.options.out, "certify", t.options.dryRun)
	if err != nil {
		return 0, err
	}
	defer folder.close()
	line, err := t.open(env, pace, folder)
	if err != nil {
		return 0, err
	}
	defer line.close()
	second, err := t.second(env, line, folder)
	if err != nil {
		return 0, err
	}
	if second != nil {
		defer second.Close()
		env.hidden.watch(second)
	}
	story, err := newTeller(env, flags)
	if err != nil {
		return 0, err
	}
	config := t.complete(line, second, folder, story)
	if err := folder.begin(config.Run, env.Now()); err != nil {
		return 0, err
	}
	result, err := certify.Run(ctx, config)
	story.done()
	result.Chaos = line.met(&t.options.simulateOptions)
	var away *certify.Unreachable
	switch {
	case errors.As(err, &away):
		fmt.Fprintf(env.Stderr, "scimulator: no verdict on %s: %s\n  what to check: %s\n", line.base, away.Reason, away.Hint)
		return exitNoVerdict, nil
	case err != nil:
		return 0, err
	}
	if t.pack != nil && !t.options.dryRun {
		if err := t.tell(ctx, env, folder, &result); err != nil {
			return 0, err
		}
	}
	return t.conclude(ctx, env, flags, a, folder, story, result)
}

// complete says where the run takes place.
func (t trial) complete(line *line, second *client.Client, folder *runFolder, story *teller) certify.Config {
	c, d := t.config, t.door.target
	c.Sender, c.Marker, c.Domain, c.Foreign = line.client, line.marker, d.MailDomain, !t.door.embedded
	if second != nil {
		c.Second = second
	}
	if c.Domain == "" {
		c.Domain = "example.com"
	}
	c.Demands = map[string]steps.Demands{"User": demands(d.Users), "Group": demands(d.Groups)}
	c.Settle, c.Rejected = d.Settle, line.rejected
	c.Application, c.Tenants = t.profile, t.tenants(line, folder)
	c.ReadOnly, c.Capabilities, c.Ledger, c.Repeat = t.options.readOnly, d.Capabilities, folder.ledger, t.again
	c.Progress = func(p certify.Progress) { story.judging(p) }
	c.Run = verdict.Run{
		ID: folder.id, Tool: verdict.Tool{Name: "scimulator", Version: Version}, Command: "certify", Profile: t.profile.Name, Dialect: t.dialect.Name,
		Seed: t.options.seed, Marker: line.marker, Target: verdict.Subject{Name: t.door.name(), Base: line.base, Foreign: !t.door.embedded},
		Shard: t.part(),
	}
	return c
}

// tenants begin the provisioning of a check: each has a directory, a job and a
// clock of its own, and shares the connection, the ledger and the marker.
func (t trial) tenants(line *line, folder *runFolder) steps.Tenants {
	return func(ctx context.Context, sender steps.Sender, marker string, story *scenario.Scenario) (steps.Session, error) {
		return asSession(simulate.Begin(ctx, simulate.Config{
			Scenario: story, Profile: t.profile, Dialect: t.dialect, Sender: sender, Judge: t.config.Judge, Clock: clock.NewVirtual(epoch()),
			Marking: directory.Marking{Marker: marker, Domain: t.door.target.MailDomain}, Seed: t.options.seed, Workers: 1,
			Settle: t.door.target.Settle, Foreign: !t.door.embedded, Ledger: folder.ledger, Log: io.Discard,
			Run: verdict.Run{Target: verdict.Subject{Name: t.door.name(), Base: line.base}},
		}))
	}
}

// beyond makes what sees and does more than SCIM shows, by the target file.
func (t trial) beyond(a *assets) func(steps.Sender) steps.Beyond {
	if t.options.dryRun {
		return nil
	}
	return func(sender steps.Sender) steps.Beyond { return observe.New(t.offered(a), sender) }
}

// asSession keeps a session that is nil from being an interface that is not.
func asSession(session *simulate.Session, err error) (steps.Session, error) {
	if session == nil {
		return nil, err
	}
	return session, err
}

func demands(rules target.Rules) steps.Demands {
	return steps.Demands{Required: rules.Required, Allowed: rules.Allowed}
}

// again is the command that repeats a check.
func (t trial) again(id string) string {
	words := []string{"scimulator", "certify", "--only", id, "--suite", t.options.suite, "--profile", t.options.profile}
	if !t.door.embedded {
		words = append(words, "--target", t.options.url)
	}
	for _, name := range t.options.defects {
		words = append(words, "--defect", name)
	}
	if t.options.readOnly {
		words = append(words, "--read-only")
	}
	if t.options.unkind {
		words = append(words, "--unkind")
	}
	if t.options.chaos != "" {
		words = append(words, "--chaos", t.options.chaos)
	}
	return strings.Join(append(words, "--seed", fmt.Sprint(t.options.seed)), " ")
}

// conclude writes what the run leaves, tells it, and gives the exit code.
func (t trial) conclude(ctx context.Context, env Env, flags *common, a *assets, folder *runFolder, story *teller, run verdict.Run) (int, error) {
	if t.options.dryRun {
		return exitConformant, folder.printRequests(env.Stdout, t.door, run.Target.Base)
	}
	t.options.thresholds.measure(&run, &folder.meter)
	maskRun(&run, append(t.secrets(env), env.hidden.secrets()...)...)
	if t.options.bundling.whole {
		t.countLeftOut(&run)
	}
	if err := t.leaveClaim(folder, run); err != nil {
		return 0, err
	}
	if err := folder.finish(run); err != nil {
		return 0, err
	}
	if err := t.options.simulateOptions.reports.write(a, run, folder.path); err != nil {
		return 0, err
	}
	if t.options.writeBaseline != "" {
		if err := writeBaseline(t.options.writeBaseline, run, env.Now()); err != nil {
			return 0, err
		}
	}
	if err := t.declare(env, flags, a, folder, run); err != nil {
		return 0, err
	}
	if flags.json {
		if err := report.JSON(env.Stdout, run); err != nil {
			return 0, err
		}
	} else {
		story.end(run, folder.path)
	}
	var cause interruption
	if errors.As(context.Cause(ctx), &cause) && run.Tally.Fail == 0 {
		return interruptCode(cause.signal), nil
	}
	return run.ExitCode(), nil
}

// Package simulate plays one scenario against one target: it drives the source
// directory and the provisioning engine through virtual time, judges every
// answer, reads back what was written, and gives the run as a value. It touches
// no file, terminal or signal: those are handed in.
package simulate

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/foreign"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/signon"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Config is everything a run needs.
type Config struct {
	Scenario *scenario.Scenario
	Profile  *profile.Profile
	Dialect  dialect.Dialect
	Sender   Sender
	Judge    *check.Judge
	Clock    clock.Clock
	Marking  directory.Marking
	Seed     int64
	Workers  int           // objects at the same time; 0 means 1
	Settle   time.Duration // how long a write may take to show
	Foreign  bool
	Prove    bool       // list what is not ours before and after, and compare
	Verify   bool       // read back and compare after every cycle
	Ledger   LedgerFile // written before every creation
	Log      io.Writer  // provisioning log, one JSON record a line (E-9)
	// Credentials are the headers of the token behind an alias of the story; nil, or
	// nil headers, mean the token of the run.
	Credentials func(alias string) http.Header
	// Keep takes the files of a run beside its log: status.json at the end, and
	// notification-1.eml and so on. May be nil.
	Keep     func(name string, content []byte) error
	Watch    func(Event)
	Progress func(Progress)
	// Observer makes what looks and acts beyond SCIM, through the sender of the run;
	// nil where the target offers nothing (design §7).
	Observer func(Sender) Observer
	// Wait lets real time pass for a foreign target to settle; nil means that it does.
	Wait func(ctx context.Context, span time.Duration)
	// Unrepeatable is told when something of chance enters the story, which another run
	// with the same seed would not have, and what. May be nil.
	Unrepeatable func(why string)
	Tokens       func() client.Issued // about the access tokens so far; nil where none are used
	Run          verdict.Run          // identity of the run: id, tool, target, command
}

// EventKind says what happened in a run.
type EventKind int

// The events a run tells about while it goes on.
const (
	ConnectionTested EventKind = iota
	DirectoryChanges
	CycleBegins
	CycleEnds
	Expected
	CleanedUp
	Operated    // the operator did something with the job
	FaultBegins // target or wire misbehave from now on
	JobChanges  // quarantine begins or ends, the job is disabled or paused
	Demanded    // an object was provisioned on demand
)

// Event is one thing that happened; only the fields of its kind are set.
type Event struct {
	Kind   EventKind
	At     time.Time // virtual
	Number int
	Text   string
	Cycle  verdict.Cycle
	Check  verdict.Check
	Demand Demand
}

// Progress is how far a long stage is.
type Progress struct {
	Stage       string // cycle | verify | cleanup | given
	Cycle       int
	Done, Total int
	Findings    int
}

// run is one simulation in progress.
type run struct {
	config    Config
	clock     clock.Clock
	dialect   dialect.Dialect
	directory *directory.Directory
	job       *provision.Job
	wire      *wire
	judge     *check.Judge
	findings  *findings
	records   *records
	result    verdict.Run
	matchings map[provision.Kind]dialect.Target

	faults *faults
	keys   *keyring

	observer Observer             // nil: nothing is offered
	kept     map[string]string    // what actions gave, by placeholder
	lost     map[string]hindrance // what they should have given, by name
	estate   []belonging          // what they made on the account side

	providers, fresh map[string]*signon.Provider // of the story, by name; fresh: with the key of a renewed certificate

	onTarget   bool       // time passes on the target, too
	standstill *hindrance // why the story cannot go on; nil: it can

	events    []string // since the last cycle
	last      provision.Report
	demand    *provision.Demand  // the last one
	probe     *provision.Failure // the last connection test, when it failed for the first time
	unproved  *provision.Record  // the last connection test, when a mishap of the run met it
	notices   int                // of quarantine
	mails     int                // kept of them
	keepErr   error
	counter   counter
	lapse     *client.Lapse
	connected bool                    // and from then on, credentials that are refused stopped working
	before    *foreign.Listing        // what was on the target; nil: nothing was listed
	trusted   map[provision.Kind]bool // kinds whose deletion took place when it was answered with success
}

// Run plays the scenario. It returns an error only for a configuration that
// cannot be played or when ctx ended; what a target does wrong is a finding.
// The returned run is complete in both cases: cleanup has been done. It has been
// done before a panic goes on its way, too.
func Run(ctx context.Context, config Config) (verdict.Run, error) {
	r, err := prepare(config)
	if err != nil {
		return verdict.Run{}, err
	}
	began := time.Now()
	r.result.Began, r.result.Virtual.From = began.UTC(), r.clock.Now()
	var net crash.Net
	err = r.caught(ctx, &net)
	r.result.Leftovers = r.cleanup(ctx)
	r.watch(Event{Kind: CleanedUp, At: r.clock.Now(), Text: leftoverText(r.result.Leftovers)})
	net.Throw()
	r.proveUntouched(ctx)
	r.finish(began, err)
	if r.keepStatus(); err == nil {
		err = r.keepErr
	}
	return r.result, err
}

// caught is the whole run; a panic in it is kept.
func (r *run) caught(ctx context.Context, net *crash.Net) error {
	defer net.Catch()
	return r.whole(ctx)
}

// whole is the run between preparation and cleanup.
func (r *run) whole(ctx context.Context) error {
	if !r.connect(ctx) {
		return ctx.Err()
	}
	r.connected = true
	r.listForeign(ctx)
	if ready, err := r.populate(ctx); !ready {
		return err
	}
	return r.play(ctx)
}

func prepare(config Config) (*run, error) {
	config.Scenario = ownNames(config.Scenario, config.Marking.Marker)
	r := &run{config: config, clock: config.Clock, dialect: config.Dialect, judge: config.Judge, findings: newFindings(), result: config.Run, trusted: map[provision.Kind]bool{}}
	r.result.APIVersion, r.result.Kind = "scimulator/v1", "Run"
	r.result.Figures.Requests = map[string]int{}
	disturbances := newDisturbances()
	r.records = newRecords(config.Log, config.Profile, config.Judge)
	r.records.disturbances = disturbances
	var err error
	if r.matchings, err = matchings(config.Profile); err != nil {
		return nil, err
	}
	if r.directory, err = populateDirectory(config); err != nil {
		return nil, err
	}
	if err = playable(config.Scenario, config.Profile); err != nil {
		return nil, err
	}
	r.lapse = client.NewLapse(config.Sender, r.question(), r.mayLapse)
	r.keys = &keyring{Sender: r.lapse}
	r.config.Sender = r.keys
	r.kept, r.lost = map[string]string{}, map[string]hindrance{}
	r.providers, r.fresh = map[string]*signon.Provider{}, map[string]*signon.Provider{}
	if config.Observer != nil {
		r.observer = config.Observer(r.keys)
	}
	r.wire = &wire{
		sender: r.keys, judge: config.Judge, findings: r.findings, disturbances: disturbances, marker: config.Marking.Marker,
		ledger: newLedger(config.Ledger, config.Foreign), ids: map[resourceKey]string{},
	}
	if config.Verify {
		r.wire.model = newModel(config.Profile, schemaSets(config.Profile))
	}
	r.faults = &faults{next: r.wire, clock: config.Clock}
	r.job, err = provision.NewJob(provision.Config{
		Profile: config.Profile, Dialect: config.Dialect, Base: config.Run.Target.Base, Directory: r.directory, Target: r.faults, Log: r.records,
		ID: r.records.job.Job, Notify: r.notice, OAuth: config.Tokens != nil,
		Clock: config.Clock, Everybody: config.Scenario.Assigned.All || config.Profile.Scope.Sync == "all",
		Workers: config.Workers, Seed: uint64(config.Seed), Progress: r.cycleProgress,
	})
	return r, err
}

// matchings are the first matching attributes by kind.
func matchings(p *profile.Profile) (map[provision.Kind]dialect.Target, error) {
	first := map[provision.Kind]dialect.Target{}
	for kind, mapping := range map[provision.Kind]*profile.Mapping{provision.User: &p.Users, provision.Group: p.Groups} {
		if mapping == nil {
			continue
		}
		best := 0
		for _, attribute := range mapping.Attributes {
			if attribute.Matching == 0 || best != 0 && attribute.Matching > best {
				continue
			}
			target, err := dialect.ParseTarget(attribute.Target)
			if err != nil {
				return nil, err
			}
			best, first[kind] = attribute.Matching, target
		}
	}
	return first, nil
}

func (r *run) matching(kind provision.Kind) dialect.Target { return r.matchings[kind] }

// schemaSets are the schemas by which resources are compared: the standard ones
// and the extensions that the profile names.
func schemaSets(p *profile.Profile) map[provision.Kind]*schema.Set {
	users := []*schema.Schema{schema.EnterpriseUser()}
	for urn, names := range p.Extensions() {
		users = append(users, schema.Extension(urn, names...))
	}
	return map[provision.Kind]*schema.Set{
		provision.User:  schema.NewSet(schema.User(), users...),
		provision.Group: schema.NewSet(schema.Group()),
	}
}

// populateDirectory builds the source directory of the scenario.
func populateDirectory(config Config) (*directory.Directory, error) {
	d := directory.New(directory.Options{Start: config.Clock.Now(), Seed: config.Seed, Marking: config.Marking})
	story := config.Scenario.Directory
	if err := addObjects(d, story); err != nil {
		return nil, err
	}
	if crowd := story.Generate; crowd != nil {
		seed := crowd.Seed
		if seed == 0 {
			seed = config.Seed
		}
		if err := d.Generate(directory.Crowd{Users: crowd.Users, Groups: crowd.Groups, Seed: seed, Assigned: crowd.Assigned}); err != nil {
			return nil, err
		}
	}
	for _, assignment := range config.Scenario.Assigned.Objects {
		if err := assignment.Apply(d); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// addObjects adds users first without managers, so that the order in the story
// does not matter, then groups without members, then the references.
func addObjects(d *directory.Directory, story scenario.Directory) error {
	for _, user := range story.Users {
		if err := d.AddUser(without(user, "manager")); err != nil {
			return err
		}
	}
	for _, group := range story.Groups {
		if err := d.AddGroup(without(group, "members")); err != nil {
			return err
		}
	}
	for _, user := range story.Users {
		if manager, ok := user["manager"].(string); ok {
			if err := d.SetManager(user.ID(), manager); err != nil {
				return err
			}
		}
	}
	return addMembers(d, story.Groups)
}

func addMembers(d *directory.Directory, groups []scenario.Object) error {
	for _, group := range groups {
		members, _ := group["members"].([]any)
		for _, member := range members {
			if err := d.AddMember(group.ID(), fmt.Sprint(member)); err != nil {
				return err
			}
		}
	}
	return nil
}

func without(object scenario.Object, name string) map[string]any {
	values := make(map[string]any, len(object))
	for key, value := range object {
		if key != name {
			values[key] = value
		}
	}
	return values
}

// SchemaOf is the schemas of a kind of resource (User or Group) under a profile: by
// them what a target shows is compared with what it was sent.
func SchemaOf(p *profile.Profile, kind string) *schema.Set {
	return schemaSets(p)[provision.Kind(kind)]
}

func (r *run) watch(event Event) {
	if r.config.Watch != nil {
		r.config.Watch(event)
	}
}

func (r *run) progress(p Progress) {
	if r.config.Progress != nil {
		p.Cycle = r.wire.cycle
		r.config.Progress(p)
	}
}

func (r *run) cycleProgress(done, total int) {
	r.progress(Progress{Stage: "cycle", Done: done, Total: total})
}

// check notes an outcome; only what is worth reading is kept, the rest is
// counted.
func (r *run) check(c verdict.Check) {
	r.result.Tally.Add(c.Outcome)
	r.result.Checks = append(r.result.Checks, c)
}

// workersFor keeps a handful of objects in the order of the story.
func (r *run) workersFor(n int) int {
	if n < 64 {
		return 1
	}
	return max(1, r.config.Workers)
}

func leftoverText(left []verdict.Leftover) string {
	if len(left) == 0 {
		return "everything this run created is removed"
	}
	return fmt.Sprintf("%d resources of this run remain on the target", len(left))
}

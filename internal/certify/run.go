package certify

import (
	"context"
	"errors"
	"time"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/foreign"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/shape"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Config says what is judged, by which checks, and how.
type Config struct {
	Features   *Features
	Choice     Choice
	Vocabulary []steps.Step
	Catalogue  *requirement.Catalogue
	Judge      *check.Judge
	Messages   *shape.Set // JSON Schemas of SCIM messages, and the user's own

	Sender       steps.Sender
	Application  *profile.Profile                // of the documented behavior; may be nil
	Beyond       func(steps.Sender) steps.Beyond // makes what sees beyond SCIM; nil where nothing is offered
	Tenants      steps.Tenants                   // begins provisioning for a check; nil where there is no engine
	Second       steps.Sender                    // another tenant; nil for none
	Rejected     map[string]string               // tokens that the target has to turn away (target file)
	Marker       string
	Domain       string                   // of created users
	Demands      map[string]steps.Demands // what the target demands beyond the standard, by resource type
	Capabilities map[string]bool          // declared in the target file
	Foreign      bool                     // not started by this command
	Settle       time.Duration            // until a write must show in reads (target file); 0: at once
	Workers      int                      // checks at the same time; 0 means 8
	Ledger       LedgerFile

	ReadOnly bool // nothing is sent that may change anything
	Strict   bool
	Baseline *Baseline
	Repeat   func(id string) string // the command that repeats a check
	Progress func(Progress)         // nil for none

	Run verdict.Run // what is known of the run before it begins
}

// Progress of a run.
type Progress struct{ Done, Total, Failed int }

// ErrNothing says that no check was chosen (exit 5).
var ErrNothing = errors.New("no check is chosen: look at scimulator list checks")

const usualWorkers = 8

// Run judges a target. An error says that there is no run: nothing was chosen, a
// feature cannot be read, or the target cannot be reached (*Unreachable). When
// the context ends, what was judged so far is the result.
func Run(ctx context.Context, c Config) (verdict.Run, error) {
	run := c.Run
	run.APIVersion, run.Kind, run.Suite, run.Began = "scimulator/v1", "Run", c.Choice.Suite.Name, time.Now().UTC()
	s, err := prepare(ctx, c)
	if err != nil {
		return run, err
	}
	before := s.judge(ctx)
	over, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	left, after := s.clean(over)
	s.net.Throw()
	run.Leftovers, run.ForeignData = left, s.untouched(context.WithoutCancel(ctx), before, after)
	s.conclude(&run)
	run.Interrupted = ctx.Err() != nil
	run.Ended = time.Now().UTC()
	run.Figures.Requests = map[string]int{} // of the identity provider: a certification plays none
	run.Figures.Milliseconds = run.Ended.Sub(run.Began).Milliseconds()
	return run, nil
}

// judge runs the checks and gives what was on the target before. A panic is kept
// until what the checks created is removed.
func (s *session) judge(ctx context.Context) (before foreign.Listing) {
	defer s.net.Catch()
	before = s.lister().List(ctx)
	ctx, s.stop = context.WithCancel(ctx)
	defer s.stop()
	if !s.ended() {
		s.play(ctx)
	}
	return before
}

// cleanupTime bounds what is done after a run, also after Ctrl-C.
const cleanupTime = 60 * time.Second

// timeOfOne is what the removal of one resource may take on top of that: a foreign
// target is asked 25 times a second (E-6.33), by other checks, too.
const timeOfOne = 100 * time.Millisecond

// session is one run under way.
type session struct {
	Config
	stage   *steps.Stage
	ledger  *ledger
	watch   *watch
	all     []Check
	chosen  []*Check
	records []steps.Record // of the chosen checks
	took    []time.Duration
	lapse   *client.Lapse
	readers *readers // nil unless the run is read-only
	ran     []bool
	mishaps *mishaps
	net     crash.Net
	stop    context.CancelFunc // begins no more checks
}

// prepare looks whether the target can be judged, reads what it announces, and
// chooses the checks.
func prepare(ctx context.Context, c Config) (*session, error) {
	if _, err := Foresee(c); err != nil {
		return nil, err
	}
	if err := probe(ctx, c.Sender, c.question()); err != nil {
		return nil, err
	}
	facts := Discover(ctx, c.Sender, c.Capabilities)
	s := &session{Config: c, ledger: newLedger(c.Ledger, c.Foreign), watch: newWatch(c.Judge, facts), mishaps: newMishaps()}
	if s.Workers <= 0 {
		s.Workers = usualWorkers
	}
	keyed := &steps.Keyed{}
	s.lapse = client.NewLapse(c.Sender, c.question(), keyed.Doubtful)
	s.Sender = s.lapse
	if c.ReadOnly {
		s.guard()
	}
	s.Sender = watching{s.Sender, s.mishaps}
	keyed.Sender = s.Sender
	s.Sender = keyed
	s.stage = &steps.Stage{
		Sender: keyed, Second: s.Second, Rejected: s.Rejected, Tenants: c.Tenants, Application: c.Application, Base: c.Run.Target.Base, Marker: c.Marker, Domain: c.Domain, Demands: c.Demands, Facts: facts, Shapes: c.Messages,
		Ledger: s.ledger, Watch: s.watch.see, Passive: s.watch.told, Settle: s.Settle, Workers: s.Workers,
	}
	if c.Beyond != nil {
		s.stage.Admin = &steps.Keyed{Sender: keyed}
		s.stage.Beyond = c.Beyond(s.stage.Admin)
	}
	if !c.ReadOnly {
		s.canWrite(ctx)
		s.tidy(ctx)
	}
	var err error
	if s.all, err = c.Features.Checks(facts); err != nil {
		return nil, err
	}
	if s.chosen, err = c.Choice.choose(s.all); err != nil {
		return nil, err
	}
	if len(s.chosen) == 0 && c.Choice.Shard.Total < 2 { // a part may be empty: the others have the checks
		return nil, ErrNothing
	}
	s.records, s.took, s.ran = make([]steps.Record, len(s.chosen)), make([]time.Duration, len(s.chosen)), make([]bool, len(s.chosen))
	return s, nil
}

// tidy removes what is there when there was a panic before the first check.
func (s *session) tidy(ctx context.Context) {
	if !s.net.Full() {
		return
	}
	over, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	s.clean(over)
	s.net.Throw()
}

// Foresee gives the checks that would run; nothing is sent.
func Foresee(c Config) ([]*Check, error) {
	own, err := c.Features.own()
	if err == nil {
		err = understood(own, c.Vocabulary)
	}
	if err != nil {
		return nil, err
	}
	all, err := c.Features.Checks(nil)
	if err != nil {
		return nil, err
	}
	chosen, err := c.Choice.choose(all)
	if err != nil {
		return nil, err
	}
	if len(chosen) == 0 && c.Choice.Shard.Total < 2 {
		return nil, ErrNothing
	}
	return chosen, nil
}

// canWrite finds out whether the target lets users be created at all.
func (s *session) canWrite(ctx context.Context) {
	defer s.net.Catch()
	w := s.stage.NewWorld(nil, true)
	defer w.Clean(ctx)
	switch status := w.TryCreating(ctx); status {
	case 403, 404, 405, 501:
		s.stage.Facts.Features["writing"] = steps.Disclaimed
	}
}

package certify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/crash"
)

// play runs the chosen checks: those that may run side by side, then those that
// need the target for themselves, then those that look back at all.
func (s *session) play(ctx context.Context) {
	var side, alone, last []int
	for i, check := range s.chosen {
		switch {
		case check.has(tagLast):
			last = append(last, i)
		case check.has(tagSerial):
			alone = append(alone, i)
		default:
			side = append(side, i)
		}
	}
	counter := &counter{session: s}
	s.batch(ctx, side, s.Workers, counter)
	s.batch(ctx, alone, 1, counter)
	s.batch(ctx, last, 1, counter)
}

// batch hands checks to the engine, which reports to our records only.
func (s *session) batch(ctx context.Context, numbers []int, workers int, counter *counter) {
	var checks []*Check
	var indexes []int
	for _, i := range numbers {
		if reason := cmp.Or(s.chosen[i].empty, s.Choice.unasked(s.chosen[i])); reason != "" {
			s.records[i].Excused, s.ran[i] = reason, true
			continue
		}
		checks, indexes = append(checks, s.chosen[i]), append(indexes, i)
	}
	if len(checks) == 0 || ctx.Err() != nil {
		return
	}
	e := engine{session: s, indexes: indexes, counter: counter}
	godog.TestSuite{
		Name: "checks", ScenarioInitializer: e.initialize,
		Options: &godog.Options{
			FeatureContents: []godog.Feature{{Name: "checks.feature", Contents: render(checks, s.Vocabulary)}},
			Format:          "progress", Output: io.Discard, NoColors: true, Concurrency: workers, Strict: true, DefaultContext: ctx,
		},
	}.Run()
}

// engine ties the scenarios of the engine to our checks.
type engine struct {
	session *session
	indexes []int
	counter *counter
}

type startKey struct{}

func (e engine) initialize(sc *godog.ScenarioContext) {
	sc.Before(func(ctx context.Context, scenario *godog.Scenario) (context.Context, error) {
		check := e.session.chosen[e.index(scenario)]
		if ctx.Err() != nil {
			return ctx, godog.ErrSkip
		}
		ctx = context.WithValue(ctx, startKey{}, time.Now())
		return steps.With(ctx, e.session.stage.NewWorld(check.Rules, check.has(tagFloor))), nil
	})
	sc.After(func(ctx context.Context, scenario *godog.Scenario, err error) (context.Context, error) {
		e.finish(ctx, e.index(scenario), err)
		return ctx, nil
	})
	steps.Register(sc, e.session.Vocabulary)
}

// index is the number of the check that a scenario stands for.
func (e engine) index(scenario *godog.Scenario) int {
	n, err := strconv.Atoi(scenario.Name)
	if err != nil || n >= len(e.indexes) {
		return e.indexes[0] // render names scenarios by their number: this does not happen
	}
	return e.indexes[n]
}

// finish keeps the record of a check and removes what it created.
func (e engine) finish(ctx context.Context, i int, err error) {
	world := steps.Of(ctx)
	if world == nil {
		return
	}
	s := e.session
	defer s.halt()
	defer s.net.Catch()
	over, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime+time.Duration(world.Owned())*timeOfOne)
	defer cancel()
	world.Clean(over)
	s.records[i], s.ran[i] = world.Record, true
	s.records[i].Mishap = s.mishaps.of(world)
	if s.readers.turnedAway(world) {
		s.records[i] = steps.Record{Excused: readOnlyRun}
	}
	if s.ended() {
		s.records[i] = steps.Record{Broken: stoppedWorking}
	}
	if began, ok := ctx.Value(startKey{}).(time.Time); ok {
		s.took[i] = time.Since(began)
	}
	if err != nil && !steps.Ended(err) {
		s.records[i].Broken = err.Error() // a step that is not defined, or that panicked
		s.fell(err)
	}
	e.counter.add(len(world.Record.Breaches) > 0)
}

// fell keeps the panic of a step, which the engine caught. It is a fault of ours:
// nothing that is judged from here on could be relied on.
func (s *session) fell(err error) {
	if !errors.Is(err, godog.ErrSkip) && !errors.Is(err, godog.ErrUndefined) {
		s.net.Keep(&crash.Crash{Value: fmt.Sprintf("%+v", err)})
	}
}

// halt begins no more checks after a panic, and when the credentials stopped working.
func (s *session) halt() {
	if s.net.Full() || s.ended() {
		s.stop()
	}
}

// counter tells how far a run is.
type counter struct {
	session *session
	mu      sync.Mutex
	done    Progress
}

func (c *counter) add(failed bool) {
	if c.session.Progress == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done.Done++
	c.done.Total = len(c.session.chosen)
	if failed {
		c.done.Failed++
	}
	c.session.Progress(c.done)
}

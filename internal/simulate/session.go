package simulate

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Session is a run whose steps come one after another, as those of a check do
// that says what happens in a directory and what shows in the application. It is
// for one goroutine.
type Session struct {
	run         *run
	began       time.Time
	first, last time.Duration // modelled durations of cycles
}

// Begin fills the directory of the story and tests the connection; its timeline
// is left to the calls that follow. Whoever began a session ends it.
func Begin(ctx context.Context, config Config) (*Session, error) {
	r, err := prepare(config)
	if err != nil {
		return nil, err
	}
	s := &Session{run: r, began: time.Now()}
	r.result.Began, r.result.Virtual.From = s.began.UTC(), r.clock.Now()
	if !r.connect(ctx) {
		return s, &Unconnected{Reason: r.reason(), Answered: r.answered()}
	}
	if ready, err := r.populate(ctx); err != nil || !ready {
		return s, fmt.Errorf("the state that the story begins with could not be set up: %s", r.reason())
	}
	return s, nil
}

// Unconnected says that the connection test failed.
type Unconnected struct {
	Reason   string
	Answered bool // the target gave an answer; else nobody can tell whose fault it is
}

func (u *Unconnected) Error() string { return "the connection test failed: " + u.Reason }

// answered says whether what was found so far was found in an answer.
func (r *run) answered() bool {
	return slices.ContainsFunc(r.findings.all(), func(f verdict.Finding) bool { return len(f.Exchanges) > 0 })
}

// reason is what the worst finding so far says.
func (r *run) reason() string {
	for _, finding := range r.findings.all() {
		return finding.Message + ": " + finding.Seen
	}
	return "the run was ended"
}

// Play takes one step and gives how what it expects came out, in its order.
func (s *Session) Play(ctx context.Context, step *scenario.Step) ([]verdict.Check, error) {
	before, ran := len(s.run.result.Checks), s.Cycles()
	err := s.run.step(ctx, step)
	if s.Cycles() > ran {
		s.last = s.run.last.Ended.Sub(s.run.last.Began)
	}
	if ran == 0 {
		s.first = s.last
	}
	return slices.Clone(s.run.result.Checks[before:]), err
}

// Sight is one resource as the target shows it.
type Sight struct {
	ID       string // "" when no request ever matched or created it
	Resource scim.Resource
	Found    bool  // false: answered 404, or there is no ID
	Exchange int64 // 0 when nothing was sent
	Curl     string
}

// Look reads the resource of an object. An error says that nobody can tell.
func (s *Session) Look(ctx context.Context, kind provision.Kind, alias string) (Sight, error) {
	sight := Sight{ID: s.run.wire.idOf(kind, alias)}
	if sight.ID == "" {
		return sight, nil
	}
	query := ""
	if kind == provision.Group { // what a server withholds by default is asked for
		query = "attributes=members,displayName,externalId"
	}
	response, request, err := s.run.wire.verify(ctx, kind, sight.ID, query, alias)
	if err != nil {
		return sight, err
	}
	sight.Exchange, sight.Curl = response.Exchange, s.run.config.Sender.Curl(request)
	if response.Status == http.StatusNotFound {
		return sight, nil
	}
	if response.Status != http.StatusOK {
		return sight, fmt.Errorf("reading %s was answered with %d", alias, response.Status)
	}
	sight.Resource, err = scim.Decode(response.Body)
	sight.Found = err == nil
	return sight, err
}

// Members are the aliases of the members that a group shows, or their ids where
// nobody in the directory has them.
func (s *Session) Members(group Sight) []string {
	known := s.run.wire.aliases()
	var names []string
	for _, id := range memberIDs(group.Resource) {
		if alias, ours := known[id]; ours {
			id = alias
		}
		names = append(names, id)
	}
	slices.Sort(names)
	return names
}

// Meant is a value of the story as the directory has it: with the marker of the
// run where it carries one.
func (s *Session) Meant(text string) string { return s.run.directory.Marked(text) }

// Sent are the requests of the last cycle by kind, such as "PATCH /Users".
func (s *Session) Sent() map[string]int { return maps.Clone(s.run.last.Requests) }

// Now is the virtual time.
func (s *Session) Now() time.Time { return s.run.clock.Now() }

// End removes what the session created and gives the run.
func (s *Session) End(ctx context.Context) verdict.Run {
	r := s.run
	r.result.Leftovers = r.cleanup(ctx)
	r.finish(s.began, nil)
	return r.result
}

// Cycles is how many cycles the job has run.
func (s *Session) Cycles() int { return s.run.job.Cycles() }

// Spans are the modelled durations of the first and of the last cycle.
func (s *Session) Spans() (first, last time.Duration) { return s.first, s.last }

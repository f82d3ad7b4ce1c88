package certify_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// delay is how long a write takes to show on the slow server.
const delay = 300 * time.Millisecond

// slowly makes a correct server show each write only after the delay: until then
// a resource reads as it was before, and a list does not have what is new.
func slowly() defect.Hooks {
	s := &shelf{past: map[string]version{}}
	return defect.Hooks{
		Before: func(c *defect.Call) *defect.Answer {
			key := c.Kind() + "/" + c.ID()
			switch {
			case c.ID() == "" || c.ID() == ".search":
				return nil
			case c.Method == http.MethodGet:
				return s.old(key)
			}
			s.before.Store(c, c.Ask(http.MethodGet, c.Path, nil))
			return nil
		},
		After: func(c *defect.Call, a *defect.Answer) {
			switch {
			case c.Method == http.MethodGet && c.ID() == "":
				a.Keep(func(resource scim.Resource) bool {
					before := s.old(c.Kind() + "/" + resource.ID())
					return before == nil || before.Status != http.StatusNotFound
				})
			case c.ID() != "" && a.OK():
				if before, known := s.before.LoadAndDelete(c); known {
					s.keep(c.Kind()+"/"+c.ID(), before.(*defect.Answer))
				}
			case c.Method == http.MethodPost && a.Status == http.StatusCreated && a.Body().String("userName") != "me@example.com": // who logs in was there before
				s.keep(c.Kind()+"/"+a.Body().ID(), defect.Refuse(http.StatusNotFound, "", "it is not there yet"))
			}
		},
	}
}

// version is what a resource reads as until a moment.
type version struct {
	until  time.Time
	answer *defect.Answer
}

type shelf struct {
	before sync.Map // answers to reads before a write, by its call

	mu   sync.Mutex
	past map[string]version
}

func (s *shelf) keep(key string, before *defect.Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.past[key] = version{time.Now().Add(delay), before}
}

func (s *shelf) old(key string) *defect.Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one := s.past[key]; time.Now().Before(one.until) {
		return &defect.Answer{Status: one.answer.Status, Header: one.answer.Header.Clone(), Raw: one.answer.Raw}
	}
	return nil
}

// A target that takes a while to show a write, and says so in its file, is not
// failed for it; one that does not say so is.
func TestSettleIsWaitedFor(t *testing.T) {
	c := newCourt(t)
	slow := defect.Defect{Name: "slow", Install: slowly}
	for _, test := range []struct {
		name   string
		settle time.Duration
		fails  bool
	}{
		{"settle 1s", time.Second, false},
		{"settle 0", 0, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			run, err := c.try(t, service{suite: certify.SuiteRFC, defects: []defect.Defect{slow}, settle: test.settle}, certify.Choice{Only: []string{"rfc7644/3.3/*", "rfc7644/3.5.2/*", "rfc9865/2-pages/*", "RFC7644-3.4.1-R01", "RFC7644-3.5.2.3-R02"}})
			if err != nil {
				t.Fatal(err)
			}
			if failed := run.Tally.Fail > 0; failed != test.fails {
				t.Errorf("failed %v, expected %v", failed, test.fails)
			}
			for _, one := range run.Checks {
				if !test.fails && one.Outcome > verdict.Pass {
					t.Errorf("%s %s: %s", one.Outcome, one.ID, one.Reason)
				}
			}
		})
	}
}

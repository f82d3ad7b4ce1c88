package certify

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/foreign"
	"github.com/scimulator/scimulator/internal/verdict"
)

// mishaps know which checks met a mishap of the run's own making (--chaos).
type mishaps struct {
	mu  sync.Mutex
	met map[*steps.World]mishap
}

// mishap is the first that a check met.
type mishap struct {
	name     string
	exchange int64
}

func newMishaps() *mishaps { return &mishaps{met: map[*steps.World]mishap{}} }

// watching notes the checks whose exchanges met a mishap.
type watching struct {
	steps.Sender
	mishaps *mishaps
}

// Do sends a request and looks whether a mishap met it.
func (w watching) Do(ctx context.Context, request client.Request) (client.Response, error) {
	response, err := w.Sender.Do(ctx, request)
	if response.Planted != "" {
		w.mishaps.note(steps.Of(ctx), mishap{response.Planted, response.Exchange})
	}
	return response, err
}

// Authorization is that of the sender behind, for checks that spoil it.
func (w watching) Authorization() string {
	if shower, ok := w.Sender.(interface{ Authorization() string }); ok {
		return shower.Authorization()
	}
	return ""
}

func (m *mishaps) note(w *steps.World, one mishap) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.met[w]; !known {
		m.met[w] = one
	}
}

// of says in words which mishap a check met, "" for none.
func (m *mishaps) of(w *steps.World) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	one, known := m.met[w]
	if !known {
		return ""
	}
	return fmt.Sprintf("the mishap %s of this run met exchange %d (--chaos)", one.name, one.exchange)
}

// any says whether any check met one.
func (m *mishaps) any() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.met) > 0
}

// forgive takes back what was found in a check that met a mishap: who is to blame
// for it is not known. A check that passed all the same has passed.
func (s sentence) forgive(mishap string) sentence {
	if mishap == "" || s.outcome == verdict.Pass || s.outcome == verdict.NotApplicable {
		return s
	}
	for rule := range s.rules {
		s.rules[rule] = verdict.Broken
	}
	return sentence{outcome: verdict.Broken, reason: mishap + ": run it again without", rules: s.rules}
}

// spare leaves what is new on the target out of what has changed there: a creation
// whose answer met a mishap is known to nobody, and may bear any name.
func (m *mishaps) spare(u *verdict.Untouched) *verdict.Untouched {
	changed := slices.DeleteFunc(slices.Clone(u.Changed), foreign.IsNew)
	fresh := len(u.Changed) - len(changed)
	if fresh == 0 || !m.any() {
		return u
	}
	u.Changed = changed
	u.Note = fmt.Sprintf("%d new resources are not counted: they may come of creations that met a mishap of this run (--chaos)", fresh)
	return u
}

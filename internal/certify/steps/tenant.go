package steps

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Tenants begins sessions of the provisioning engine: each check of the documented
// behavior has a directory, a job and a clock of its own. What was begun is given
// even with an error, and has to be ended.
type Tenants func(ctx context.Context, sender Sender, marker string, story *scenario.Scenario) (Session, error)

// Session is a directory that is provisioned, step by step; *simulate.Session is
// one.
type Session interface {
	Play(ctx context.Context, step *scenario.Step) ([]verdict.Check, error)
	Look(ctx context.Context, kind provision.Kind, alias string) (simulate.Sight, error)
	Members(group simulate.Sight) []string
	Meant(text string) string
	Sent() map[string]int
	Cycles() int
	Spans() (first, last time.Duration)
	End(ctx context.Context) verdict.Run
}

// tenant is the directory of one check, and what was last seen of its objects in
// the application.
type tenant struct {
	story   scenario.Scenario
	session Session // nil before provisioning is turned on
	refused error   // why it could not be turned on
	users   []string
	groups  []string
	before  map[string]scim.Resource // as the last cycle left them; nil: nothing was changed since
	past    map[string]scim.Resource // as they were before the last change that a cycle has carried out
	tested  []verdict.Check          // connection tests of the credentials saved last
	first   map[string]string        // ids under which users were seen first
}

// tenant is the directory of the check; the first step about one makes it.
func (w *World) directory() *tenant {
	if w.tenant == nil {
		w.tenant = &tenant{first: map[string]string{}}
	}
	return w.tenant
}

// turnOn begins provisioning: directory and assignments are as the check said.
func (w *World) turnOn(ctx context.Context) error {
	d := w.directory()
	switch {
	case d.session != nil:
		return nil
	case w.stage.Tenants == nil:
		return w.excuse("needs a provisioning engine: there is none in this run")
	}
	marker := fmt.Sprintf("%s-%d", w.stage.Marker, w.stage.number())
	session, err := w.stage.Tenants(ctx, w.stage.Sender, marker, &d.story)
	d.session, d.refused = session, err
	if err != nil {
		return w.lack("provisioning could not be turned on: %v", err)
	}
	return nil
}

// play takes a step of the story. What it expects, if anything, is judged.
func (w *World) play(ctx context.Context, a args, step scenario.Step) error {
	if err := w.turnOn(ctx); err != nil {
		return err
	}
	told, err := w.tenant.session.Play(ctx, &step)
	if step.Expect == nil {
		w.noteChange()
	}
	if err != nil {
		return w.broken("%v", err)
	}
	if step.Expect == nil {
		return nil
	}
	for _, one := range told {
		switch {
		case one.Outcome == verdict.Broken: // there was no answer: nobody can tell
			return w.broken("%s: %s", one.Name, one.Reason)
		case one.Outcome == verdict.Skipped && !w.isOwn(a, one):
			return w.blame(one)
		}
		w.judge(a.rules, one.Outcome == verdict.Pass, Breach{Message: one.Name, Expected: "as it says", Seen: one.Reason})
	}
	return nil
}

// root is the finding of the story that an unmet expectation follows from; rule is
// "" when it follows from something else, such as an operation that waits.
func root(one verdict.Check) (rule requirement.ID, message string) {
	cause, _ := strings.CutPrefix(one.Reason, "follows from ")
	id, message, known := strings.Cut(cause, ": ")
	if !known || strings.ContainsRune(id, ' ') {
		return "", cause
	}
	return requirement.ID(id), message
}

// isOwn says whether an expectation is unmet by what the check is about: by a
// requirement that it judges, or because a success had no effect (HOUSE-01), which
// is what the expectation says, too.
func (w *World) isOwn(a args, one verdict.Check) bool {
	rule, _ := root(one)
	return rule == "HOUSE-01" || slices.Contains(w.rules, rule) || slices.Contains(a.rules, rule)
}

// blame ends a check that cannot be judged because of something before it. Where
// that broke a requirement, the check says which, and nothing of its own.
func (w *World) blame(one verdict.Check) error {
	rule, message := root(one)
	if rule != "" {
		w.judge([]requirement.ID{rule}, false, Breach{Message: message, Expected: "as the requirement says", Seen: one.Reason})
	}
	return w.lack("%s: %s", one.Name, one.Reason)
}

// cycle runs the next cycle and forgets what was seen before it.
func (w *World) cycle(ctx context.Context) error {
	if err := w.play(ctx, args{}, scenario.Step{Cycle: "incremental"}); err != nil {
		return err
	}
	w.tenant.forget()
	w.remember(ctx)
	return nil
}

func (d *tenant) forget() {
	if d.before != nil {
		d.past, d.before = d.before, nil
	}
}

// remember keeps under which ids the users were seen first. Whom it cannot read it
// leaves to the step that asks.
func (w *World) remember(ctx context.Context) {
	for _, alias := range w.tenant.users {
		if w.tenant.first[alias] != "" {
			continue
		}
		if seen, err := w.tenant.session.Look(ctx, provision.User, alias); err == nil && seen.Found {
			w.tenant.first[alias] = seen.ID
		}
	}
}

// change changes the directory. What the application shows is kept first, because
// nothing of the change may show before the next cycle (SYNC-17).
func (w *World) change(ctx context.Context, change scenario.Change) error {
	if err := w.turnOn(ctx); err != nil {
		return err
	}
	if w.tenant.before == nil {
		w.tenant.before, _ = w.everything(ctx) // nil when it cannot be read: what compares with it says so
	}
	return w.play(ctx, args{}, scenario.Step{Change: []scenario.Change{change}})
}

// everything is each resource of the tenant as the application shows it.
func (w *World) everything(ctx context.Context) (map[string]scim.Resource, error) {
	all := map[string]scim.Resource{}
	for alias, kind := range w.tenant.kinds() {
		seen, err := w.tenant.session.Look(ctx, kind, alias)
		if err != nil {
			return nil, err
		}
		if seen.Found {
			all[alias] = seen.Resource
		}
	}
	return all, nil
}

func (d *tenant) kinds() map[string]provision.Kind {
	kinds := map[string]provision.Kind{}
	for _, alias := range d.users {
		kinds[alias] = provision.User
	}
	for _, alias := range d.groups {
		kinds[alias] = provision.Group
	}
	return kinds
}

// seen reads the resource of an object; the check is broken when nobody can tell.
func (w *World) seen(ctx context.Context, alias string) (simulate.Sight, error) {
	kind, known := w.directory().kinds()[alias]
	if !known {
		return simulate.Sight{}, w.broken("nothing in the directory is called %q: there is %s", alias, strings.Join(slices.Sorted(maps.Keys(w.tenant.kinds())), ", "))
	}
	if err := w.turnOn(ctx); err != nil {
		return simulate.Sight{}, err
	}
	sight, err := w.tenant.session.Look(ctx, kind, alias)
	if err != nil {
		return sight, w.broken("%v", err)
	}
	return sight, nil
}

// weigh judges what was seen of an object, with the read as evidence.
func (w *World) weigh(a args, sight simulate.Sight, met bool, breach Breach) {
	breach.Curl, breach.Resource = sight.Curl, sight.ID
	if breach.Exchanges = []int64{}; sight.Exchange > 0 {
		breach.Exchanges = []int64{sight.Exchange}
	}
	w.judge(a.rules, met, breach)
}

// end removes what the tenant created.
func (d *tenant) end(ctx context.Context) {
	if d != nil && d.session != nil {
		d.session.End(ctx)
	}
}

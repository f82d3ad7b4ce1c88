package simulate

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// operate does what the operator does with the job (E-1.25 – E-1.31).
func (r *run) operate(ctx context.Context, o *scenario.Operation) error {
	r.tellEvent(Operated, "operator: "+operationText(o))
	switch {
	case o.Start:
		r.job.Start()
	case o.Pause:
		r.job.Pause()
	case o.Restart != nil:
		r.job.Restart(resets(o.Restart.Scope)...)
	case o.AllowDeletes:
		r.job.Restart(provision.ForceDeletes)
	case o.SetCredentials != nil:
		r.setCredentials(ctx, o.SetCredentials.Token)
	case o.EditMapping != nil:
		return r.edit(editMapping(r.config.Profile, o.EditMapping))
	case o.EditScope != nil:
		changed := editScope(r.config.Profile, o.EditScope)
		r.config.Profile = changed
		return r.job.EditScope(changed.Scope)
	}
	return nil
}

func resets(scope []string) []provision.Reset {
	resets := make([]provision.Reset, len(scope))
	for i, word := range scope {
		resets[i] = provision.Reset(word)
	}
	return resets
}

func operationText(o *scenario.Operation) string {
	switch {
	case o.Start:
		return "the job is started"
	case o.Pause:
		return "the job is paused"
	case o.Restart != nil && len(o.Restart.Scope) == 0:
		return "the job is restarted"
	case o.Restart != nil:
		return "the job is restarted with the scope " + strings.Join(o.Restart.Scope, ", ")
	case o.AllowDeletes:
		return "the deletions held back are allowed"
	case o.SetCredentials != nil:
		return "the token " + o.SetCredentials.Token + " is saved"
	case o.EditMapping != nil && o.EditMapping.Remove:
		return "the mapping of " + o.EditMapping.Target + " is removed"
	case o.EditMapping != nil:
		return "the mapping of " + o.EditMapping.Target + " is changed"
	}
	return "the scope is changed"
}

// edit saves a changed mapping and lets everything that reads the profile know.
func (r *run) edit(changed *profile.Profile) error {
	if err := r.job.EditMapping(changed); err != nil {
		return err
	}
	firsts, err := matchings(changed)
	if err != nil {
		return err
	}
	r.config.Profile, r.matchings = changed, firsts
	if r.wire.model != nil {
		r.wire.model.remap(changed)
	}
	return nil
}

// remap makes the model expect what another profile maps.
func (m *model) remap(p *profile.Profile) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.profile, m.sets = p, schemaSets(p)
}

// editMapping is the profile with one attribute mapping changed, added or removed;
// the given profile stays as it is. What else is known of the attribute is kept.
func editMapping(p *profile.Profile, edit *scenario.MappingEdit) *profile.Profile {
	changed := *p
	mapping := &changed.Users
	if edit.Of == "groups" {
		if p.Groups == nil {
			return p // the group mapping is off: there is nothing to edit
		}
		groups := *p.Groups
		changed.Groups, mapping = &groups, &groups
	}
	mapping.Attributes = slices.Clone(mapping.Attributes)
	at := slices.IndexFunc(mapping.Attributes, func(a profile.Attribute) bool { return strings.EqualFold(a.Target, edit.Target) })
	switch {
	case edit.Remove && at >= 0:
		mapping.Attributes = slices.Delete(mapping.Attributes, at, at+1)
	case edit.Remove:
	case at >= 0:
		mapping.Attributes[at] = edited(mapping.Attributes[at], edit)
	default:
		mapping.Attributes = append(mapping.Attributes, edited(profile.Attribute{Target: edit.Target}, edit))
	}
	return &changed
}

func edited(a profile.Attribute, edit *scenario.MappingEdit) profile.Attribute {
	a.Source, a.Expression, a.Constant = edit.Source, edit.Expression, nil
	if edit.Constant != "" {
		a.Constant = &edit.Constant
	}
	return a
}

// editScope is the profile with another scope; what the edit leaves out stays.
func editScope(p *profile.Profile, edit *scenario.ScopeEdit) *profile.Profile {
	changed := *p
	if edit.Sync != "" {
		changed.Scope.Sync = edit.Sync
	}
	if edit.Filters != nil {
		changed.Scope.Filters = *edit.Filters
	}
	return &changed
}

// credentials are the headers of the token behind an alias: one that an action gave
// and the story kept, or one that came with the run.
func (r *run) credentials(alias string) http.Header {
	if token := r.kept[alias]; token != "" {
		return http.Header{"Authorization": {"Bearer " + token}}
	}
	if r.config.Credentials == nil {
		return nil
	}
	return r.config.Credentials(alias)
}

// setCredentials saves another token and tests the connection with it, as the
// portal does (E-1.9, E-1.10). A token that no target knows has to be refused.
func (r *run) setCredentials(ctx context.Context, alias string) {
	r.faults.renew()
	r.keys.set(alias, r.credentials(alias))
	failure := r.job.TestConnection(ctx)
	if failure != nil && isMishap(failure) {
		r.hinder("the connection test with the token "+alias, hindrance{verdict.Broken, "a mishap of this run met it"}, []string{"E-1.9"})
		return
	}
	if ctx.Err() != nil || failure != nil && failure.Planted {
		return
	}
	var differences []unmet
	seen := "the connection test succeeds"
	if failure != nil {
		seen = failure.Code + ": " + failure.Reason
	}
	name, refused := "the connection test with the token "+alias+" succeeds", failure != nil
	if alias == scenario.Invalid {
		name, refused = "the connection test with a token that nobody issued is refused", failure == nil
	}
	if refused {
		differences = []unmet{{expected: name, seen: seen, exchange: exchangeOf(failure)}}
	}
	r.settle(name, "", []string{"E-1.9"}, "E-1.9", differences)
}

func exchangeOf(failure *provision.Failure) int64 {
	if failure == nil {
		return 0
	}
	return failure.Exchange
}

// playable tries the edits of the story out before anything is sent: an
// expression that does not compile must not end a run half way.
func playable(story *scenario.Scenario, p *profile.Profile) error {
	for i := range story.Timeline {
		o := story.Timeline[i].Operate
		switch {
		case o == nil:
			continue
		case o.EditMapping != nil:
			p = editMapping(p, o.EditMapping)
		case o.EditScope != nil:
			p = editScope(p, o.EditScope)
		default:
			continue
		}
		if err := provision.Playable(p); err != nil {
			return fmt.Errorf("timeline[%d].operate: %w", i, err)
		}
	}
	return nil
}

// tellEvent notes something that happens beside the directory.
func (r *run) tellEvent(kind EventKind, text string) {
	r.events = append(r.events, text)
	r.watch(Event{Kind: kind, At: r.clock.Now(), Text: text})
}

// jobText says in words what became of the job in a cycle, "" for nothing new.
func (r *run) jobText(before provision.JobStatus) string {
	after := r.job.Status()
	was, is := before.Status.Quarantine, after.Status.Quarantine
	switch {
	case after.Schedule.State == "Disabled" && before.Schedule.State == "Active":
		return "the job is disabled (E-7.2, E-7.15)"
	case after.Status.EscrowsPruned && !before.Status.EscrowsPruned:
		return "the job is paused: too many failures in the initial cycle, they are dropped (E-1.8)"
	case is != nil && (was == nil || was.Reason != is.Reason):
		return fmt.Sprintf("the job is in quarantine: %s, next attempt %s", is.Reason, is.NextAttempt.Format("2006-01-02 15:04"))
	case is == nil && was != nil:
		return "the job is out of quarantine (E-7.14)"
	}
	return ""
}

// notRunning is the check of a cycle that the story wants and no schedule has.
func (r *run) notRunning() {
	r.tell(verdict.Check{
		Name: "a cycle begins", Outcome: verdict.Skipped, Requirements: []string{"E-1.26"},
		Reason: "no cycle is due: the job is " + r.job.Status().Schedule.State,
	})
}

package provision

import (
	"cmp"
	"fmt"
	"time"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
)

// scope is what a job knows about who is provisioned, besides "sync all".
type scope struct {
	filters     []profile.Filter // as declared
	userFilter  scopeFilter
	groupFilter scopeFilter
	leaving     profile.Leaving
	flatten     bool // SYNC-15: the users in nested groups count as members
}

func newScope(p *profile.Profile) (scope, error) {
	s := scope{filters: p.Scope.Filters, leaving: p.Options.Leaving, flatten: p.NestedGroups == "flatten"}
	var err error
	s.userFilter, s.groupFilter, err = compileFilters(s.filters, s.leaving)
	return s, err
}

// Scoping is the answer to "is this object ours to provision?" (E-1.23, E-2.1,
// E-2.19). It is a pure value that can be printed and compared.
type Scoping struct {
	Active     bool   // enabled and not soft-deleted
	Assigned   bool   // assigned itself or as a direct member of an assigned group, or everybody is
	Filtered   bool   // a scoping filter leaves it out: it is deprovisioned (E-2.8)
	Unread     bool   // an input or category filter leaves it out: it is not processed (E-2.17)
	Evaluation string // ScopeEvaluationResult as JSON, "" where there is no filter (E-2.22)
	Problem    string // the filter cannot be evaluated: a mistake in the configuration (E-2.12)
}

// In says whether the object is in scope.
func (s Scoping) In() bool { return s.Active && s.Assigned && !s.Filtered }

// Released says whether the job gives the object up when it disables it: an
// unassigned object is not managed any more (E-8.6), and one that fails a filter
// is no other case (inferred). A disabled or soft-deleted one still is managed,
// so that its hard deletion is carried out (E-8.5).
func (s Scoping) Released() bool { return !s.Assigned || s.Filtered }

// HasRole says whether the user is effectively entitled: the default access role
// counts like any other (E-2.5), so whoever is assigned has the required role.
func (s Scoping) HasRole() bool { return s.Assigned }

// Passed says whether all scoping filters let the object pass (E-2.22).
func (s Scoping) Passed() bool { return !s.Filtered && !s.Unread }

// Result is ScopeEvaluationResult: a JSON object with every clause and whether it
// is true (E-2.22).
func (s Scoping) Result() string { return cmp.Or(s.Evaluation, "{}") }

// String explains the decision in the words of the log (E-2.22).
func (s Scoping) String() string {
	text := fmt.Sprintf("active in the source: %s, assigned to the application: %s", truth(s.Active), truth(s.Assigned))
	if s.Evaluation != "" {
		text += fmt.Sprintf(", scoping filter evaluation passed: %s %s", truth(s.Passed()), s.Evaluation)
	}
	return text
}

// truth is how Entra prints booleans (E-4.6).
func truth(value bool) string {
	if value {
		return "True"
	}
	return "False"
}

func (j *Job) scopeUser(user *directory.User) Scoping {
	scoping := Scoping{
		Active:   user.Enabled && user.SoftDeleted.Equal(time.Time{}),
		Assigned: j.assigned(user) || j.retained(User, user.ID),
	}
	j.userFilter.judge(user, &scoping)
	return scoping
}

func (j *Job) scopeGroup(group *directory.Group) Scoping {
	scoping := Scoping{
		Active:   !group.Deleted,
		Assigned: j.everybody || j.directory.Assigned(group.ID) || j.retained(Group, group.ID),
	}
	j.groupFilter.judge(group, &scoping)
	return scoping
}

// assigned says whether a user is entitled (E-2.1, E-2.2).
func (j *Job) assigned(user *directory.User) bool {
	return j.everybody || j.directory.Assigned(user.ID) || j.flatten && j.directory.AssignedThrough(user.ID)
}

// retained: what "sync all" has brought in stays in scope until a restart, when
// only the assigned are synced from now on (E-1.32).
func (j *Job) retained(kind Kind, object string) bool {
	return j.life.isLenient() && j.Link(kind, object) != ""
}

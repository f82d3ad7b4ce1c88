package provision

import (
	"fmt"
	"time"

	"github.com/scimulator/scimulator/internal/directory"
)

// Scoping is the answer to "is this object ours to provision?" (E-1.23, E-2.1,
// E-2.19). It is a pure value that can be printed.
type Scoping struct {
	Active   bool // enabled and not soft-deleted
	Assigned bool // assigned itself or as a direct member of an assigned group, or everybody is
}

// In says whether the object is in scope.
func (s Scoping) In() bool { return s.Active && s.Assigned }

// Released says whether the job gives the object up when it disables it: an
// unassigned object is not managed any more (E-8.6), a disabled or soft-deleted
// one still is, so that its hard deletion is carried out (E-8.5).
func (s Scoping) Released() bool { return !s.Assigned }

// String explains the decision.
func (s Scoping) String() string {
	return fmt.Sprintf("active in the source: %s, assigned to the application: %s", truth(s.Active), truth(s.Assigned))
}

// truth is how Entra prints booleans (E-4.6).
func truth(value bool) string {
	if value {
		return "True"
	}
	return "False"
}

func (j *Job) scopeUser(user *directory.User) Scoping {
	return Scoping{
		Active:   user.Enabled && user.SoftDeleted.Equal(time.Time{}),
		Assigned: j.everybody || j.directory.Assigned(user.ID),
	}
}

func (j *Job) scopeGroup(group *directory.Group) Scoping {
	return Scoping{Active: !group.Deleted, Assigned: j.everybody || j.directory.Assigned(group.ID)}
}

package scenario

import (
	"cmp"
	"encoding/json"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/document"
)

// Assignment is a user or a group that is assigned to the application, and the
// app role it has by that; "" is the default access (E-2.5).
type Assignment struct {
	Object string // alias
	Role   string // value of the role
}

// UnmarshalJSON reads an alias, or an object with user or group, and role.
func (a *Assignment) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &a.Object) == nil {
		return nil
	}
	var long struct{ User, Group, Role string }
	err := json.Unmarshal(raw, &long)
	a.Object, a.Role = cmp.Or(long.User, long.Group), long.Role
	return err
}

// Apply assigns the object in a directory.
func (a Assignment) Apply(d *directory.Directory) error { return d.AssignRole(a.Object, a.Role) }

// Undo takes the assignment back: the role, or with none the whole of it.
func (a Assignment) Undo(d *directory.Directory) error { return d.UnassignRole(a.Object, a.Role) }

// String says the assignment in words.
func (a Assignment) String() string {
	if a.Role == "" {
		return a.Object
	}
	return a.Object + " (" + a.Role + ")"
}

// assign tries an assignment out, or the end of one.
func (l *loader) assign(path document.Path, a Assignment, do func(*directory.Directory) error) {
	if a.Object == "" {
		return
	}
	place, want := path, either
	for key, kind := range map[string]kind{"user": aUser, "group": aGroup} {
		if l.document.Has(path.Then(key)) {
			place, want = path.Then(key), kind
		}
	}
	if l.named(place, a.Object, want, now) {
		l.raiseCrowd(a.Object)
		l.note(path, do(l.stage))
	}
}

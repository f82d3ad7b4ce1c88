// Package directory is the simulated Entra tenant that a job reads from: users,
// groups, memberships, managers and assignments to the application, with a
// change feed of the kind a delta query gives (E-1.19). Whoever reads the feed
// pays for the changes, not for the size of the tenant, and a user takes a few
// hundred bytes, so that a million of them fit beside the engine.
//
// A directory is changed by one goroutine at a time; between changes any number
// may read.
package directory

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"
)

// Options of a directory. The zero value is an unmarked directory that begins
// at the zero time.
type Options struct {
	Start   time.Time // virtual
	Seed    int64     // of the object ids
	Marking Marking
}

// Directory is one tenant.
type Directory struct {
	now     time.Time
	marking Marking
	random  *rand.Rand
	shapes  map[string]*shape
	users   roster[User]
	groups  roster[Group]
	reports map[string]map[string]struct{} // of a manager, by alias
	owners  map[string]string              // userPrincipalName in lower case -> alias
	marked  map[string]string              // value of the story -> value in the directory
	gone    map[string]struct{}            // aliases that were deleted for good
	bin     []discarded
	feed    feed
	crowd   counters

	appRoles map[string]Role // of the application, by value
}

// New returns an empty directory.
func New(options Options) *Directory {
	return &Directory{
		now: options.Start, marking: options.Marking, random: rand.New(rand.NewPCG(uint64(options.Seed), streamObjectIDs)),
		shapes: map[string]*shape{}, users: newRoster[User](), groups: newRoster[Group](),
		reports: map[string]map[string]struct{}{}, owners: map[string]string{}, marked: map[string]string{}, gone: map[string]struct{}{},
		feed: feed{first: 1},
	}
}

// Users are all users in the order of their creation, those in the recycle bin
// included: only what is deleted for good is gone.
func (d *Directory) Users() iter.Seq[*User] { return d.users.all() }

// Groups are all groups in the order of their creation, deleted ones included
// until they are deleted for good.
func (d *Directory) Groups() iter.Seq[*Group] { return d.groups.all() }

// User finds a user by alias; nil when there is none, or none any more.
func (d *Directory) User(id string) *User { return d.users.by[id] }

// Group finds a group by alias; nil when there is none, or none any more.
func (d *Directory) Group(id string) *Group { return d.groups.by[id] }

// user finds a user that must be there.
func (d *Directory) user(id string) (*User, error) {
	if user := d.users.by[id]; user != nil {
		return user, nil
	}
	return nil, d.unknown("user", id)
}

// group finds a group that must be there.
func (d *Directory) group(id string) (*Group, error) {
	if group := d.groups.by[id]; group != nil {
		return group, nil
	}
	return nil, d.unknown("group", id)
}

// unknown says why an alias names nothing that fits.
func (d *Directory) unknown(kind, id string) error {
	switch {
	case d.users.by[id] != nil:
		return fmt.Errorf("%q is a user, a %s is needed here", id, kind)
	case d.groups.by[id] != nil:
		return fmt.Errorf("%q is a group, a %s is needed here", id, kind)
	case d.isGone(id):
		return fmt.Errorf("%q was deleted for good: nothing can happen to it any more", id)
	}
	return fmt.Errorf("there is no %s %q in the directory: add it to the story's directory, or create it first", kind, id)
}

func (d *Directory) isGone(id string) bool {
	_, gone := d.gone[id]
	return gone
}

// free says whether an alias can be given to a new object. The alias of an
// object that was deleted for good stays taken: whoever comes back is another
// object with another objectId, and nothing must confuse the two.
func (d *Directory) free(id string) error {
	switch {
	case id == "":
		return fmt.Errorf("a user or group needs an id, the name by which the story speaks of it")
	case d.users.by[id] != nil || d.groups.by[id] != nil:
		return fmt.Errorf("%q is in the directory already: every user and group needs an id of its own", id)
	case d.isGone(id):
		return fmt.Errorf("%q was deleted for good and cannot come back: a new account is a new object, give it a new id", id)
	}
	return nil
}

// roster keeps the objects of one kind by alias and in the order of creation.
type roster[T any] struct {
	by    map[string]*T
	order []string
}

func newRoster[T any]() roster[T] { return roster[T]{by: map[string]*T{}} }

func (r *roster[T]) add(id string, object *T) {
	r.by[id] = object
	r.order = append(r.order, id)
}

// remove drops an object; the order is cleaned up when half of it is stale.
func (r *roster[T]) remove(id string) {
	delete(r.by, id)
	if len(r.order) < 2*len(r.by)+16 {
		return
	}
	kept := make([]string, 0, len(r.by))
	for _, id := range r.order {
		if r.by[id] != nil {
			kept = append(kept, id)
		}
	}
	r.order = kept
}

func (r *roster[T]) all() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for _, id := range r.order {
			if object := r.by[id]; object != nil && !yield(object) {
				return
			}
		}
	}
}

package provision

import (
	"slices"

	"github.com/scimulator/scimulator/internal/directory"
)

// Nested groups, as an application's document may state them (SYNC-15): what
// arrives of a group in a group are the users in it. Entra itself sends direct
// members only (E-2.2), which is the default.

// spread adds to the work what a change of a nested group means elsewhere: the
// groups that hold it are written whole, and the users within it may have come
// into scope or left it.
func (j *Job) spread(todo *work) {
	if !j.flatten {
		return
	}
	var more []subject
	met := map[subject]bool{}
	also := func(kind Kind, objects []string) {
		for _, object := range objects {
			if s := (subject{kind, object, ""}); !met[s] {
				met[s] = true
				more = append(more, s)
			}
		}
	}
	for _, delta := range todo.groups {
		also(Group, j.directory.Holders(delta.ID))
		also(User, j.concerned(delta))
	}
	todo.add(more)
}

// concerned are the users whom a change of a group may concern: those in it, those
// of a member that left it, and those whom the target shows in a group above.
func (j *Job) concerned(delta directory.GroupDelta) []string {
	var users []string
	for _, id := range append([]string{delta.ID}, delta.Removed...) {
		group := j.directory.Group(id)
		switch {
		case group != nil:
			users = slices.AppendSeq(users, j.directory.NestedUsers(group))
		case j.directory.User(id) != nil:
			users = append(users, id)
		}
	}
	for _, holder := range append(j.directory.Holders(delta.ID), delta.ID) {
		if entry := j.groups.get(holder); entry != nil {
			users = append(users, entry.memberNames()...)
		}
	}
	return slices.DeleteFunc(users, func(id string) bool { return j.directory.User(id) == nil })
}

// all are the members that the group should have in the target.
func (t groupTask) all() []string {
	if t.flat != nil {
		return *t.flat
	}
	return slices.Collect(t.group.Members())
}

// has says whether the group should have a member in the target.
func (t groupTask) has(member string) bool {
	if t.flat != nil {
		return slices.Contains(*t.flat, member)
	}
	return t.group.HasMember(member)
}

// flattened completes the task where nested groups arrive as their users.
func (j *Job) flattened(task groupTask) groupTask {
	if j.flatten {
		users := slices.Collect(j.directory.NestedUsers(task.group))
		task.flat, task.whole = &users, true
	}
	return task
}

package provision

import (
	"reflect"

	"github.com/scimulator/scimulator/internal/profile"
)

// Scope is the scope as it is now.
func (j *Job) Scope() profile.Scope {
	sync := "assigned"
	if j.everybody {
		sync = "all"
	}
	return profile.Scope{Sync: sync, Filters: j.filters}
}

// EditScope saves another scope. Other filters make the next cycle a full one,
// which disables linked users that fail them now (E-2.18, E-1.31), and so does a
// change from "assigned" to "all" (inferred: nobody would come in otherwise). The
// contrary change waits, for what is synced already, until a restart (E-1.32). An
// empty Sync leaves that setting as it is; the filters are all that hold from now
// on. The error says which filter cannot be used; nothing is changed then.
func (j *Job) EditScope(scope profile.Scope) error {
	users, groups, err := compileFilters(scope.Filters, j.leaving)
	if err != nil {
		return err
	}
	if scope.Sync != "" {
		j.sync(scope.Sync == "all")
	}
	if sameFilters(scope.Filters, j.filters) {
		return nil
	}
	j.userFilter, j.groupFilter, j.filters = users, groups, scope.Filters
	j.edited()
	return nil
}

func (j *Job) sync(everybody bool) {
	if everybody == j.everybody {
		return
	}
	j.everybody = everybody
	j.life.setLenient(!everybody)
	if everybody {
		j.edited()
	}
}

func sameFilters(a, b []profile.Filter) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

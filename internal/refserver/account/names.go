package account

import (
	"maps"
	"slices"
)

// names is a set of names: seats, hubs, projects, teams, members.
type names map[string]bool

// with is the set and one more; the set itself may be nil.
func (n names) with(name string) names {
	more := maps.Clone(n)
	if more == nil {
		more = names{}
	}
	more[name] = true
	return more
}

// without is the set but one.
func (n names) without(name string) names {
	less := maps.Clone(n)
	delete(less, name)
	return less
}

// sorted lists the names; never nil, so that JSON shows an empty array.
func (n names) sorted() []string {
	return append([]string{}, slices.Sorted(maps.Keys(n))...)
}

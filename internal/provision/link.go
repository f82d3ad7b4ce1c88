package provision

import (
	"maps"
	"slices"
	"sync"
)

// link ties a source object to its resource in the target (E-1.15, E-1.39). It
// is what the engine remembers of an object between cycles, so it is kept small.
type link struct {
	id       string              // of the resource in the target
	managed  bool                // false: released when it was disabled (E-8.6)
	disabled bool                // it was out of scope when it was last brought in line (E-8.7)
	members  map[string]struct{} // groups: source objects whose membership was written
	// switched are the source values of Switch expressions, only with E-4.50.
	switched map[string]string
}

// links is the connector data store: all links of one kind, by source alias.
type links struct {
	mu      sync.RWMutex
	by      map[string]*link
	entered int // objects ever linked (E-9.20)
}

func newLinks() *links { return &links{by: map[string]*link{}} }

func (l *links) get(object string) *link {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.by[object]
}

func (l *links) set(object, id string) *link {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry := &link{id: id, managed: true}
	if l.by[object] == nil {
		l.entered++
	}
	l.by[object] = entry
	return entry
}

func (l *links) drop(object string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.by, object)
}

// lose drops the link of an object that the target has lost: when it is linked
// again, it has not entered anew.
func (l *links) lose(object string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by[object] != nil {
		l.entered--
	}
	delete(l.by, object)
}

// clear forgets all links (E-1.29).
func (l *links) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.by)
	l.entered = 0
}

// entries counts the objects that ever entered.
func (l *links) entries() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.entered
}

func (l *links) len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.by)
}

// memberNames are the members that were written, sorted.
func (l *link) memberNames() []string { return slices.Sorted(maps.Keys(l.members)) }

// orphans are the objects of links that are gone from the source, sorted.
func (l *links) orphans(gone func(object string) bool) []string {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var orphans []string
	for object := range l.by {
		if gone(object) {
			orphans = append(orphans, object)
		}
	}
	slices.Sort(orphans)
	return orphans
}

// recall notes that a membership was written.
func (l *link) recall(member string) {
	if l.members == nil {
		l.members = map[string]struct{}{}
	}
	l.members[member] = struct{}{}
}

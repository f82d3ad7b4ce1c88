package provision

import "sync"

// link ties a source object to its resource in the target (E-1.15, E-1.39). It
// is what the engine remembers of an object between cycles, so it is kept small.
type link struct {
	id      string              // of the resource in the target
	managed bool                // false: released when it was disabled (E-8.6)
	members map[string]struct{} // groups: source objects whose membership was written
}

// links is the connector data store: all links of one kind, by source alias.
type links struct {
	mu sync.RWMutex
	by map[string]*link
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
	l.by[object] = entry
	return entry
}

func (l *links) drop(object string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.by, object)
}

func (l *links) len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.by)
}

// recall notes that a membership was written.
func (l *link) recall(member string) {
	if l.members == nil {
		l.members = map[string]struct{}{}
	}
	l.members[member] = struct{}{}
}

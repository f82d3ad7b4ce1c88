package refserver

import "sync"

// record is one resource. What is encoded is never changed, only replaced, so
// that a reader takes the bytes under a short lock and writes them without one.
type record struct {
	writing sync.Mutex // one read-change-write of this resource at a time
	shelf   *shelf
	id      string

	// Guarded by store.mu.
	content
	created  int64 // nanoseconds since 1970
	modified int64
	serial   uint64    // order of creation, for cursors
	version  uint64    // counts the changes of the store, for ETags
	groups   []*record // groups that hold it directly
	members  *roll     // of a group; nil for other types
	gone     bool
}

// content is what a client's write makes of a resource: its JSON without what
// the server computes (members, groups, the manager's name, meta).
type content struct {
	body     []byte   // an object without its closing brace; immutable
	hole     int      // where in body the computed part of manager belongs; len(body): nowhere
	manager  string   // id of the manager, "" when there is none
	label    string   // displayName as written: groups.display, manager.displayName
	keys     []string // folded values, in the order of kind.keys
	disabled bool     // active is false
	local    bool     // written on the account side, and not by SCIM so far
}

// shelf holds the resources of one type. Guarded by store.mu.
type shelf struct {
	*kind
	records *roll
	indexes []*index
}

func newShelf(k *kind) *shelf {
	sh := &shelf{kind: k, records: newRoll()}
	for _, key := range k.keys {
		sh.indexes = append(sh.indexes, newIndex(key))
	}
	return sh
}

// conflict names the unique attribute whose value somebody else holds, "" when
// there is none.
func (sh *shelf) conflict(c content, by *record) string {
	for i, x := range sh.indexes {
		if x.taken(c.keys[i], by) {
			return x.name
		}
	}
	return ""
}

// enter makes the record findable by what it holds.
func (sh *shelf) enter(rec *record) {
	for i, x := range sh.indexes {
		x.put(rec.keys[i], rec)
	}
}

// leave undoes enter.
func (sh *shelf) leave(rec *record) {
	for i, x := range sh.indexes {
		x.drop(rec.keys[i], rec)
	}
}

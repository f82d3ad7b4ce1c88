package refserver

import (
	"bytes"
	"encoding/hex"
	"math/rand/v2"
	"sync"

	"github.com/scimulator/scimulator/internal/scim"
)

// store holds all resources. Its lock is held for map and slice operations
// only, never while a body is read, decoded, encoded or written.
type store struct {
	leaveGroups bool // a disabled user leaves every group
	etags       bool // views carry an entity-tag
	unkind      *unkind
	watch       watcher

	mu      sync.RWMutex
	byID    map[string]*record
	ids     *rand.ChaCha8
	changes uint64 // so far; source of serial and version
}

func newStore(seed int64) *store {
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	return &store{byID: map[string]*record{}, ids: rand.NewChaCha8(key)}
}

// newID draws an opaque id, in the form of a random UUID unless it is unkind.
func (s *store) newID() string {
	if s.unkind != nil {
		return s.unkind.id()
	}
	var raw [16]byte
	s.mu.Lock()
	_, _ = s.ids.Read(raw[:]) // never fails (math/rand/v2)
	s.mu.Unlock()
	raw[6], raw[8] = raw[6]&0x0f|0x40, raw[8]&0x3f|0x80
	text := hex.EncodeToString(raw[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}

func (s *store) count(sh *shelf) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return sh.records.len()
}

// find is the record with an id on a shelf, nil when there is none.
func (s *store) find(sh *shelf, id string) *record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if rec := s.byID[id]; rec != nil && rec.shelf == sh {
		return rec
	}
	return nil
}

// insert adds a new resource with its first members.
func (s *store) insert(sh *shelf, id string, c content, members []string, now int64) (*record, *scim.Error) {
	rec := &record{shelf: sh, id: id, content: c, created: now, modified: now}
	if sh.hasMembers {
		rec.members = newRoll()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if name := sh.conflict(c, rec); name != "" {
		return nil, taken(sh, name)
	}
	joining, fault := s.resolve(members)
	if fault != nil {
		return nil, fault
	}
	rec.serial = s.nextVersion()
	rec.version = rec.serial
	s.byID[id] = rec
	sh.records.add(rec)
	sh.enter(rec)
	for _, member := range joining {
		s.join(rec, member)
	}
	return rec, nil
}

// update replaces what a resource holds and moves its members. Nothing happens,
// not even to meta.lastModified, when nothing differs (RFC 7644 §3.5.2.1).
func (s *store) update(rec *record, c content, move movement, now int64) *scim.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if rec.gone {
		return missing(rec.shelf.kind, rec.id)
	}
	if name := rec.shelf.conflict(c, rec); name != "" {
		return taken(rec.shelf, name)
	}
	moved, fault := s.shift(rec, move)
	if fault != nil {
		return fault
	}
	rec.local = c.local
	same := bytes.Equal(rec.body, c.body)
	if same && !moved {
		return nil
	}
	rec.modified, rec.version = now, s.nextVersion()
	if same {
		return nil
	}
	leaves := s.leaveGroups && c.disabled && !rec.disabled
	s.tell(rec, c.disabled)
	rec.shelf.leave(rec)
	rec.content = c
	rec.shelf.enter(rec)
	if leaves {
		s.leaveAll(rec, now)
	}
	return nil
}

// remove deletes a resource; no group keeps it as a member (RFC 7644 §3.6: it
// no longer exists for anybody).
func (s *store) remove(rec *record, now int64) *scim.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if rec.gone {
		return missing(rec.shelf.kind, rec.id)
	}
	rec.gone = true
	s.tellRemoved(rec)
	s.leaveAll(rec, now)
	if rec.members != nil {
		for _, member := range rec.members.all() {
			s.part(rec, member)
		}
	}
	rec.shelf.leave(rec)
	rec.shelf.records.remove(rec)
	delete(s.byID, rec.id)
	return nil
}

func taken(sh *shelf, name string) *scim.Error {
	return scim.Uniqueness("another " + sh.name + " has this " + name + ": choose another value or change that " + sh.name)
}

func missing(k *kind, id string) *scim.Error {
	return scim.NotFound("there is no " + k.name + " with id " + id)
}

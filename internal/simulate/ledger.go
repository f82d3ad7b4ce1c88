package simulate

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

// LedgerFile is where the ledger is written; a synced entry survives a crash.
type LedgerFile interface {
	io.Writer
	Sync() error
}

// Entry is one line of the ledger: what this run was about to create, created,
// or removed again. The ledger is the authority on what is ours (design §9).
type Entry struct {
	Event  string         `json:"event"` // intent | created | refused | unknown | removed
	Kind   provision.Kind `json:"kind"`
	ID     string         `json:"id,omitempty"`
	Name   string         `json:"name,omitempty"` // userName or displayName as sent: with the marker in it, it is ours
	Object string         `json:"object,omitempty"`
	Time   time.Time      `json:"time"`
}

// write writes the entry as a line, as encoding/json reads it.
func (e Entry) write(l line) line {
	l.open("", '{')
	l.text("event", e.Event)
	l.text("kind", string(e.Kind))
	for _, optional := range [...][2]string{{"id", e.ID}, {"name", e.Name}, {"object", e.Object}} {
		if optional[1] != "" {
			l.text(optional[0], optional[1])
		}
	}
	l.text("time", e.Time.Format(time.RFC3339Nano))
	l.close('}')
	return append(l, '\n')
}

// ledger writes the entries and keeps what still has to be removed.
type ledger struct {
	mu   sync.Mutex
	file LedgerFile
	line line // of the last entry; its memory is used again
	sync bool // a foreign target: every intent reaches the disk before the request
	live map[resourceKey]Entry
	// removed are those that the target says it deleted.
	removed map[resourceKey]Entry
	// open are creations under way: after a panic, nobody tells what became of them.
	open map[[2]string]Entry
	// unknown are creations whose answer was lost: they may exist.
	unknown map[[2]string]Entry
}

func newLedger(file LedgerFile, sync bool) *ledger {
	return &ledger{file: file, sync: sync, live: map[resourceKey]Entry{}, removed: map[resourceKey]Entry{}, open: map[[2]string]Entry{}, unknown: map[[2]string]Entry{}}
}

func (l *ledger) put(event string, entry Entry, durable bool) error {
	entry.Event, entry.Time = event, time.Now().UTC()
	l.line = entry.write(l.line[:0])
	if _, err := l.file.Write(l.line); err != nil {
		return fmt.Errorf("the ledger cannot be written, so nothing more is created: %w", err)
	}
	if durable && l.sync {
		return l.file.Sync()
	}
	return nil
}

// intend writes a creation down before it is requested.
func (l *ledger) intend(entry Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[entry.named()] = entry
	return l.put("intent", entry, true)
}

// create notes that the resource exists under an id.
func (l *ledger) create(entry Entry, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, entry.named())
	entry.ID = id
	l.keep(entry)
}

// keep notes what has to be removed again.
func (l *ledger) keep(entry Entry) {
	key := resourceKey{entry.Kind, entry.ID}
	l.live[key] = entry
	_ = l.put("created", entry, false) // the intent is on disk already
}

// adopt notes further resources that one creation of ours left: they carry its
// name, and with it the marker of this run.
func (l *ledger) adopt(e *expectation, found []scim.Resource) {
	l.mu.Lock()
	defer l.mu.Unlock()
	created, ours := l.live[resourceKey{e.kind, e.id}]
	for _, resource := range found {
		key := resourceKey{e.kind, resource.ID()}
		if _, known := l.live[key]; known || !ours || resource.ID() == "" || !sameName(e.kind, resource, created.Name) {
			continue
		}
		l.keep(Entry{Kind: e.kind, ID: resource.ID(), Name: created.Name, Object: e.object})
	}
}

// recognise notes that a resource which a match found is a creation of ours whose
// answer was lost: by the time of the cleanup it may have another name.
func (l *ledger) recognise(kind provision.Kind, object, marker string, found scim.Resource) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, entry := range l.unknown {
		_, known := l.live[resourceKey{kind, found.ID()}]
		if entry.Kind == kind && entry.Object == object && !known && marked(entry.Name, marker) && sameName(kind, found, entry.Name) {
			entry.ID = found.ID()
			l.keep(entry)
		}
	}
}

// marked says whether a name shows that it is ours.
func marked(name, marker string) bool { return marker != "" && strings.Contains(name, marker) }

func sameName(kind provision.Kind, resource scim.Resource, name string) bool {
	attribute := "userName"
	if kind == provision.Group {
		attribute = "displayName"
	}
	return strings.EqualFold(resource.String(attribute), name)
}

// refuse notes that the target did not create it, or says so.
func (l *ledger) refuse(entry Entry) { l.doubt("refused", entry) }

// lose notes that nobody knows whether it was created.
func (l *ledger) lose(entry Entry) { l.doubt("unknown", entry) }

// doubt keeps a creation that may have happened: an answer may be lost, and a
// refusal may come from a target that created it all the same. Cleanup looks.
func (l *ledger) doubt(event string, entry Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = l.put(event, entry, false)
	delete(l.open, entry.named())
	l.unknown[entry.named()] = entry
}

// gone notes that the resource was deleted.
func (l *ledger) gone(kind provision.Kind, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := resourceKey{kind, id}
	if entry, ours := l.live[key]; ours {
		l.removed[key] = entry
		delete(l.live, key)
	}
	_ = l.put("removed", Entry{Kind: kind, ID: id}, false)
}

// made says whether this run created the resource, also when it is gone again.
func (l *ledger) made(kind provision.Kind, id string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := resourceKey{kind, id}
	_, live := l.live[key]
	_, removed := l.removed[key]
	return live || removed
}

// restore notes that a resource of ours is there all the same, although its
// deletion was answered with success.
func (l *ledger) restore(e *expectation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := resourceKey{e.kind, e.id}
	if entry, ours := l.removed[key]; ours {
		delete(l.removed, key)
		l.live[key] = entry
		_ = l.put("created", entry, false)
	}
}

// remaining lists what has to be removed: groups before users, then what may exist.
// The order is that of names: several workers create in one that does not come again,
// and a run that goes on after a kill has to ask in the same order (--resume).
func (l *ledger) remaining() (known, doubtful []Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	maps.Copy(l.unknown, l.open)
	for _, kind := range []provision.Kind{provision.Group, provision.User} {
		from := len(known)
		for _, entry := range l.live {
			if entry.Kind == kind {
				known = append(known, entry)
			}
		}
		slices.SortFunc(known[from:], Entry.compare)
		for _, key := range slices.SortedFunc(maps.Keys(l.unknown), byName) {
			if entry := l.unknown[key]; entry.Kind == kind {
				doubtful = append(doubtful, entry)
			}
		}
	}
	return known, doubtful
}

// named is kind and name: what is known of a creation before its answer.
func (e Entry) named() [2]string { return [2]string{string(e.Kind), e.Name} }

// compare orders entries by their names, backwards, and those of one name by their ids.
func (e Entry) compare(other Entry) int {
	return cmp.Or(strings.Compare(other.Name, e.Name), strings.Compare(other.ID, e.ID))
}

func byName(a, b [2]string) int { return strings.Compare(a[1], b[1]) }

// creation is a resource that a request is about to create.
func creation(request provision.Request, body scim.Resource) Entry {
	name := body.String("userName")
	if request.Kind == provision.Group {
		name = body.String("displayName")
	}
	return Entry{Kind: request.Kind, Name: name, Object: request.Object}
}

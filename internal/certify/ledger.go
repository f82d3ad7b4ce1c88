package certify

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"
)

// LedgerFile is where the ledger is written; a synced entry survives a crash.
type LedgerFile interface {
	io.Writer
	Sync() error
}

// entry is one line of the ledger (design §9), as simulate writes it.
type entry struct {
	Event string    `json:"event"` // intent | created | refused | removed
	Kind  string    `json:"kind"`
	ID    string    `json:"id,omitempty"`
	Name  string    `json:"name,omitempty"`
	Time  time.Time `json:"time"`
}

// ledger writes down what checks create, before they do.
type ledger struct {
	mu      sync.Mutex
	file    LedgerFile
	durable bool // a foreign target: each intent reaches the disk first
	live    map[[2]string]string
	created map[[2]string]bool // also what is gone again
	doubts  int                // creations of which only a refusal is known
}

func newLedger(file LedgerFile, durable bool) *ledger {
	return &ledger{file: file, durable: durable, live: map[[2]string]string{}, created: map[[2]string]bool{}}
}

func (l *ledger) write(e entry, sync bool) error {
	e.Time = time.Now().UTC()
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("the ledger cannot be written, so nothing more is created: %w", err)
	}
	if sync && l.durable {
		return l.file.Sync()
	}
	return nil
}

// Intend writes a creation down before it is requested.
func (l *ledger) Intend(kind, name string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.write(entry{Event: "intent", Kind: kind, Name: name}, true)
}

// Created notes what has to be removed again.
func (l *ledger) Created(kind, id, name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.live[[2]string{kind, id}] = name
	l.created[[2]string{kind, id}] = true
	_ = l.write(entry{Event: "created", Kind: kind, ID: id, Name: name}, false) // the intent is on disk already
}

// Refused notes that the target says that it created nothing.
func (l *ledger) Refused(kind, name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.doubts++
	_ = l.write(entry{Event: "refused", Kind: kind, Name: name}, false)
}

// Removed notes that a resource is gone.
func (l *ledger) Removed(kind, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.live, [2]string{kind, id})
	_ = l.write(entry{Event: "removed", Kind: kind, ID: id}, false)
}

// remaining are the resources of ours that are still there, with their names.
func (l *ledger) remaining() map[[2]string]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	left := make(map[[2]string]string, len(l.live))
	for key, name := range l.live {
		left[key] = name
	}
	return left
}

func (l *ledger) isOurs(kind, id string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.created[[2]string{kind, id}]
}

package resume

import (
	"bufio"
	"encoding/json"
	"io"
)

// Ledger is the ledger of a resumed run: what the run writes for the second time is
// there already, so that it reads like that of a run that was never killed.
type Ledger struct {
	File
	known   map[entry]int
	skipped bool // the last line: there is nothing to sync
}

// entry is a line of a ledger but for its time.
type entry struct {
	Event  string `json:"event"`
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Name   string `json:"name"`
	Object string `json:"object"`
}

// NewLedger returns a ledger that goes on behind the lines in before.
func NewLedger(file File, before io.Reader) (*Ledger, error) {
	l := &Ledger{File: file, known: map[entry]int{}}
	lines := bufio.NewScanner(before)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one entry
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, err
		}
		l.known[one]++
	}
	return l, lines.Err()
}

// Write appends a line, unless it is there.
func (l *Ledger) Write(text []byte) (int, error) {
	var one entry
	if err := json.Unmarshal(text, &one); err != nil {
		return 0, err
	}
	if l.skipped = l.known[one] > 0; l.skipped {
		l.known[one]--
		return len(text), nil
	}
	return l.File.Write(text)
}

// Sync lets what was written survive a crash.
func (l *Ledger) Sync() error {
	if l.skipped {
		return nil
	}
	return l.File.Sync()
}

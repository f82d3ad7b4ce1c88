// Package sweep removes from a target what an earlier run left there: what the
// ledger of the run says it created, what may have been created when the run was
// killed, or what carries its marker (design §9). Nothing else is ever touched.
package sweep

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Thing is a resource that a run created, or may have: then it has no id.
type Thing struct {
	Kind string `json:"kind"` // name of the resource type
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"` // userName or displayName
}

// Ledger is what the ledger of a run leaves open.
type Ledger struct {
	Live   []Thing // created and not removed, newest first
	Doubts []Thing // the answer was lost, or was a refusal
}

// bulk is the kind of what a bulk request creates: what, only its answer tells.
const bulk = "Bulk"

// line is a line of a ledger; simulate and certify write the same.
type line struct {
	Event string `json:"event"` // intent | created | refused | unknown | removed
	Thing
}

// ReadLedger reads what a run wrote down. A last line that is cut off is what a
// killed run leaves: what it was about to say was not yet sent.
func ReadLedger(in io.Reader) (Ledger, error) {
	book := book{doubts: map[Thing]int{}}
	lines := bufio.NewReader(in)
	for number := 1; ; number++ {
		text, err := lines.ReadBytes('\n')
		torn := errors.Is(err, io.EOF)
		if err != nil && !torn {
			return Ledger{}, err
		}
		var one line
		switch broken := json.Unmarshal(text, &one); {
		case broken == nil:
			book.enter(one)
		case !torn:
			return Ledger{}, fmt.Errorf("line %d is no line of a ledger: %w", number, broken)
		}
		if torn {
			return book.open(), nil
		}
	}
}

// book is a ledger while it is read.
type book struct {
	live   []Thing
	doubts map[Thing]int // intents without a creation
	order  []Thing       // of the doubts
}

// enter follows one line. Only a creation settles an intent: a refusal may come
// from a target that created it all the same.
func (b *book) enter(one line) {
	named := Thing{Kind: one.Kind, Name: one.Name}
	same := func(t Thing) bool { return t.Kind == one.Kind && t.ID == one.ID }
	switch one.Event {
	case "intent":
		b.doubts[named]++
		b.order = append(b.order, named)
	case "created":
		b.doubts[named] = max(0, b.doubts[named]-1)
		if !slices.ContainsFunc(b.live, same) {
			b.live = append(b.live, one.Thing)
		}
	case "removed":
		b.live = slices.DeleteFunc(b.live, same)
	}
}

func (b *book) open() Ledger {
	slices.Reverse(b.live)
	var doubts []Thing
	for _, named := range b.order {
		if b.doubts[named] > 0 && !slices.Contains(doubts, named) {
			doubts = append(doubts, named)
		}
	}
	return Ledger{Live: b.live, Doubts: doubts}
}

package resume

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/scim"
)

// Past is what the journal of a run tells: which requests were sent, and what became
// of each.
type Past struct {
	slots   map[string][]*slot // by key, in the order of the intents
	left    int                // slots that nobody has asked for yet
	unheard int                // of them, those without an outcome
	intents int64              // the highest number of an intent
	highest int64              // the highest number of evidence
	made    map[string]bool    // "User/7": created by an answer
	issued  *client.Issued     // the last that was issued; nil for nothing
	resumed int
	over    string // why it cannot be gone on with; "" where it can
}

// slot is one request of the past.
type slot struct {
	intent  line
	outcome *line // nil where the answer was lost
	issued  *client.Issued
}

// Read reads the journal of a run. A last line that is cut off is what a killed run
// leaves, and is passed over.
func Read(in io.Reader) (*Past, error) {
	p := &Past{slots: map[string][]*slot{}, made: map[string]bool{}}
	open := map[int64]*slot{}
	lines := bufio.NewReaderSize(in, 64<<10)
	for number := 1; ; number++ {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			p.unheard = len(open)
			return p, nil
		}
		if err != nil {
			return nil, err
		}
		var one line
		if err := json.Unmarshal(text, &one); err != nil {
			return nil, fmt.Errorf("line %d is no line of a journal: %w", number, err)
		}
		if err := p.enter(one, open); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
	}
}

// enter follows one line. open are the intents whose outcome is still to come.
func (p *Past) enter(one line, open map[int64]*slot) error {
	switch one.Event {
	case intended:
		s := &slot{intent: one}
		p.slots[one.Key] = append(p.slots[one.Key], s)
		open[one.N] = s
		p.left, p.intents = p.left+1, max(p.intents, one.N)
	case answered, faulted:
		s := open[one.N]
		if s == nil {
			return fmt.Errorf("an outcome of request %d, which was not sent or has one", one.N)
		}
		delete(open, one.N)
		s.outcome, s.issued, p.highest = &one, p.issued, max(p.highest, one.Exchange)
		p.learn(s)
	case issued:
		p.issued = &client.Issued{Count: one.Count, Life: one.Life}
	case resumed:
		p.resumed++
	case interrupted:
		p.over = "it was interrupted and had begun to clean up"
	case unrepeatable:
		p.over = one.Why
	}
	return nil
}

// learn keeps what an answer created.
func (p *Past) learn(s *slot) {
	kind := creates(s.intent.Method, s.intent.Path)
	response, err := s.outcome.response()
	if kind == "" || err != nil || response.Status/100 != 2 {
		return
	}
	if created, err := scim.Decode(response.Body); err == nil && created.ID() != "" {
		p.made[kind+"/"+created.ID()] = true
	}
}

// creates is the kind of resource that a request creates, "" for none.
func creates(method, path string) string {
	if kind, id := resourceOf(path); method == http.MethodPost && id == "" {
		return kind
	}
	return ""
}

// Swept is the line that ends a journal whose run is swept: what it tells of is not
// there any more.
func Swept() []byte {
	text, _ := json.Marshal(line{Event: unrepeatable, Why: "it was swept"}) // two texts can be encoded
	return append(text, '\n')
}

// Over is why the run cannot be gone on with, "" where it can.
func (p *Past) Over() string { return p.over }

// Evidence is the highest number of evidence that the journal names.
func (p *Past) Evidence() int64 { return p.highest }

// Lost is how many requests were sent whose answer nobody heard.
func (p *Past) Lost() int { return p.unheard }

// Times is how often the run was resumed before.
func (p *Past) Times() int { return p.resumed }

// take gives the next request of the past with this key, nil when there is none.
func (p *Past) take(key string) *slot {
	same := p.slots[key]
	if len(same) == 0 {
		return nil
	}
	p.slots[key] = same[1:]
	p.left--
	if same[0].outcome == nil {
		p.unheard--
	}
	return same[0]
}

// heard is how many answers of the past nobody has asked for yet.
func (p *Past) heard() int { return p.left - p.unheard }

// missed is a request that was answered and that nobody has asked for yet, in words:
// the first of them.
func (p *Past) missed() string {
	var first *slot
	for _, same := range p.slots {
		for _, one := range same {
			if one.outcome != nil && (first == nil || one.intent.N < first.intent.N) {
				first = one
			}
		}
	}
	if first == nil {
		return "nothing"
	}
	return first.intent.Method + " " + first.intent.Path
}

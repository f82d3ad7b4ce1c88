package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Source is what a report is made of: the run as a value and, where a format
// shows evidence, the files beside run.json. Only Run is needed: a format says
// less without the rest, and never fails for want of it.
type Source struct {
	Run verdict.Run

	// Exchanges opens exchanges.ndjson and Provisioning opens provisioning.ndjson,
	// anew at each call; the report closes what it opened.
	Exchanges    func() (io.ReadCloser, error)
	Provisioning func() (io.ReadCloser, error)

	// Requirement looks up an entry of the catalogue: its sentence and its source.
	Requirement func(requirement.ID) (requirement.Requirement, bool)

	// Folder is where the run directory lies as seen from the report, with
	// slashes; "" if the reader cannot reach it.
	Folder string
}

// AllExchanges yields the evidence in the order of recording. A line that
// cannot be read is an error, and reading goes on behind it.
func (s Source) AllExchanges() iter.Seq2[exchange.Exchange, error] {
	return func(yield func(exchange.Exchange, error) bool) {
		in, err := opened(s.Exchanges)
		if err != nil {
			yield(exchange.Exchange{}, fmt.Errorf("the evidence cannot be opened: %w", err))
			return
		}
		defer in.Close()
		for e, err := range exchange.ReadJournal(in) {
			if !yield(e, err) {
				return
			}
		}
	}
}

// ExchangesByID reads the named exchanges in one pass. What the journal does not
// hold is missing from the map; broken lines are passed over.
func (s Source) ExchangesByID(ids ...int64) (map[int64]exchange.Exchange, error) {
	found := make(map[int64]exchange.Exchange, len(ids))
	if s.Exchanges == nil || len(ids) == 0 {
		return found, nil
	}
	wanted := make(map[int64]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var unread error
	for e, err := range s.AllExchanges() {
		if err != nil {
			unread = err
			continue
		}
		if wanted[e.ID] {
			found[e.ID] = e
			if len(found) == len(wanted) {
				return found, nil
			}
		}
	}
	return found, unread
}

// LogLine is what a report shows of one line of the provisioning log
// (schemas/format/provisioning.schema.json, E-9.3).
type LogLine struct {
	At       string `json:"activityDateTime"` // virtual time, RFC 3339
	Action   string `json:"provisioningAction"`
	CycleID  string `json:"cycleId"`
	Duration int64  `json:"durationInMilliseconds"`
	Status   struct {
		Status string `json:"status"`
		Error  struct {
			Code   string `json:"errorCode"`
			Reason string `json:"reason"`
		} `json:"errorInformation"`
	} `json:"provisioningStatusInfo"`
	Steps []struct {
		Name        string `json:"name"`
		Type        string `json:"provisioningStepType"`
		Status      string `json:"status"`
		Description string `json:"description"`
	} `json:"provisioningSteps"`
	Modified []struct {
		Name string  `json:"displayName"`
		Old  *string `json:"oldValue"`
		New  *string `json:"newValue"`
	} `json:"modifiedProperties"`
	Source Identity `json:"sourceIdentity"`
	Target Identity `json:"targetIdentity"`
}

// Identity is one side of a line of the provisioning log.
type Identity struct {
	Type string `json:"identityType"`
	ID   string `json:"id"`
	Name string `json:"displayName"`
}

// Log yields the lines of the provisioning log in order. A last line without
// its end is what a killed run leaves: it is passed over. Any other broken line
// is an error with its number, and reading goes on behind it.
func (s Source) Log() iter.Seq2[LogLine, error] {
	return func(yield func(LogLine, error) bool) {
		in, err := opened(s.Provisioning)
		if err != nil {
			yield(LogLine{}, fmt.Errorf("the provisioning log cannot be opened: %w", err))
			return
		}
		defer in.Close()
		buffered := bufio.NewReaderSize(in, 64<<10)
		for number := 1; ; number++ {
			text, err := buffered.ReadBytes('\n')
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(LogLine{}, fmt.Errorf("provisioning log line %d: %w", number, err))
				return
			}
			if !yield(logLine(text, number)) {
				return
			}
		}
	}
}

func logLine(text []byte, number int) (LogLine, error) {
	var line LogLine
	if err := json.Unmarshal(text, &line); err != nil {
		return LogLine{}, fmt.Errorf("provisioning log line %d: %w", number, err)
	}
	return line, nil
}

// opened opens a file of the run, or nothing where the run left none.
func opened(open func() (io.ReadCloser, error)) (io.ReadCloser, error) {
	if open == nil {
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	return open()
}

// sentence is what a requirement says, from the finding or from the catalogue.
func (s Source) sentence(id requirement.ID) string {
	if s.Requirement != nil {
		if entry, known := s.Requirement(id); known {
			return entry.Text
		}
	}
	for _, f := range s.Run.Findings {
		if f.Requirement == id {
			return f.Sentence
		}
	}
	return ""
}

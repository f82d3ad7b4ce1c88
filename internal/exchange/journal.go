package exchange

import (
	"bufio"
	"fmt"
	"io"
	"sync"
)

// Journal writes exchanges as NDJSON, one line each
// (schemas/format/exchange.schema.json), in the order in which they were
// recorded; with concurrent requests that is the order of the answers. Its
// memory is bounded: a slow disk slows the recording down. Safe for concurrent
// use.
type Journal struct {
	lines sync.Pool // *[]byte

	mu  sync.Mutex
	out *bufio.Writer
	err error // the first failure; afterwards nothing is written
}

// NewJournal returns a Journal that writes to w. The caller closes w, after
// Close.
func NewJournal(w io.Writer) *Journal {
	return &Journal{
		out:   bufio.NewWriterSize(w, 64<<10),
		lines: sync.Pool{New: func() any { return new(make([]byte, 0, 4<<10)) }},
	}
}

// Record appends one exchange. It keeps nothing of it after it returns. A
// failure to write is reported by the next Flush or Close.
func (j *Journal) Record(e Exchange) {
	line := j.lines.Get().(*[]byte)
	*line = appendLine((*line)[:0], &e)
	j.write(*line)
	if cap(*line) <= 1<<20 { // a rare giant must not stay in memory
		j.lines.Put(line)
	}
}

func (j *Journal) write(line []byte) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err == nil {
		_, j.err = j.out.Write(line)
	}
}

// Flush hands everything recorded so far to the writer. Call it where a reader
// may look: after each cycle, and before a prompt.
func (j *Journal) Flush() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err == nil {
		j.err = j.out.Flush()
	}
	if j.err != nil {
		return fmt.Errorf("the evidence is incomplete: %w (is the disk full?)", j.err)
	}
	return nil
}

// Close flushes. The journal must not be used afterwards.
func (j *Journal) Close() error { return j.Flush() }

package client

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/exchange"
)

// trusted is how much of an announced Content-Length is allocated at once; a
// larger body grows as it comes, because the announcement may be a lie.
const trusted = 1 << 20

// tooLarge is an answer beyond the limit.
type tooLarge struct{ limit int64 }

func (e tooLarge) Error() string { return fmt.Sprintf("more than %d bytes", e.limit) }

// errGzip is an answer announced as gzip that is none.
var errGzip = errors.New("the answer says Content-Encoding: gzip and is not")

// large is the size beyond which few bodies are read at a time: many callers that
// each hold an answer of the largest size would hold more than a small machine has.
const (
	large       = 2 << 20
	largeAtOnce = 2
)

// shelf is where large bodies are read: it has few places, and its blocks are used
// again.
type shelf struct {
	places chan struct{}
	spare  sync.Pool // *[]byte of trusted bytes
}

func newShelf() *shelf {
	return &shelf{places: make(chan struct{}, largeAtOnce), spare: sync.Pool{New: func() any {
		fresh := make([]byte, trusted)
		return &fresh
	}}}
}

// take waits for a place, as long as the request may take. Whoever waits has the
// same line to the target as those who read: it costs about the time that reading
// beside them would.
func (s *shelf) take(ctx context.Context) error {
	select {
	case s.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *shelf) give() { <-s.places }

// reading is the body of one answer while it is read.
type reading struct {
	ctx   context.Context
	limit int64 // bytes
	shelf *shelf
}

// body reads the whole body, at most limit bytes of it, and closes it. What is left
// on a connection that went over the limit is not read: net/http drops the
// connection.
func (r reading) body(raw *http.Response) ([]byte, error) {
	if !hasBody(raw) {
		return nil, nil
	}
	defer func() { _ = raw.Body.Close() }()
	if raw.ContentLength > r.limit {
		return nil, tooLarge{r.limit}
	}
	body, err := r.upTo(raw.Body, raw.ContentLength)
	if err != nil || !strings.EqualFold(raw.Header.Get("Content-Encoding"), "gzip") {
		return body, err
	}
	return r.gunzip(body)
}

// upTo reads to the end; announced is the expected size, -1 if unknown. What came
// before an error is returned with it, because it is evidence; of a body over the
// limit, its beginning.
func (r reading) upTo(from io.Reader, announced int64) ([]byte, error) {
	switch {
	case announced == 0:
		return nil, nil
	case announced > 0 && announced <= trusted:
		body := make([]byte, announced)
		n, err := io.ReadFull(from, body)
		return body[:n], err
	}
	var first bytes.Buffer
	n, err := first.ReadFrom(io.LimitReader(from, min(trusted, r.limit+1)))
	switch {
	case n > r.limit:
		return first.Bytes()[:r.limit], tooLarge{r.limit}
	case err != nil || n < trusted:
		return first.Bytes(), err
	}
	return r.rest(from, first.Bytes())
}

// rest reads on behind the first block, a block at a time: a buffer that doubles
// would hold three times as much.
func (r reading) rest(from io.Reader, first []byte) ([]byte, error) {
	blocks, size, waits := [][]byte{first}, int64(len(first)), true
	for size <= r.limit {
		if waits && size >= large {
			if err := r.shelf.take(r.ctx); err != nil {
				return first, err
			}
			defer r.shelf.give()
			waits = false
		}
		spare := r.shelf.spare.Get().(*[]byte)
		defer r.shelf.spare.Put(spare)
		n, err := fill(from, (*spare)[:min(trusted, r.limit+1-size)])
		blocks, size = append(blocks, (*spare)[:n]), size+int64(n)
		if err != nil {
			if errors.Is(err, errEnd) {
				err = nil
			}
			return bytes.Join(blocks, nil), err
		}
	}
	return bytes.Clone(first[:min(len(first), exchange.MaxBody)]), tooLarge{r.limit}
}

// errEnd says that a body ended as it should, which io.ReadFull tells like one that
// was cut off.
var errEnd = errors.New("the end")

// fill reads until the block is full.
func fill(from io.Reader, block []byte) (n int, err error) {
	for n < len(block) && err == nil {
		var more int
		more, err = from.Read(block[n:])
		n += more
	}
	if err == io.EOF { //nolint:errorlint // a reader gives it bare
		err = errEnd
	}
	if n == len(block) && errors.Is(err, errEnd) {
		return n, nil // the next reading tells
	}
	return n, err
}

// gunzip undoes a gzip nobody asked for, within the same limit.
func (r reading) gunzip(packed []byte) ([]byte, error) {
	if len(packed) == 0 {
		return packed, nil
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return packed, errGzip
	}
	body, err := r.upTo(reader, -1)
	var over tooLarge
	if err != nil && !errors.As(err, &over) && r.ctx.Err() == nil {
		return body, errGzip
	}
	return body, err
}

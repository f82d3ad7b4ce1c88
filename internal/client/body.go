package client

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// trusted is how much of an announced Content-Length is allocated at once; a
// larger body grows as it comes, because the announcement may be a lie.
const trusted = 1 << 20

// tooLarge is an answer beyond the limit.
type tooLarge struct{ limit int64 }

func (e tooLarge) Error() string { return fmt.Sprintf("more than %d bytes", e.limit) }

// errGzip is an answer announced as gzip that is none.
var errGzip = errors.New("the answer says Content-Encoding: gzip and is not")

// readBody reads the whole body, at most limit bytes of it, and closes it. What
// is left on a connection that went over the limit is not read: net/http drops
// the connection.
func readBody(raw *http.Response, limit int64) ([]byte, error) {
	if !hasBody(raw) {
		return nil, nil
	}
	defer func() { _ = raw.Body.Close() }()
	if raw.ContentLength > limit {
		return nil, tooLarge{limit}
	}
	body, err := readUpTo(raw.Body, raw.ContentLength, limit)
	if err != nil || !strings.EqualFold(raw.Header.Get("Content-Encoding"), "gzip") {
		return body, err
	}
	return gunzip(body, limit)
}

// readUpTo reads to the end; announced is the expected size, -1 if unknown. What
// came before an error is returned with it, because it is evidence.
func readUpTo(from io.Reader, announced, limit int64) ([]byte, error) {
	if announced == 0 {
		return nil, nil
	}
	if announced > 0 && announced <= trusted {
		body := make([]byte, announced)
		n, err := io.ReadFull(from, body)
		return body[:n], err
	}
	var grown bytes.Buffer
	n, err := grown.ReadFrom(io.LimitReader(from, limit+1))
	if n > limit {
		return grown.Bytes()[:limit], tooLarge{limit}
	}
	return grown.Bytes(), err
}

// gunzip undoes a gzip nobody asked for, within the same limit.
func gunzip(packed []byte, limit int64) ([]byte, error) {
	if len(packed) == 0 {
		return packed, nil
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return packed, errGzip
	}
	body, err := readUpTo(reader, -1, limit)
	var large tooLarge
	if err != nil && !errors.As(err, &large) {
		return body, errGzip
	}
	return body, err
}

package chaos

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"time"
)

// endless is a body that never ends.
type endless struct{ rest []byte }

func (e *endless) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		e.rest = bytes.Repeat([]byte(`{"schemas":[]},`), 512)
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// drip is a body that comes byte by byte.
type drip struct {
	ctx  context.Context
	body []byte
	pace time.Duration
}

func (d *drip) Read(p []byte) (int, error) {
	if len(d.body) == 0 || len(p) == 0 {
		return 0, io.EOF
	}
	if err := pause(d.ctx, d.pace); err != nil {
		return 0, err
	}
	p[0], d.body = d.body[0], d.body[1:]
	return 1, nil
}

// A bomb is a gigabyte of blanks: gzip allows to put packed pieces behind each
// other (RFC 1952 §2.2), so one of a megabyte is enough.
const (
	bombPieceSize = 1 << 20
	bombPieces    = 1024
)

// bombPiece is one packed piece, about a kilobyte.
func bombPiece() []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(bytes.Repeat([]byte(" "), bombPieceSize)) // a Buffer takes everything
	_ = w.Close()
	return packed.Bytes()
}

// repeated is a piece many times.
type repeated struct {
	piece, rest []byte
	left        int
}

func (r *repeated) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if r.left == 0 {
			return 0, io.EOF
		}
		r.rest, r.left = r.piece, r.left-1
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

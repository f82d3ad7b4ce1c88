package chaos

import (
	"context"
	"encoding/binary"
	"io"
	"net/http"
	"strings"
	"unicode/utf16"
)

// genuineLimit is the largest genuine answer that is tampered with, in bytes.
const genuineLimit = 1 << 20

// answer is the genuine answer of a target.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// spoiled is the answer that comes instead.
type spoiled struct {
	status int
	header http.Header
	length int64 // as announced; -1: the body ends with the connection
	body   io.Reader
}

// received is the body as a client receives it over HTTP: as long as announced,
// and cut off when there is less (RFC 9112 §6.3).
func (s spoiled) received() io.Reader {
	if s.length < 0 {
		return s.body
	}
	return &measured{from: s.body, left: s.length}
}

// measured reads exactly so many bytes.
type measured struct {
	from io.Reader
	left int64
}

func (m *measured) Read(p []byte) (int, error) {
	if m.left == 0 {
		return 0, io.EOF
	}
	n, err := m.from.Read(p[:min(int64(len(p)), m.left)])
	if m.left -= int64(n); err == io.EOF && m.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// text is an answer with a whole body.
func text(status int, mediaType, body string) spoiled {
	header := http.Header{"Content-Type": {mediaType}}
	return spoiled{status, header, int64(len(body)), strings.NewReader(body)}
}

// instead is the answer of a proxy that does not pass the request on.
func instead(e event) spoiled {
	const plain = "text/plain; charset=utf-8"
	switch e.mishap {
	case Throttle:
		return text(http.StatusTooManyRequests, plain, "too many requests")
	case RetryAfter:
		s := text(http.StatusTooManyRequests, plain, "too many requests")
		s.header.Set("Retry-After", "1")
		return s
	case Redirect:
		statuses := [...]int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect}
		s := text(statuses[e.variant%len(statuses)], plain, "moved")
		s.header.Set("Location", "https://login.contoso.example/scim")
		return s
	case HTML:
		return text(http.StatusOK, "text/html; charset=utf-8", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in</body></html>\n")
	}
	return text(http.StatusBadGateway+e.variant%3, "text/html", "<html><body>the service is not available</body></html>")
}

// canHaveBody says whether an answer to the method can have a body (RFC 9112 §6.3).
func canHaveBody(method string, status int) bool {
	return method != http.MethodHead && status >= 200 && status != http.StatusNoContent && status != http.StatusNotModified
}

// spoil makes another answer of a genuine one; false where that has nothing that
// the mishap could spoil.
func (p *Plan) spoil(ctx context.Context, e event, a answer) (spoiled, bool) {
	header := a.header.Clone()
	header.Del("Content-Length")
	s := spoiled{status: a.status, header: header, length: -1}
	whole := int64(len(a.body))
	switch {
	case e.mishap == Endless:
		s.body = &endless{rest: []byte(`{"Resources":[`)}
		return s, true
	case e.mishap == Bomb:
		header.Set("Content-Encoding", "gzip")
		piece := p.bomb()
		s.body, s.length = &repeated{piece: piece, left: bombPieces}, int64(len(piece)*bombPieces)
		return s, true
	case whole < 2:
		return spoiled{}, false
	case e.mishap == Truncated:
		s.body, s.length = strings.NewReader(string(a.body[:whole/2])), whole
		return s, true
	case e.mishap == Length:
		s.body, s.length = strings.NewReader(string(a.body)), whole-1-int64(e.variant)%min(whole-1, 7)
		return s, true
	case e.mishap == Drip:
		s.body, s.length = &drip{ctx: ctx, body: a.body, pace: p.options.Unit}, whole
		return s, true
	}
	body, possible := rewrite(e, string(a.body))
	s.body, s.length = strings.NewReader(body), int64(len(body))
	return s, possible
}

// rewrite spoils the JSON of a body. What is added comes first and has names of its
// own, so that whoever reads the body all the same reads what the target said.
func rewrite(e event, body string) (string, bool) {
	inner, isObject := strings.CutPrefix(strings.TrimSpace(body), "{")
	if !isObject {
		return "", false
	}
	behind := "," + inner
	if strings.HasPrefix(strings.TrimSpace(inner), "}") {
		behind = inner
	}
	switch e.mishap {
	case Invalid:
		return "{" + strings.TrimSuffix(inner, "}") + ",'note': unquoted}", true
	case Nesting:
		return `{"x-deep":` + strings.Repeat("[", nesting) + strings.Repeat("]", nesting) + behind, true
	case Members:
		return `{"schemas":[],"schemas":["urn:example:nobody"]` + behind, true
	case Numbers:
		return `{"x-huge":-1.5e999999,"x-long":` + strings.Repeat("9", 4000) + behind, true
	}
	return wide(body), true
}

// nesting is deeper than what encoding/json reads (10,000).
const nesting = 20_000

// wide is a text in UTF-16 with a byte order mark.
func wide(text string) string {
	b := []byte{0xFE, 0xFF}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return string(b)
}

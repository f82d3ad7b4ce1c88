package refserver

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// cursorLife is how long a cursor is good for, announced as cursorTimeout
// (RFC 9865 §4).
const cursorLife = time.Hour

// cursor is a place in the answer to one query. On the wire it is sealed, so
// that clients neither read nor forge it (RFC 9865 §5.2).
type cursor struct {
	issued int64  // seconds since 1970
	query  uint64 // digest of the query it belongs to
	offset uint64 // how many resources stand before the page
	after  uint64 // serial of the resource before the page, 0 for none
	count  uint64
}

const (
	cursorFields = 5
	sealSize     = 12
)

// text seals a cursor in characters that a URL takes as they are (RFC 9865 §2).
func (s *Server) text(c cursor) string {
	raw := make([]byte, 0, 8*cursorFields+sealSize)
	for _, field := range []uint64{uint64(c.issued), c.query, c.offset, c.after, c.count} {
		raw = binary.BigEndian.AppendUint64(raw, field)
	}
	return base64.RawURLEncoding.EncodeToString(append(raw, s.seal(raw)...))
}

func (s *Server) seal(raw []byte) []byte {
	sum := hmac.New(sha256.New, s.cursorKey[:])
	_, _ = sum.Write(raw) // never fails (hash.Hash)
	return sum.Sum(nil)[:sealSize]
}

// open reads a cursor that this server made.
func (s *Server) open(text string) (cursor, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != 8*cursorFields+sealSize {
		return cursor{}, false
	}
	body, seal := raw[:8*cursorFields], raw[8*cursorFields:]
	if !hmac.Equal(seal, s.seal(body)) {
		return cursor{}, false
	}
	field := func(i int) uint64 { return binary.BigEndian.Uint64(body[8*i:]) }
	return cursor{int64(field(0)), field(1), field(2), field(3), field(4)}, true
}

// turn gives out the page that a cursor asks for, with the cursors of its
// neighbours.
func (s *Server) turn(found []*record, shelves []*shelf, q query) (selection, *scim.Error) {
	here := cursor{query: digest(shelves, q), count: uint64(q.count)}
	if q.cursor != "" {
		known, fault := s.known(q, here.query)
		if fault != nil {
			return selection{}, fault
		}
		here = known
	}
	from := here.place(found)
	to := min(from+q.count, len(found))
	chosen := selection{total: len(found), records: found[from:to]}
	here.issued = s.clock.Now().Unix()
	if to < len(found) && q.count > 0 {
		chosen.next = s.text(here.at(found, to))
	}
	if from > 0 && q.count > 0 {
		chosen.previous = s.text(here.at(found, max(0, from-q.count)))
	}
	return chosen, nil
}

// known opens the cursor of a request and holds it to RFC 9865 §2.1.
func (s *Server) known(q query, query uint64) (cursor, *scim.Error) {
	c, ok := s.open(q.cursor)
	switch {
	case !ok:
		return cursor{}, invalidCursor("the cursor is not one of this server: start with an empty cursor")
	case s.clock.Now().Unix()-c.issued > int64(cursorLife/time.Second):
		return cursor{}, &scim.Error{Status: 400, ScimType: "expiredCursor", Detail: "the cursor has expired: start with an empty cursor"}
	case c.query != query:
		return cursor{}, invalidCursor("the cursor belongs to another query: repeat its parameters, or start with an empty cursor")
	case c.count != uint64(q.count):
		return cursor{}, invalidCount("count has to be that of the first page")
	}
	return c, nil
}

// place is where the page begins: behind the resource that stood before it, so
// that what others create or delete meanwhile neither repeats nor hides
// anything.
func (c cursor) place(found []*record) int {
	if c.after == 0 {
		return 0
	}
	last := slices.IndexFunc(found, func(rec *record) bool { return rec.serial == c.after })
	if last >= 0 {
		return last + 1
	}
	if slices.IsSortedFunc(found, bySerial) { // it was deleted, but the order still tells
		next, _ := slices.BinarySearchFunc(found, c.after, func(rec *record, serial uint64) int { return compareSerial(rec.serial, serial) })
		return next
	}
	return min(int(c.offset), len(found))
}

func bySerial(a, b *record) int { return compareSerial(a.serial, b.serial) }

func compareSerial(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// at is the cursor of the page that begins at an offset.
func (c cursor) at(found []*record, offset int) cursor {
	c.offset, c.after = uint64(offset), 0
	if offset > 0 {
		c.after = found[offset-1].serial
	}
	return c
}

// digest names a query; attribute names fold case, as everywhere.
func digest(shelves []*shelf, q query) uint64 {
	parts := []string{foldNames(q.filter), strings.ToLower(q.sortBy)}
	if q.descending {
		parts = append(parts, "descending")
	}
	for _, sh := range shelves {
		parts = append(parts, sh.endpoint)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return binary.BigEndian.Uint64(sum[:8])
}

// foldNames folds the names and operators of a filter, but not its strings, whose
// case may matter.
func foldNames(filter string) string {
	folded, quoted := []byte(filter), false
	for i := 0; i < len(folded); i++ {
		switch c := folded[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && 'A' <= c && c <= 'Z':
			folded[i] = c + 'a' - 'A'
		}
	}
	return string(folded)
}

// The keywords that RFC 9865 §2.1 adds to table 9.

func invalidCursor(detail string) *scim.Error {
	return &scim.Error{Status: 400, ScimType: "invalidCursor", Detail: detail}
}

func invalidCount(detail string) *scim.Error {
	return &scim.Error{Status: 400, ScimType: "invalidCount", Detail: detail}
}

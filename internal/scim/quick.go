package scim

import (
	"encoding/json"
	"unicode/utf8"
)

// Clean reads one JSON object that hides nothing: valid UTF-8, no member twice,
// nothing after it. Not ok is everything else, which is for Decode to read or to
// refuse. It is written by hand because a run reads millions of bodies, nearly
// all of them clean, and it is several times as fast.
func Clean(raw []byte) (Resource, bool) {
	r := reader{raw: raw}
	if r.next() != '{' || !utf8.Valid(raw) {
		return nil, false
	}
	object, ok := r.object(0)
	return object, ok && r.next() == 0 && r.at == len(raw)
}

// deepest is how many objects and arrays Clean follows into each other.
const deepest = 100

// reader reads JSON from raw.
type reader struct {
	raw []byte
	at  int
}

// next skips blanks and looks at what follows; 0 is the end.
func (r *reader) next() byte {
	for ; r.at < len(r.raw); r.at++ {
		switch c := r.raw[r.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

func (r *reader) value(depth int) (any, bool) {
	switch c := r.next(); {
	case c == '"':
		return r.text()
	case c == '{':
		object, ok := r.object(depth + 1)
		return map[string]any(object), ok
	case c == '[':
		return r.array(depth + 1)
	case c == '-' || '0' <= c && c <= '9':
		return r.number()
	case c == 't':
		return true, r.word("true")
	case c == 'f':
		return false, r.word("false")
	}
	return nil, r.word("null")
}

func (r *reader) word(word string) bool {
	if len(r.raw)-r.at < len(word) || string(r.raw[r.at:r.at+len(word)]) != word {
		return false
	}
	r.at += len(word)
	return true
}

// object reads from the opening brace to the closing one.
func (r *reader) object(depth int) (Resource, bool) {
	object := Resource{}
	r.at++
	if depth > deepest {
		return nil, false
	}
	if r.next() == '}' {
		r.at++
		return object, true
	}
	for r.next() == '"' {
		name, ok := r.text()
		if !ok || r.next() != ':' {
			return nil, false
		}
		r.at++
		value, ok := r.value(depth)
		if _, twice := object[name]; !ok || twice {
			return nil, false
		}
		object[name] = value
		switch r.next() {
		case ',':
			r.at++
		case '}':
			r.at++
			return object, true
		default:
			return nil, false
		}
	}
	return nil, false
}

// array reads from the opening bracket to the closing one.
func (r *reader) array(depth int) (any, bool) {
	list := []any{}
	r.at++
	if depth > deepest {
		return nil, false
	}
	if r.next() == ']' {
		r.at++
		return list, true
	}
	for {
		element, ok := r.value(depth)
		if !ok {
			return nil, false
		}
		list = append(list, element)
		switch r.next() {
		case ',':
			r.at++
		case ']':
			r.at++
			return list, true
		default:
			return nil, false
		}
	}
}

// text reads a string with its quotes.
func (r *reader) text() (string, bool) {
	begin, escaped := r.at, false
	for r.at++; r.at < len(r.raw); r.at++ {
		switch c := r.raw[r.at]; {
		case c == '"':
			r.at++
			if escaped {
				return unescape(r.raw[begin:r.at])
			}
			return string(r.raw[begin+1 : r.at-1]), true
		case c == '\\':
			escaped = true
			r.at++
		case c < ' ':
			return "", false
		}
	}
	return "", false
}

func unescape(quoted []byte) (text string, ok bool) {
	err := json.Unmarshal(quoted, &text)
	return text, err == nil
}

// number reads a number (RFC 8259 §6).
func (r *reader) number() (any, bool) {
	begin := r.at
	r.skip('-')
	if !r.skip('0') && r.digits() == 0 {
		return nil, false
	}
	if r.skip('.') && r.digits() == 0 {
		return nil, false
	}
	if r.skip('e') || r.skip('E') {
		if !r.skip('+') {
			r.skip('-')
		}
		if r.digits() == 0 {
			return nil, false
		}
	}
	return json.Number(r.raw[begin:r.at]), true
}

func (r *reader) skip(c byte) bool {
	if r.at < len(r.raw) && r.raw[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) digits() (count int) {
	for ; r.at < len(r.raw) && '0' <= r.raw[r.at] && r.raw[r.at] <= '9'; r.at++ {
		count++
	}
	return count
}

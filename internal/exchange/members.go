package exchange

import (
	"bytes"
	"encoding/json"
	"strings"
)

// word is part of a name that speaks of a secret, with the place of the letter
// it is found by.
type word struct {
	text string
	at   int
}

// family are words that share a rare letter: one pass finds them all, which
// keeps the search cheap enough for every body.
type family struct {
	letter byte
	words  []word
}

// secretName tells whether a name speaks of a secret, in any case, so that its
// value is never kept; RFC 7643 §4.1.1 password first.
func secretName(name []byte) bool {
	for _, f := range [...]family{
		{'w', []word{{"password", 4}, {"passwd", 4}}},
		{'c', []word{{"secret", 2}}},
		{'k', []word{{"token", 2}, {"apikey", 3}, {"api-key", 4}, {"api_key", 4}, {"privatekey", 7}}},
	} {
		if f.in(name, f.letter) || f.in(name, f.letter-'a'+'A') {
			return true
		}
	}
	return false
}

// in looks for the words at each place of the letter.
func (f family) in(b []byte, letter byte) bool {
	for offset := 0; ; offset++ {
		i := bytes.IndexByte(b[offset:], letter)
		if i < 0 {
			return false
		}
		offset += i
		for _, w := range f.words {
			if w.stands(b, offset-w.at) {
				return true
			}
		}
	}
}

// stands tells whether the word stands at start, in any case.
func (w word) stands(b []byte, start int) bool {
	end := start + len(w.text)
	return start >= 0 && end <= len(b) && b[start]|0x20 == w.text[0] && strings.EqualFold(string(b[start:end]), w.text)
}

// mayHideSecret is the cheap look at a body that spares nearly all of them the
// scan. A backslash counts, because it can spell any name or secret.
func (m *Masker) mayHideSecret(b []byte) bool {
	return secretName(b) || m.escaped && bytes.IndexByte(b, '\\') >= 0 || spelledOut(b)
}

// spelledOut tells whether a body has an escape by code point. The others, such
// as those of the quotes of an entity-tag, cannot spell a letter or digit.
func spelledOut(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '\\')
		if i < 0 || i+1 == len(b) {
			return false
		}
		if b[i+1] == 'u' {
			return true
		}
		b = b[i+2:]
	}
}

// span is a scalar value in a body.
type span struct {
	start, end int
	hide       bool
}

// level is one open object or array of a memberScan.
type level struct {
	object     bool
	secret     bool     // everything below is secret
	member     bool     // the current member speaks of a secret
	value      bool     // the current member is "value"
	path       bool     // the current member is "path" or "name"
	valueFrom  int      // first scalar of the current "value"
	values     [][2]int // scalars below "value" members
	secretPath bool     // "path" or "name" speaks of a secret
}

// memberScan finds the scalars to hide in JSON. It is lenient on purpose: a
// torn or broken body is evidence too, and its secrets are secrets.
type memberScan struct {
	masker  *Masker
	body    []byte
	scalars []span
	levels  []level
}

// members hides strings and numbers under members whose name speaks of a
// secret, and under "value" beside a "path" or "name" that does (a PATCH
// operation on password, RFC 7644 §3.5.2). Booleans and null are no secrets.
func (m *Masker) members(b []byte) []byte {
	s := memberScan{masker: m, body: b, levels: []level{{}}}
	for i := 0; i < len(b); {
		i = s.step(i)
	}
	for len(s.levels) > 1 {
		s.close()
	}
	return s.rewrite()
}

// step handles the token at i and returns the index behind it.
func (s *memberScan) step(i int) int {
	switch c := s.body[i]; {
	case c == '{' || c == '[':
		top := s.top()
		s.levels = append(s.levels, level{object: c == '{', secret: top.secret || top.member})
	case c == '}' || c == ']':
		s.close()
	case c == ',':
		s.endMember()
	case c == '"':
		return s.text(i)
	case c == '-' || c >= '0' && c <= '9':
		return s.number(i)
	}
	return i + 1
}

func (s *memberScan) top() *level { return &s.levels[len(s.levels)-1] }

// close ends the innermost object or array.
func (s *memberScan) close() {
	if len(s.levels) == 1 {
		return
	}
	s.endMember()
	ended := s.top()
	if ended.secretPath {
		for _, value := range ended.values {
			for i := value[0]; i < value[1]; i++ {
				s.scalars[i].hide = true
			}
		}
	}
	s.levels = s.levels[:len(s.levels)-1]
}

// endMember ends the current member of an object; an array has none.
func (s *memberScan) endMember() {
	top := s.top()
	if !top.object {
		return
	}
	if top.value {
		top.values = append(top.values, [2]int{top.valueFrom, len(s.scalars)})
	}
	top.member, top.value, top.path = false, false, false
}

// text handles the string that begins at i: a member name or a value.
func (s *memberScan) text(i int) int {
	end := stringEnd(s.body, i)
	content := unquote(s.body[i:end])
	top := s.top()
	if top.object && nextByte(s.body, end) == ':' {
		s.name(content)
		return end
	}
	if top.path && secretName(content) {
		top.secretPath = true
	}
	escaped := bytes.IndexByte(s.body[i:end], '\\') >= 0
	s.scalars = append(s.scalars, span{i, end, top.secret || top.member || escaped && s.masker.spells(content)})
	return end
}

// name begins a member.
func (s *memberScan) name(content []byte) {
	s.endMember()
	top := s.top()
	top.member = secretName(content)
	top.value = bytes.EqualFold(content, []byte("value"))
	top.path = bytes.EqualFold(content, []byte("path")) || bytes.EqualFold(content, []byte("name"))
	top.valueFrom = len(s.scalars)
}

func (s *memberScan) number(i int) int {
	end := i + 1
	for end < len(s.body) && strings.IndexByte("0123456789+-.eE", s.body[end]) >= 0 {
		end++
	}
	top := s.top()
	s.scalars = append(s.scalars, span{i, end, top.secret || top.member})
	return end
}

// rewrite is the body with the hidden scalars replaced, or the body itself.
func (s *memberScan) rewrite() []byte {
	var out []byte
	from := 0
	for _, scalar := range s.scalars {
		if !scalar.hide {
			continue
		}
		out = append(out, s.body[from:scalar.start]...)
		out = append(out, `"`+mask+`"`...)
		from = scalar.end
	}
	if from == 0 {
		return s.body
	}
	return append(out, s.body[from:]...)
}

// spells tells whether an unescaped string holds a literal secret.
func (m *Masker) spells(content []byte) bool {
	for _, literal := range m.literals {
		if bytes.Contains(content, literal.bytes) {
			return true
		}
	}
	return false
}

// stringEnd is the index behind the string that begins at i; a torn string ends
// with the body.
func stringEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// unquote is the content of a string; a torn or broken one is taken as it
// stands.
func unquote(quoted []byte) []byte {
	var content string
	if bytes.IndexByte(quoted, '\\') >= 0 && json.Unmarshal(quoted, &content) == nil {
		return []byte(content)
	}
	return bytes.Trim(quoted, `"`)
}

// nextByte is the next byte at or behind i that is no blank, 0 at the end.
func nextByte(b []byte, i int) byte {
	for ; i < len(b); i++ {
		if strings.IndexByte(" \t\r\n", b[i]) < 0 {
			return b[i]
		}
	}
	return 0
}

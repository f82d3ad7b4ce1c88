package scim

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Clean reads one JSON object that hides nothing: valid UTF-8, nothing after it,
// and no name twice, not even in another case. Not ok is everything else, which
// is for Decode to read or to refuse. It is written by hand because a run reads
// millions of bodies, nearly all of them clean, and it is several times as fast.
func Clean(raw []byte) (Resource, bool) {
	var few [48]string // most bodies have fewer names, and then nothing is allocated for them
	r := reader{raw: raw, names: few[:0]}
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
	raw   []byte
	at    int
	names []string // of the open objects, the innermost ones last
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
	object := r.newObject(depth)
	outer := len(r.names)
	defer func() { r.names = r.names[:outer] }()
	r.at++
	if depth > deepest {
		return nil, false
	}
	if r.next() == '}' {
		r.at++
		return object, true
	}
	for r.next() == '"' {
		name, ok := r.name()
		if !ok || r.next() != ':' || !r.isNew(name, outer) {
			return nil, false
		}
		r.at++
		value, ok := r.value(depth)
		if !ok {
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

// isNew notes the name of a member, unless the innermost object, whose names
// begin at outer, has it already. Of names in other scripts than ours it cannot
// be told that easily.
func (r *reader) isNew(name string, outer int) bool {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return false
		}
	}
	for _, other := range r.names[outer:] {
		if len(other) == len(name) && strings.EqualFold(other, name) {
			return false
		}
	}
	if len(r.names)-outer == fewNames {
		return false
	}
	r.names = append(r.names, name)
	return true
}

// fewNames is up to how many members of one object are compared each with each.
const fewNames = 200

// newObject leaves room for what is about to come: a resource has more members
// than its complex values.
func (r *reader) newObject(depth int) Resource {
	if depth > 0 {
		return Resource{}
	}
	return make(Resource, min(len(r.raw)/bytesPerMember, 24))
}

// bytesPerMember is about how long a member of a resource is.
const bytesPerMember = 64

// name reads the name of a member.
func (r *reader) name() (string, bool) {
	quoted, escaped, ok := r.quoted()
	if !ok || escaped {
		return unescape(quoted)
	}
	return usual(quoted[1 : len(quoted)-1]), true
}

// usual makes a text of a name; those that most messages have are not made anew
// each time.
func usual(name []byte) string {
	switch string(name) {
	case "schemas":
		return "schemas"
	case "id":
		return "id"
	case "externalId":
		return "externalId"
	case "meta":
		return "meta"
	case "resourceType":
		return "resourceType"
	case "created":
		return "created"
	case "lastModified":
		return "lastModified"
	case "location":
		return "location"
	case "version":
		return "version"
	case "value":
		return "value"
	case "type":
		return "type"
	case "primary":
		return "primary"
	case "formatted":
		return "formatted"
	case "name":
		return "name"
	case "givenName":
		return "givenName"
	case "familyName":
		return "familyName"
	case "middleName":
		return "middleName"
	case "userName":
		return "userName"
	case "displayName":
		return "displayName"
	case "nickName":
		return "nickName"
	case "title":
		return "title"
	case "emails":
		return "emails"
	case "addresses":
		return "addresses"
	case "phoneNumbers":
		return "phoneNumbers"
	case "roles":
		return "roles"
	case "groups":
		return "groups"
	case "members":
		return "members"
	case "display":
		return "display"
	case "$ref":
		return "$ref"
	case "active":
		return "active"
	case "department":
		return "department"
	case "employeeNumber":
		return "employeeNumber"
	case "manager":
		return "manager"
	case "preferredLanguage":
		return "preferredLanguage"
	case "Resources":
		return "Resources"
	case "totalResults":
		return "totalResults"
	case "itemsPerPage":
		return "itemsPerPage"
	case "startIndex":
		return "startIndex"
	case URNUser:
		return URNUser
	case URNEnterpriseUser:
		return URNEnterpriseUser
	case URNGroup:
		return URNGroup
	}
	return string(name)
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

// text reads a string.
func (r *reader) text() (string, bool) {
	quoted, escaped, ok := r.quoted()
	if !ok || escaped {
		return unescape(quoted)
	}
	return string(quoted[1 : len(quoted)-1]), true
}

// quoted finds the end of a string; nothing when it has none.
func (r *reader) quoted() (quoted []byte, escaped, ok bool) {
	begin := r.at
	for r.at++; r.at < len(r.raw); r.at++ {
		switch c := r.raw[r.at]; {
		case c == '"':
			r.at++
			return r.raw[begin:r.at], escaped, true
		case c == '\\':
			escaped = true
			r.at++
		case c < ' ':
			return nil, false, false
		}
	}
	return nil, false, false
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

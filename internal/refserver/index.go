package refserver

import (
	"slices"

	"golang.org/x/text/width"

	"github.com/scimulator/scimulator/internal/scim/schema"
)

// index finds records by the value of one attribute. Nearly every value has
// one holder, so the first is kept apart from the rare others.
type index struct {
	key
	first  map[string]*record
	others map[string][]*record
}

func newIndex(k key) *index {
	return &index{key: k, first: map[string]*record{}, others: map[string][]*record{}}
}

// fold is the value as the index compares it: by caseExact (RFC 7643 §7).
func (k key) fold(value string) string {
	switch {
	case k.exact:
		return value
	case k.urn == "" && k.name == "userName":
		return schema.Fold(width.Fold.String(value)) // PRECIS, UsernameCaseMapped (RFC 7644 §5, RFC 7613 §3.2)
	}
	return schema.Fold(value)
}

// holders of a folded value, in order of entry.
func (x *index) holders(value string) []*record {
	first := x.first[value]
	if first == nil {
		return nil
	}
	return append([]*record{first}, x.others[value]...)
}

// taken says whether somebody else holds the value of a unique attribute.
func (x *index) taken(value string, by *record) bool {
	if !x.unique || value == "" {
		return false
	}
	holder := x.first[value]
	return holder != nil && holder != by
}

func (x *index) put(value string, rec *record) {
	switch {
	case value == "":
	case x.first[value] == nil:
		x.first[value] = rec
	default:
		x.others[value] = append(x.others[value], rec)
	}
}

func (x *index) drop(value string, rec *record) {
	if value == "" {
		return
	}
	others := x.others[value]
	if x.first[value] != rec {
		x.keep(value, slices.DeleteFunc(others, func(other *record) bool { return other == rec }))
		return
	}
	if len(others) == 0 {
		delete(x.first, value)
		return
	}
	x.first[value] = others[0]
	x.keep(value, others[1:])
}

func (x *index) keep(value string, others []*record) {
	if len(others) == 0 {
		delete(x.others, value)
		return
	}
	x.others[value] = others
}

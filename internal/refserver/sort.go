package refserver

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// rank is what a resource is sorted by. Resources without a value come last
// ascending and first descending (RFC 7644 §3.4.2.3).
type rank struct {
	rec    *record
	absent bool
	text   string
	number float64
	time   time.Time
}

// sorted orders resources by an attribute; those that do not differ stay in
// the order of creation.
func (s *Server) sorted(records []*record, q query, root string) []*record {
	ranks := make([]rank, 0, len(records))
	want := parts{groups: true, members: namesMembers(q.sortBy)}
	for _, rec := range records {
		v, ok := s.store.view(rec, want)
		if !ok {
			continue
		}
		resource, err := scim.Decode(v.appendTo(nil, root))
		if err == nil {
			ranks = append(ranks, v.kind.rank(rec, resource, q.sortBy))
		}
	}
	slices.SortStableFunc(ranks, func(a, b rank) int {
		if q.descending {
			return b.compare(a)
		}
		return a.compare(b)
	})
	ordered := make([]*record, len(ranks))
	for i := range ranks {
		ordered[i] = ranks[i].rec
	}
	return ordered
}

func (r rank) compare(other rank) int {
	switch {
	case r.absent != other.absent:
		if r.absent {
			return 1
		}
		return -1
	case !r.time.Equal(other.time):
		return r.time.Compare(other.time)
	case r.number != other.number:
		return cmp.Compare(r.number, other.number)
	}
	return strings.Compare(r.text, other.text)
}

// rank reads the value of the sortBy attribute.
func (k *kind) rank(rec *record, resource scim.Resource, sortBy string) rank {
	sel := k.selector(sortBy)
	holder, attribute := resource, k.set.Attribute(sel.urn, sel.name)
	if sel.urn != "" {
		holder = resource.Object(sel.urn)
	}
	value, _ := holder.Get(sel.name)
	if list, ok := value.([]any); ok {
		value = principal(list)
	}
	if object := scim.AsObject(value); object != nil {
		if sel.sub == "" {
			sel.sub = "value" // the default sub-attribute (RFC 7643 §2.4)
		}
		value, _ = object.Get(sel.sub)
		attribute = subOf(attribute, sel.sub)
	}
	return newRank(rec, attribute, value)
}

// principal is the primary value of a list, or else the first
// (RFC 7644 §3.4.2.3).
func principal(list []any) any {
	for _, element := range list {
		if scim.AsObject(element)["primary"] == true {
			return element
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// newRank compares by the type of the attribute.
func newRank(rec *record, attribute *schema.Attribute, value any) rank {
	r := rank{rec: rec}
	switch v := value.(type) {
	case string:
		r.text = v
		if attribute != nil && !attribute.CaseExact {
			r.text = schema.Fold(v)
		}
		if attribute != nil && attribute.Type == "dateTime" {
			r.time, _ = time.Parse(time.RFC3339, v)
		}
	case bool:
		if v {
			r.number = 1
		}
	case json.Number:
		r.number, _ = v.Float64()
	default:
		r.absent = true
	}
	return r
}

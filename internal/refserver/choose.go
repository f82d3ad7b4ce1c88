package refserver

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// selection is one page of a list.
type selection struct {
	total          int
	records        []*record
	next, previous string // cursors, "" for none
}

// choose finds the resources of a page and how many there are in all. Without a
// filter and an order of its own a list follows the order of creation.
func (s *Server) choose(shelves []*shelf, q query, root string) (selection, *scim.Error) {
	if !q.filtered && q.sortBy == "" && !q.cursored {
		total, page := s.store.page(shelves, q.start-1, q.count)
		return selection{total: total, records: page}, nil
	}
	found, fault := s.found(shelves, q, root)
	if fault != nil {
		return selection{}, fault
	}
	if q.cursored {
		return s.turn(found, shelves, q)
	}
	from := min(q.start-1, len(found))
	return selection{total: len(found), records: found[from:min(from+q.count, len(found))]}, nil
}

// found lists what a query matches, in its order.
func (s *Server) found(shelves []*shelf, q query, root string) (found []*record, fault *scim.Error) {
	if q.filtered {
		found, fault = s.matching(shelves, q, root)
	} else {
		found = s.store.all(shelves)
	}
	if fault == nil && q.sortBy != "" {
		found = s.sorted(found, q, root)
	}
	return found, fault
}

// matching finds what a filter matches, by index where there is one.
func (s *Server) matching(shelves []*shelf, q query, root string) ([]*record, *scim.Error) {
	expression, err := filter.Parse(q.filter, s.filterMode())
	if err != nil {
		return nil, scim.InvalidFilter(err.Error())
	}
	if err := s.filterMode().Check(expression, sets(shelves)...); err != nil {
		return nil, scim.InvalidFilter(err.Error())
	}
	if q.exposed {
		if fault := confidential(expression, shelves); fault != nil {
			return nil, fault
		}
	}
	want := parts{groups: true, members: namesMembers(q.filter)}
	var found []*record
	for _, sh := range shelves {
		candidates, exact := s.store.candidates(sh, expression)
		if !exact {
			candidates = s.sift(candidates, expression, want, root)
		}
		found = append(found, candidates...)
	}
	return found, nil
}

func sets(shelves []*shelf) []*schema.Set {
	list := make([]*schema.Set, len(shelves))
	for i, sh := range shelves {
		list[i] = sh.set
	}
	return list
}

// sift keeps the resources that a filter matches, as a reader would see them.
func (s *Server) sift(candidates []*record, expression filter.Expr, want parts, root string) []*record {
	var found []*record
	var buffer []byte
	for _, rec := range candidates {
		v, ok := s.store.view(rec, want)
		if !ok {
			continue
		}
		buffer = v.appendTo(buffer[:0], root)
		resource, err := scim.Decode(buffer)
		if err == nil && filter.Match(expression, resource, rec.shelf.set) {
			found = append(found, rec)
		}
	}
	return found
}

// page takes a part of the shelves, one after the other.
func (s *store) page(shelves []*shelf, skip, count int) (total int, page []*record) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, sh := range shelves {
		page = append(page, sh.records.page(max(0, skip-total), count-len(page))...)
		total += sh.records.len()
	}
	return total, page
}

func (s *store) all(shelves []*shelf) []*record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var records []*record
	for _, sh := range shelves {
		records = append(records, sh.records.all()...)
	}
	return records
}

// candidates are the resources that a filter can match: by index when it asks
// for one value of an indexed attribute, and then exactly those that match.
func (s *store) candidates(sh *shelf, expression filter.Expr) (records []*record, exact bool) {
	path, value, ok := filter.Equality(expression)
	if ok {
		if records, ok = s.lookup(sh, path, value); ok {
			return records, true
		}
	}
	return s.all([]*shelf{sh}), false
}

// lookup finds by index; false when the attribute has none.
func (s *store) lookup(sh *shelf, path filter.AttrPath, value string) (records []*record, indexed bool) {
	if path.Sub != "" {
		return nil, false
	}
	urn := path.URN
	if strings.EqualFold(urn, sh.core.ID) {
		urn = ""
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if urn == "" && strings.EqualFold(path.Name, "id") {
		if rec := s.byID[value]; rec != nil && rec.shelf == sh {
			return []*record{rec}, true
		}
		return nil, true
	}
	for _, x := range sh.indexes {
		if strings.EqualFold(urn, x.urn) && strings.EqualFold(path.Name, x.name) && value != "" {
			return x.holders(x.fold(value)), true
		}
	}
	return nil, false
}

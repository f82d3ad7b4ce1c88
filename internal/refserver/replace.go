package refserver

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// replace answers PUT (RFC 7644 §3.5.1). It never creates.
func (s *Server) replace(c call, sh *shelf, id string) {
	shown, fault := c.projection()
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	rec := s.store.find(sh, id)
	if rec == nil {
		refuse(c.w, missing(sh.kind, id))
		return
	}
	clean, fault := s.representation(c.w, c.r, sh.kind)
	if fault == nil {
		fault = s.overwrite(rec, clean, s.condition(c.r))
	}
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	s.show(c, rec, http.StatusOK, shown)
}

// overwrite makes a clean resource the content of a record.
func (s *Server) overwrite(rec *record, clean scim.Resource, known condition) *scim.Error {
	rec.writing.Lock()
	defer rec.writing.Unlock()
	if fault := s.meets(rec, known); fault != nil {
		return fault
	}
	before, fault := s.current(rec, parts{})
	if fault != nil {
		return fault
	}
	if fault := immutables(rec.shelf.kind, before, clean); fault != nil {
		return fault
	}
	var were []string
	if rec.shelf.hasMembers {
		were = s.store.memberIDs(rec)
	}
	return s.settle(rec, clean, were)
}

// settle encodes a clean resource and swaps it in; were are the members it had.
// The caller holds rec.writing.
func (s *Server) settle(rec *record, clean scim.Resource, were []string) *scim.Error {
	d, fault := newDraft(rec.shelf.kind, rec.id, clean, s.unkind)
	if fault != nil {
		return fault
	}
	return s.store.update(rec, d.content, between(were, d.members), s.now())
}

// current decodes a record as a client would write it back: the computed parts
// only as far as wanted.
func (s *Server) current(rec *record, want parts) (scim.Resource, *scim.Error) {
	v, ok := s.store.view(rec, want)
	if !ok {
		return nil, missing(rec.shelf.kind, rec.id)
	}
	v.manager = nil
	resource, err := scim.Decode(v.appendTo(nil, ""))
	if err != nil {
		return nil, scim.NotFound("the resource cannot be read: " + err.Error()) // our own bytes: they decode
	}
	return resource, nil
}

// immutables holds RFC 7644 §3.5.1: an immutable attribute that has a value
// keeps it.
func immutables(k *kind, before, after scim.Resource) *scim.Error {
	if fault := immutable(k.core, before, after, ""); fault != nil {
		return fault
	}
	for _, extension := range k.extensions {
		if fault := immutable(extension, before.Object(extension.ID), after.Object(extension.ID), extension.ID+":"); fault != nil {
			return fault
		}
	}
	return nil
}

func immutable(s *schema.Schema, before, after scim.Resource, prefix string) *scim.Error {
	for i := range s.Attributes {
		name := s.Attributes[i].Name
		old, had := before[name]
		if s.Attributes[i].Mutability == "immutable" && had && plain(old) != plain(after[name]) {
			return scim.Mutability(prefix + name + " is immutable and has a value: send the same value")
		}
	}
	return nil
}

// plain makes values comparable that were decoded into different map types.
func plain(value any) string { return string(appendValue(nil, value)) }

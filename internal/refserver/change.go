package refserver

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

// change answers PATCH (RFC 7644 §3.5.2): 200 with the resource, or 204 for a
// group whose attributes nobody asked for, since its members may be many
// (E-6.8).
func (s *Server) change(c call, sh *shelf, id string) {
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
	raw, fault := s.body(c.w, c.r)
	if fault == nil {
		fault = s.amend(rec, raw, s.condition(c.r))
	}
	switch {
	case fault != nil:
		refuse(c.w, fault)
	case s.brief(sh.kind) && len(shown.only) == 0:
		s.acknowledge(c, rec)
	default:
		s.show(c, rec, http.StatusOK, shown)
	}
}

// brief says that a change of this type is answered without the resource; an
// unkind server does it the other way round, as it may (RFC 7644 §3.5.2).
func (s *Server) brief(k *kind) bool { return k.hasMembers == (s.unkind == nil) }

// acknowledge answers 204 with the headers that the resource would have.
func (s *Server) acknowledge(c call, rec *record) {
	if v, ok := s.store.view(rec, parts{}); ok {
		v.headers(c)
	}
	send(c.w, http.StatusNoContent, nil)
}

// amend applies a PatchOp message, all of it or nothing. Writers of the same
// resource wait for each other, so none is lost.
func (s *Server) amend(rec *record, raw []byte, known condition) *scim.Error {
	operations, err := patch.Decode(raw, s.patchMode())
	if err != nil {
		return faultOf(err)
	}
	rec.writing.Lock()
	defer rec.writing.Unlock()
	if fault := s.meets(rec, known); fault != nil {
		return fault
	}
	if rec.shelf.hasMembers {
		join, leave, pure := patch.MemberDelta(operations, s.patchMode())
		if move := (movement{join, leave}); pure && !move.contradicts() {
			return s.store.moveMembers(rec, move, s.now())
		}
	}
	return s.apply(rec, operations)
}

func (s *Server) apply(rec *record, operations []patch.Operation) *scim.Error {
	k := rec.shelf.kind
	withMembers := k.hasMembers && touchesMembers(operations)
	resource, fault := s.current(rec, parts{members: withMembers})
	if fault != nil {
		return fault
	}
	were, fault := memberIDs(resource.List("members"))
	if fault != nil {
		return fault
	}
	applier := patch.Applier{Set: k.set, Mode: s.patchMode()}
	if _, err := applier.Apply(resource, operations); err != nil {
		return faultOf(err)
	}
	clean, fault := intake{k, s.tolerant}.resource(resource)
	if fault != nil {
		return fault
	}
	return s.settle(rec, clean, were)
}

// touchesMembers says whether an operation may concern members; if none does,
// they need not be read.
func touchesMembers(operations []patch.Operation) bool {
	for _, operation := range operations {
		if operation.Path != "" {
			if namesMembers(operation.Path) {
				return true
			}
			continue
		}
		for name := range scim.AsObject(operation.Value) {
			if namesMembers(name) {
				return true
			}
		}
	}
	return false
}

func namesMembers(path string) bool {
	return strings.Contains(strings.ToLower(path), "members")
}

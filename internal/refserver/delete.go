package refserver

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/scim"
)

// delete answers DELETE (RFC 7644 §3.6). An application that documents that it
// refuses to delete users does so here (SYNC-07).
func (s *Server) delete(c call, sh *shelf, id string) {
	rec := s.store.find(sh, id)
	if rec == nil {
		refuse(c.w, missing(sh.kind, id))
		return
	}
	if s.effects.refuseDelete && sh.showsGroups {
		refuse(c.w, notImplemented("deletion of users is not supported by this application: set active to false instead"))
		return
	}
	if fault := s.erase(rec, s.condition(c.r)); fault != nil {
		refuse(c.w, fault)
		return
	}
	send(c.w, http.StatusNoContent, nil)
}

func (s *Server) erase(rec *record, known condition) *scim.Error {
	rec.writing.Lock()
	defer rec.writing.Unlock()
	if fault := s.meets(rec, known); fault != nil {
		return fault
	}
	return s.store.remove(rec, s.now())
}

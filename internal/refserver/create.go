package refserver

import "net/http"

// create answers POST to a resource type (RFC 7644 §3.3).
func (s *Server) create(c call, sh *shelf) {
	shown, fault := c.projection()
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	clean, fault := s.representation(c.w, c.r, sh.kind)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	id := s.store.newID()
	d, fault := newDraft(sh.kind, id, clean, s.unkind)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	rec, fault := s.store.insert(sh, id, d.content, d.members, s.now())
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	s.show(c, rec, http.StatusCreated, shown)
}

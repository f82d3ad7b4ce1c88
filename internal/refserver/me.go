package refserver

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/scim"
)

// me answers /Me for the configured subject (RFC 7644 §3.11): the request is
// carried out on the subject's own user, whose permanent location is in every
// answer. A server that knows no subject says 501.
func (s *Server) me(c call, rest []string) {
	users := s.shelf("Users")
	switch {
	case len(rest) > 0:
		refuse(c.w, nowhere(c.r.URL.Path))
		return
	case s.subject == "" || users == nil:
		refuse(c.w, notImplemented("/Me is not supported: this server knows no authenticated subject (RFC 7644 §3.11)"))
		return
	case c.r.Method == http.MethodPost:
		s.create(c, users)
		return
	}
	rec := s.store.holder(users, "userName", s.subject)
	if rec == nil {
		refuse(c.w, scim.NotFound("the authenticated subject "+s.subject+" has no User yet: POST /Me creates it"))
		return
	}
	c.w.Header().Set("Location", c.root+users.endpoint+"/"+rec.id)
	s.resource(c, users, rec.id)
}

// holder is the first resource with a value of an indexed attribute, nil when
// there is none.
func (s *store) holder(sh *shelf, name, value string) *record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, x := range sh.indexes {
		if x.name == name {
			return x.first[x.fold(value)]
		}
	}
	return nil
}

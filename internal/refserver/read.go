package refserver

import (
	"net/http"
	"net/url"

	"github.com/scimulator/scimulator/internal/scim"
)

// read answers GET by id (RFC 7644 §3.4.1).
func (s *Server) read(c call, sh *shelf, id string) {
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
	if v, ok := s.store.view(rec, parts{}); ok && s.condition(c.r).unchanged(v.tag) {
		c.w.Header().Set("ETag", v.tag)
		send(c.w, http.StatusNotModified, nil) // RFC 7644 §3.14
		return
	}
	s.show(c, rec, http.StatusOK, shown)
}

// show writes a resource as it is now.
func (s *Server) show(c call, rec *record, status int, shown projection) {
	v, ok := s.store.view(rec, shown.parts(rec.shelf.kind))
	if !ok {
		refuse(c.w, missing(rec.shelf.kind, rec.id))
		return
	}
	v.headers(c)
	send(c.w, status, shown.appendTo(make([]byte, 0, len(v.body)+512), &v, c.root))
}

// headers names the resource and its version beside the body (RFC 7644 §3.1,
// §3.14).
func (v *view) headers(c call) {
	c.w.Header().Set("Location", v.location(c.root))
	if v.tag != "" {
		c.w.Header().Set("ETag", v.tag)
	}
}

// parameters are the query parameters of the URL.
func (c call) parameters() (url.Values, *scim.Error) {
	if c.r.URL.RawQuery == "" {
		return nil, nil
	}
	values, err := url.ParseQuery(c.r.URL.RawQuery)
	if err != nil {
		return nil, scim.InvalidValue("the query of the URL is malformed: " + err.Error())
	}
	return values, nil
}

// projection reads attributes and excludedAttributes, which go with every
// operation that returns a resource (RFC 7644 §3.9).
func (c call) projection() (projection, *scim.Error) {
	values, fault := c.parameters()
	if fault != nil {
		return projection{}, fault
	}
	return projectionOf(values)
}

func projectionOf(values url.Values) (projection, *scim.Error) {
	return newProjection(names(values["attributes"]), names(values["excludedAttributes"]))
}

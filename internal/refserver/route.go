package refserver

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// call is one request on its way through the server.
type call struct {
	w    http.ResponseWriter
	r    *http.Request
	root string // base URL as the client sees it, without a slash at the end
}

// ServeHTTP answers a request: who asks, in which language, for what.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.admits(w, r) || !accepts(w, r) {
		return
	}
	segments, ok := s.segments(r.URL)
	if !ok {
		refuse(w, nowhere(r.URL.Path))
		return
	}
	if s.unkind != nil && w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", scim.MediaType+"; charset=utf-8")
	}
	s.route(call{w, r, s.root(r)}, segments)
}

// root is the base URL of the request: absolute, since $ref and meta.location
// have to be (RFC 7643 §2.3.7, §3.1).
func (s *Server) root(r *http.Request) string {
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	return scheme + r.Host + s.base
}

// segments are the decoded parts of the path below the base; false when the
// path is outside of it or not well-formed.
func (s *Server) segments(u *url.URL) ([]string, bool) {
	rest, inside := strings.CutPrefix(u.EscapedPath(), s.base)
	if !inside || rest != "" && rest[0] != '/' {
		return nil, false
	}
	rest = strings.TrimPrefix(rest, "/")
	if rest == "" {
		return nil, true
	}
	segments := strings.Split(rest, "/")
	for i, segment := range segments {
		decoded, err := url.PathUnescape(segment)
		if err != nil || decoded == "" {
			return nil, false
		}
		segments[i] = decoded
	}
	return segments, true
}

func nowhere(path string) *scim.Error {
	return scim.NotFound("there is no endpoint " + path + ": see /ResourceTypes")
}

// route finds the endpoint (RFC 7644 §3.2, table 2).
func (s *Server) route(c call, segments []string) {
	if len(segments) == 0 {
		c.only(http.MethodGet, func() { s.list(c, s.shelves) })
		return
	}
	head, rest := segments[0], segments[1:]
	switch head {
	case ".search":
		s.routeSearch(c, s.shelves, rest)
	case "ServiceProviderConfig", "ResourceTypes", "Schemas":
		c.only(http.MethodGet, func() { s.discover(c, head, rest) })
	case "Me":
		s.me(c, rest)
	case "Bulk":
		s.routeBulk(c, rest)
	default:
		s.routeResource(c, head, rest)
	}
}

func (s *Server) routeSearch(c call, shelves []*shelf, rest []string) {
	if len(rest) > 0 {
		refuse(c.w, nowhere(c.r.URL.Path))
		return
	}
	c.only(http.MethodPost, func() { s.search(c, shelves) })
}

func (s *Server) routeBulk(c call, rest []string) {
	if len(rest) > 0 {
		refuse(c.w, nowhere(c.r.URL.Path))
		return
	}
	c.only(http.MethodPost, func() { s.bulk(c) })
}

func (s *Server) routeResource(c call, head string, rest []string) {
	sh := s.shelf(head)
	switch {
	case sh == nil || len(rest) > 2:
		refuse(c.w, nowhere(c.r.URL.Path))
	case len(rest) == 0:
		s.collection(c, sh)
	case rest[0] == ".search":
		s.routeSearch(c, []*shelf{sh}, rest[1:])
	case len(rest) == 1:
		s.resource(c, sh, withoutFormat(rest[0]))
	default:
		refuse(c.w, nowhere(c.r.URL.Path))
	}
}

// withoutFormat takes the format from the name of a resource, which a client may
// ask for by a suffix (RFC 7644 §3.8): there is one, and no id has a dot.
func withoutFormat(name string) string { return strings.TrimSuffix(name, ".scim") }

// shelf is the resource type of an endpoint, nil when there is none.
func (s *Server) shelf(segment string) *shelf {
	for _, sh := range s.shelves {
		if sh.endpoint[1:] == segment {
			return sh
		}
	}
	return nil
}

func (s *Server) collection(c call, sh *shelf) {
	switch c.r.Method {
	case http.MethodGet:
		s.list(c, []*shelf{sh})
	case http.MethodPost:
		s.create(c, sh)
	default:
		notAllowed(c.w, c.r.Method, "GET, POST")
	}
}

func (s *Server) resource(c call, sh *shelf, id string) {
	switch c.r.Method {
	case http.MethodGet:
		s.read(c, sh, id)
	case http.MethodPut:
		s.replace(c, sh, id)
	case http.MethodPatch:
		s.change(c, sh, id)
	case http.MethodDelete:
		s.delete(c, sh, id)
	default:
		notAllowed(c.w, c.r.Method, "DELETE, GET, PATCH, PUT")
	}
}

// only runs the handler for one method and answers 405 to the others.
func (c call) only(method string, handle func()) {
	if c.r.Method != method {
		notAllowed(c.w, c.r.Method, method)
		return
	}
	handle()
}

package refserver

import (
	"net/http"
	"strconv"

	"github.com/scimulator/scimulator/internal/scim"
)

// list answers GET on a resource type or on the root (RFC 7644 §3.4.2).
func (s *Server) list(c call, shelves []*shelf) {
	values, fault := c.parameters()
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	q, fault := s.query(values)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	q.exposed = true
	s.answer(c, shelves, q)
}

// search answers POST to /.search (RFC 7644 §3.4.3).
func (s *Server) search(c call, shelves []*shelf) {
	request, fault := s.object(c.w, c.r)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	values, fault := searchParameters(request)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	q, fault := s.query(values)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	c.w.Header().Set("Location", c.root+c.r.URL.EscapedPath()[len(s.base):])
	s.answer(c, shelves, q)
}

func (s *Server) answer(c call, shelves []*shelf, q query) {
	chosen, fault := s.choose(shelves, q, c.root)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	views := s.store.views(chosen.records, q.shown)
	b := append(make([]byte, 0, 512*(len(views)+1)), `{"schemas":["`+scim.URNListResponse+`"],"totalResults":`...)
	b = strconv.AppendInt(b, int64(chosen.total), 10)
	if s.unkind == nil || chosen.total > len(views) { // required of a part only (RFC 7644 §3.4.2)
		b = appendPage(b, q, chosen)
		b = append(b, `,"itemsPerPage":`...)
		b = strconv.AppendInt(b, int64(len(views)), 10)
	}
	b = append(b, `,"Resources":[`...) // present even when empty (E-6.5)
	for i := range views {
		if i > 0 {
			b = append(b, ',')
		}
		b = q.shown.appendTo(b, &views[i], c.root)
	}
	send(c.w, http.StatusOK, append(b, "]}"...))
}

// appendPage writes where the page is: by index (RFC 7644 §3.4.2.4), or by the
// cursors of its neighbours (RFC 9865 §2).
func appendPage(b []byte, q query, chosen selection) []byte {
	if !q.cursored {
		b = append(b, `,"startIndex":`...)
		return strconv.AppendInt(b, int64(q.start), 10)
	}
	if chosen.previous != "" {
		b = append(b, `,"previousCursor":"`+chosen.previous+`"`...)
	}
	if chosen.next != "" {
		b = append(b, `,"nextCursor":"`+chosen.next+`"`...)
	}
	return b
}

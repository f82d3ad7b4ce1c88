package refserver

import (
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// tag is the entity-tag of a resource (RFC 7644 §3.14). Its first part counts
// the changes of the store, so that no resource ever has the same twice; the
// second covers what is computed from other resources, whose change does not
// touch this one.
func (s *store) tag(rec *record, v *view) string {
	tag := `W/"` + strconv.FormatUint(rec.version, 36)
	if len(v.groups) == 0 && v.manager == nil {
		return tag + `"`
	}
	sum := fnv.New64a()
	for _, group := range v.groups {
		_, _ = sum.Write([]byte(group.id + group.relation + group.label)) // never fails (hash.Hash)
	}
	if v.manager != nil {
		_, _ = sum.Write([]byte(v.manager.label))
	}
	return tag + "-" + strconv.FormatUint(sum.Sum64(), 36) + `"`
}

// nextVersion counts a change. The caller holds the lock.
func (s *store) nextVersion() uint64 {
	s.changes++
	return s.changes
}

// condition is what a request demands of the current version (RFC 7232 §3).
type condition struct {
	match, noneMatch []string // entity-tags, or "*"
}

// condition reads the preconditions of a request. A server that announces no
// ETags knows none (RFC 7643 §5, etag).
func (s *Server) condition(r *http.Request) condition {
	if !s.store.etags {
		return condition{}
	}
	return condition{tags(r.Header.Values("If-Match")), tags(r.Header.Values("If-None-Match"))}
}

func tags(headers []string) []string {
	var list []string
	for _, header := range headers {
		for _, tag := range strings.Split(header, ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
				list = append(list, tag)
			}
		}
	}
	return list
}

// allows says whether a write may go on. SCIM compares weak tags in If-Match
// too (RFC 7644 §3.14), which plain HTTP would never match.
func (c condition) allows(tag string) bool {
	if len(c.match) > 0 && !covers(c.match, tag) {
		return false
	}
	return !covers(c.noneMatch, tag)
}

// unchanged says that a read can be answered with 304.
func (c condition) unchanged(tag string) bool { return covers(c.noneMatch, tag) }

// covers says whether a list of entity-tags names one; * names all.
func covers(list []string, tag string) bool {
	return slices.ContainsFunc(list, func(one string) bool {
		return one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/")
	})
}

// meets answers 412 when the resource is not the version that the client knows.
// The caller holds rec.writing.
func (s *Server) meets(rec *record, c condition) *scim.Error {
	if len(c.match) == 0 && len(c.noneMatch) == 0 {
		return nil
	}
	v, ok := s.store.view(rec, parts{groups: true})
	if !ok {
		return missing(rec.shelf.kind, rec.id)
	}
	if c.allows(v.tag) {
		return nil
	}
	return &scim.Error{Status: http.StatusPreconditionFailed, Detail: "the resource has changed: its version is " + v.tag + "; read it again"}
}

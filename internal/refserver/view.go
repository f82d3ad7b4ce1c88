package refserver

import (
	"slices"
	"time"
)

// view is one resource as it was at one instant, taken under the store's lock
// and written without it.
type view struct {
	kind     *kind
	id       string
	body     []byte
	hole     int
	manager  *link
	groups   []link
	members  []*record // only their id and shelf, which never change, are read
	created  int64
	modified int64
	tag      string // entity-tag, "" when the server has none
	zone     *time.Location
}

// link is a reference to another resource.
type link struct {
	kind     *kind
	id       string
	label    string // displayName
	relation string // of a group: direct or indirect (RFC 7643 §4.1.2)
}

// parts are the computed parts that a reader wants; taking fewer costs less.
type parts struct{ members, groups bool }

// view takes a resource; false when it was deleted meanwhile.
func (s *store) view(rec *record, want parts) (view, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if rec.gone {
		return view{}, false
	}
	return s.look(rec, want), true
}

// views takes several resources at the same instant, without those deleted
// meanwhile.
func (s *store) views(records []*record, shown projection) []view {
	s.mu.RLock()
	defer s.mu.RUnlock()
	taken := make([]view, 0, len(records))
	for _, rec := range records {
		if !rec.gone {
			taken = append(taken, s.look(rec, shown.parts(rec.shelf.kind)))
		}
	}
	return taken
}

// look fills a view. The caller holds the lock.
func (s *store) look(rec *record, want parts) view {
	v := view{
		kind: rec.shelf.kind, id: rec.id, body: rec.body, hole: rec.hole,
		created: rec.created, modified: rec.modified, zone: s.unkind.zone(),
	}
	if rec.manager != "" {
		if manager := s.byID[rec.manager]; manager != nil {
			v.manager = &link{kind: manager.shelf.kind, id: manager.id, label: manager.label}
		}
	}
	if (want.groups || s.etags) && v.kind.showsGroups {
		v.groups = belonging(rec)
	}
	if s.etags {
		v.tag = s.tag(rec, &v)
	}
	if !want.groups {
		v.groups = nil
	}
	if want.members && rec.members != nil {
		v.members = rec.members.all()
	}
	return v
}

// belonging lists the groups of a user: those that hold it directly, then those
// that hold one of its groups, however deep (RFC 7643 §4.1.2). The caller holds
// the lock.
func belonging(rec *record) []link {
	if len(rec.groups) == 0 {
		return nil
	}
	links := make([]link, 0, len(rec.groups))
	seen := make(map[*record]bool, len(rec.groups))
	for _, group := range rec.groups {
		seen[group] = true
		links = append(links, link{group.shelf.kind, group.id, group.label, "direct"})
	}
	for queue := slices.Clone(rec.groups); len(queue) > 0; queue = queue[1:] {
		for _, outer := range queue[0].groups {
			if !seen[outer] {
				seen[outer] = true
				queue = append(queue, outer)
				links = append(links, link{outer.shelf.kind, outer.id, outer.label, "indirect"})
			}
		}
	}
	return links
}

// appendTo writes the resource as JSON; root is the base URL of the request.
func (v *view) appendTo(b []byte, root string) []byte {
	b = append(b, v.body[:v.hole]...)
	if v.manager != nil {
		b = append(b, `,"$ref":`...)
		b = v.manager.appendRef(b, root)
		if v.manager.label != "" {
			b = append(b, `,"displayName":`...)
			b = appendString(b, v.manager.label)
		}
	}
	b = append(b, v.body[v.hole:]...)
	b = v.appendGroups(b, root)
	b = v.appendMembers(b, root)
	return append(v.appendMeta(b, root), '}')
}

// appendRef writes the URI of the linked resource.
func (l link) appendRef(b []byte, root string) []byte {
	return appendString(b, root+l.kind.endpoint+"/"+l.id)
}

// appendGroups writes the groups that a user belongs to (RFC 7643 §4.1.2).
func (v *view) appendGroups(b []byte, root string) []byte {
	for i, group := range v.groups {
		b = appendLead(b, i, `,"groups":[`)
		b = append(b, `{"value":`...)
		b = appendString(b, group.id)
		b = append(b, `,"$ref":`...)
		b = group.appendRef(b, root)
		b = append(b, `,"display":`...)
		b = appendString(b, group.label)
		b = append(b, `,"type":"`...)
		b = append(b, group.relation...)
		b = append(b, `"}`...)
	}
	if len(v.groups) > 0 {
		b = append(b, ']')
	}
	return b
}

func (v *view) appendMembers(b []byte, root string) []byte {
	for i, member := range v.members {
		b = appendLead(b, i, `,"members":[`)
		b = append(b, `{"value":`...)
		b = appendString(b, member.id)
		b = append(b, `,"$ref":`...)
		b = link{kind: member.shelf.kind, id: member.id}.appendRef(b, root)
		b = append(b, `,"type":"`...)
		b = append(b, member.shelf.name...)
		b = append(b, `"}`...)
	}
	if len(v.members) > 0 {
		b = append(b, ']')
	}
	return b
}

// appendLead opens an array before its first element and separates the others.
func appendLead(b []byte, i int, open string) []byte {
	if i == 0 {
		return append(b, open...)
	}
	return append(b, ',')
}

// appendMeta writes meta (RFC 7643 §3.1), with version only where ETags are
// announced.
func (v *view) appendMeta(b []byte, root string) []byte {
	b = append(b, `,"meta":{"resourceType":"`...)
	b = append(b, v.kind.name...)
	b = append(b, `","created":"`...)
	b = appendTime(b, v.created, v.zone)
	b = append(b, `","lastModified":"`...)
	b = appendTime(b, v.modified, v.zone)
	b = append(b, `","location":`...)
	b = appendString(b, v.location(root))
	if v.tag != "" {
		b = append(b, `,"version":`...)
		b = appendString(b, v.tag)
	}
	return append(b, '}')
}

func appendTime(b []byte, nanoseconds int64, zone *time.Location) []byte {
	return time.Unix(0, nanoseconds).In(zone).AppendFormat(b, "2006-01-02T15:04:05.000Z07:00")
}

func (v *view) location(root string) string { return root + v.kind.endpoint + "/" + v.id }

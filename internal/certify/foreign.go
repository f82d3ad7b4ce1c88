package certify

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// listLimit is how many resources are listed to compare them before and after;
// beyond that, the report says that it was not done.
const listLimit = 50_000

// listing is what was on the target: a digest for each resource, by Users/{id}.
type listing struct {
	digests map[string][sha256.Size]byte
	ours    []string // resources that carry the marker
	note    string   // why it is not complete
}

// foreign lists users and groups, but for what carries our marker.
func (s *session) foreign(ctx context.Context) listing {
	l := listing{digests: map[string][sha256.Size]byte{}}
	for _, t := range s.stage.Facts.Types {
		if note := s.list(ctx, t.Name, t.Endpoint, &l); note != "" && l.note == "" {
			l.note = note
		}
	}
	return l
}

func (s *session) list(ctx context.Context, kind, endpoint string, l *listing) string {
	for next := 1; ; {
		response, err := s.Sender.Do(ctx, client.Request{
			Path: endpoint, RawQuery: "startIndex=" + strconv.Itoa(next) + "&count=" + strconv.Itoa(pageSize), Label: exchange.Label{Purpose: exchange.Verification},
		})
		if err != nil {
			return endpoint + " cannot be listed: " + err.Error()
		}
		body, err := scim.Decode(response.Body)
		if err != nil || response.Status != http.StatusOK {
			return endpoint + " cannot be listed: it answers " + strconv.Itoa(response.Status)
		}
		came := 0
		for _, element := range body.List("Resources") {
			if s.note(kind, endpoint, scim.AsObject(element), l) {
				came++
			}
		}
		total, _ := body.Get("totalResults")
		number, _ := total.(json.Number)
		count, _ := number.Int64()
		if next += len(body.List("Resources")); came == 0 || int64(next) > count {
			return ""
		}
		if next > listLimit {
			return endpoint + " has more than " + strconv.Itoa(listLimit) + " resources: they were not all compared"
		}
	}
}

const pageSize = 500

// note keeps what a resource was like; it says whether the resource is new to the
// listing, so that a target that repeats its first page cannot hold us.
func (s *session) note(kind, endpoint string, resource scim.Resource, l *listing) bool {
	key := strings.TrimPrefix(endpoint, "/") + "/" + resource.ID()
	if _, known := l.digests[key]; known || slices.Contains(l.ours, key) {
		return false
	}
	if s.ledger.isOurs(kind, resource.ID()) || strings.Contains(resource.String("userName")+resource.String("displayName"), s.Marker) {
		l.ours = append(l.ours, key)
		return true
	}
	clean := maps.Clone(resource)
	raw, err := json.Marshal(clean) // members sorted by name
	if err != nil {
		return false
	}
	l.digests[key] = sha256.Sum256(raw)
	return true
}

// compare lists again and tells what is not as it was.
func (s *session) compare(ctx context.Context, before listing) *verdict.Untouched {
	after := s.foreign(ctx)
	u := &verdict.Untouched{Before: len(before.digests), After: len(after.digests), Note: before.note}
	if u.Note == "" {
		u.Note = after.note
	}
	if u.Note != "" {
		return u
	}
	for key, digest := range before.digests {
		now, there := after.digests[key]
		switch {
		case !there:
			u.Changed = append(u.Changed, key+" is gone")
		case now != digest:
			u.Changed = append(u.Changed, key+" has changed")
		}
	}
	fresh := 0
	for key := range after.digests {
		if _, there := before.digests[key]; there {
			continue
		}
		if fresh++; !s.mishaps.any() {
			u.Changed = append(u.Changed, key+" is new")
		}
	}
	s.mishaps.spare(u, fresh)
	slices.Sort(u.Changed)
	return u
}

// clean removes what checks could not remove, and what carries our marker though
// the target said that it was not created. What remains is told.
func (s *session) clean(ctx context.Context) []verdict.Leftover {
	var left []verdict.Leftover
	for key, name := range s.ledger.remaining() {
		left = s.remove(ctx, s.endpoint(key[0])+"/"+key[1], key, name, left)
	}
	for _, resource := range s.foreign(ctx).ours {
		endpoint, id, _ := strings.Cut(resource, "/")
		kind := s.kind("/" + endpoint)
		if slices.ContainsFunc(left, func(l verdict.Leftover) bool { return l.Resource == resource }) {
			continue
		}
		left = s.remove(ctx, resource, [2]string{kind, id}, "", left)
	}
	slices.SortFunc(left, func(a, b verdict.Leftover) int { return strings.Compare(a.Resource, b.Resource) })
	return left
}

func (s *session) endpoint(kind string) string {
	t, _ := s.stage.Facts.Type(kind)
	return strings.TrimPrefix(t.Endpoint, "/")
}

func (s *session) kind(endpoint string) string {
	for _, t := range s.stage.Facts.Types {
		if strings.EqualFold(t.Endpoint, endpoint) {
			return t.Name
		}
	}
	return ""
}

func (s *session) remove(ctx context.Context, resource string, key [2]string, name string, left []verdict.Leftover) []verdict.Leftover {
	label := exchange.Label{Purpose: exchange.Cleanup}
	response, err := s.Sender.Do(ctx, client.Request{Method: http.MethodDelete, Path: "/" + resource, Label: label})
	switch {
	case err == nil && (response.Status < 300 || response.Status == http.StatusNotFound):
		s.ledger.Removed(key[0], key[1])
		return left
	case err != nil:
		return append(left, verdict.Leftover{Resource: resource, Name: name, State: "unknown", Reason: err.Error()})
	}
	return append(left, verdict.Leftover{Resource: resource, Name: name, State: s.disable(ctx, resource, key[0]), Reason: "DELETE is answered " + strconv.Itoa(response.Status)})
}

// disable switches off an account that cannot be deleted.
func (s *session) disable(ctx context.Context, resource, kind string) string {
	if kind != "User" {
		return "refused"
	}
	body := `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[{"op":"replace","path":"active","value":false}]}`
	response, err := s.Sender.Do(ctx, client.Request{Method: http.MethodPatch, Path: "/" + resource, Body: []byte(body), Label: exchange.Label{Purpose: exchange.Cleanup}})
	if err != nil || response.Status >= 300 {
		return "refused"
	}
	return "disabled"
}

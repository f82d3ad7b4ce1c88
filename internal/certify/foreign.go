package certify

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/foreign"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// lister lists what the target announces, but for what carries our marker or is in
// the ledger.
func (s *session) lister() foreign.Lister {
	l := foreign.Lister{Sender: s.Sender, Ours: func(kind string, resource scim.Resource) bool {
		return s.ledger.isOurs(kind, resource.ID()) || strings.Contains(resource.String("userName")+resource.String("displayName"), s.Marker)
	}}
	for _, t := range s.stage.Facts.Types {
		l.Kinds = append(l.Kinds, foreign.Kind{Name: t.Name, Endpoint: t.Endpoint})
	}
	return l
}

// untouched compares what was there before with what is now. last is the listing of
// the cleanup: where that removed nothing more, it shows how things are.
func (s *session) untouched(ctx context.Context, before, last foreign.Listing) *verdict.Untouched {
	if len(last.Ours) > 0 || last.Note != "" {
		last = s.lister().List(ctx)
	}
	return s.mishaps.spare(foreign.Compare(before, last))
}

// clean removes what checks could not remove, and what carries our marker though
// the target said that it was not created. What remains is told.
func (s *session) clean(ctx context.Context) (left []verdict.Leftover, after foreign.Listing) {
	for key, name := range s.ledger.remaining() {
		left = s.remove(ctx, s.endpoint(key[0])+"/"+key[1], key, name, left)
	}
	after = s.lister().List(ctx)
	for _, resource := range after.Ours {
		endpoint, id, _ := strings.Cut(resource, "/")
		kind := s.kind("/" + endpoint)
		if slices.ContainsFunc(left, func(l verdict.Leftover) bool { return l.Resource == resource }) {
			continue
		}
		left = s.remove(ctx, resource, [2]string{kind, id}, "", left)
	}
	slices.SortFunc(left, func(a, b verdict.Leftover) int { return strings.Compare(a.Resource, b.Resource) })
	return left, after
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

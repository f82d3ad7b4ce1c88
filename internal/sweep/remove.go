package sweep

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// remove deletes one resource of ours, after a look whether it still is: a target
// may have given its id to somebody else since.
func (s *sweeper) remove(ctx context.Context, t Thing) {
	if s.swept[s.site.path(t)] || ctx.Err() != nil {
		return
	}
	s.swept[s.site.path(t)] = true
	if s.site.endpoints[t.Kind] == "" {
		s.leave(t, "unknown", "the target does not say where a "+t.Kind+" is")
		return
	}
	response, err := s.site.do(ctx, http.MethodGet, s.site.path(t), "", nil)
	switch {
	case err != nil:
		s.leave(t, "unknown", err.Error())
	case response.Status == http.StatusNotFound || response.Status == http.StatusGone:
		s.result.Gone++
	case !s.isOurs(response):
		s.leave(t, "unknown", "not touched: what is there does not carry the marker of the run")
	case s.Dry:
		s.result.Removed = append(s.result.Removed, t)
	default:
		s.erase(ctx, t)
	}
}

// isOurs says whether what the target shows carries the marker.
func (s *sweeper) isOurs(shown client.Response) bool {
	resource, err := scim.Decode(shown.Body)
	if err != nil || shown.Status != http.StatusOK {
		return false
	}
	return slices.ContainsFunc(names(resource), func(name string) bool { return carries(name, s.Marker) })
}

// erase deletes; what the target refuses to delete is switched off and listed.
func (s *sweeper) erase(ctx context.Context, t Thing) {
	response, err := s.site.do(ctx, http.MethodDelete, s.site.path(t), "", nil)
	switch {
	case err != nil:
		s.leave(t, "unknown", err.Error())
	case response.Status == http.StatusNotFound || response.Status/100 == 2 && s.isGone(ctx, t):
		s.result.Removed = append(s.result.Removed, t)
	case t.Kind == "User" && s.switchOff(ctx, t):
		s.leave(t, "disabled", refusal(response))
	default:
		s.leave(t, "refused", refusal(response))
	}
}

func refusal(response client.Response) string {
	if response.Status/100 == 2 {
		return fmt.Sprintf("DELETE was answered with %d, and it is still there", response.Status)
	}
	body, _ := scim.Decode(response.Body)
	return strings.TrimSuffix(fmt.Sprintf("DELETE was answered with %d: %s", response.Status, body.String("detail")), ": ")
}

// isGone looks whether a deletion that was answered with success took place, until
// one of the kind did: then the target is trusted with the others.
func (s *sweeper) isGone(ctx context.Context, t Thing) bool {
	if s.trusted[t.Kind] {
		return true
	}
	gone := s.isAbsent(ctx, t)
	if !gone && s.Settle > 0 {
		select {
		case <-time.After(s.Settle):
			gone = s.isAbsent(ctx, t)
		case <-ctx.Done():
		}
	}
	s.trusted[t.Kind] = gone
	return gone
}

func (s *sweeper) isAbsent(ctx context.Context, t Thing) bool {
	response, err := s.site.do(ctx, http.MethodGet, s.site.path(t), "", nil)
	return err == nil && (response.Status == http.StatusNotFound || response.Status == http.StatusGone)
}

// switchOff disables an account that cannot be deleted and looks whether it is.
func (s *sweeper) switchOff(ctx context.Context, t Thing) bool {
	active, err := dialect.ParseTarget("active")
	if err != nil {
		return false
	}
	body := s.Dialect.Update([]dialect.Change{{Op: dialect.Replace, Target: active, Value: false}})
	if _, err := s.site.do(ctx, http.MethodPatch, s.site.path(t), "", body); err != nil {
		return false
	}
	response, err := s.site.do(ctx, http.MethodGet, s.site.path(t), "", nil)
	if err != nil {
		return false
	}
	shown, _ := scim.Decode(response.Body)
	value, _ := shown.Get("active")
	return strings.EqualFold(fmt.Sprint(value), "false")
}

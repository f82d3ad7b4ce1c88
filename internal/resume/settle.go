package resume

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
	"github.com/scimulator/scimulator/internal/sweep"
)

// settle finds out what became of a request whose answer was lost. What was carried
// out is answered as that, and what was not is sent.
func (s *Sender) settle(ctx context.Context, r client.Request, n int64) (client.Response, error) {
	switch beyond := s.isBeyond(r); {
	case isLook(r, beyond):
		return s.send(ctx, r, n)
	case beyond:
		return s.lost(n, r)
	case r.Method == http.MethodPut: // RFC 9110 §9.2.2: once more is the same
		return s.send(ctx, r, n)
	}
	found, err := s.look(ctx, r)
	var away *unseen
	switch {
	case ctx.Err() != nil: // interrupted: what became of it, the clean-up looks for
		return client.Response{}, givenUp(ctx)
	case errors.As(err, &away):
		return client.Response{}, s.journal.halt(fmt.Errorf("what became of %s %s cannot be seen: %w", r.Method, s.next.Masker().Text(r.Path), err))
	case err != nil:
		return s.lost(n, r)
	}
	s.journal.count(found != nil)
	if found == nil {
		return s.send(ctx, r, n)
	}
	found.Settled = true
	s.journal.outcome(n, s.creates(r), *found, nil, s.next.Masker())
	return *found, nil
}

// isLook says whether a request changes nothing, so that it may be sent again.
func isLook(r client.Request, beyond bool) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead || beyond && r.Label.Purpose == exchange.Verification
}

// unseen says that the target does not let us look: nothing can be known of it now,
// but perhaps later.
type unseen struct{ reason string }

func (u *unseen) Error() string { return u.reason }

// look gives the answer to a request that was carried out, nil for one that was not.
// An error that is not *unseen says that nobody can tell.
func (s *Sender) look(ctx context.Context, r client.Request) (*client.Response, error) {
	kind, id := resourceOf(r.Path)
	switch {
	case r.Method == http.MethodPost && id == "":
		return s.lookCreated(ctx, r, kind)
	case r.Method == http.MethodPatch && id != "":
		return s.lookPatched(ctx, r, kind)
	case r.Method == http.MethodDelete && id != "":
		return s.lookDeleted(ctx, r)
	}
	return nil, errors.New("no look tells what became of " + r.Method)
}

// read asks for the resource of a path, as a look of ours.
func (s *Sender) read(ctx context.Context, r client.Request, path, query string) (client.Response, error) {
	response, err := s.next.Do(ctx, client.Request{Method: http.MethodGet, Path: path, RawQuery: query, Header: r.Header, Label: looking(r)})
	switch {
	case err != nil:
		return response, &unseen{err.Error()}
	case response.Status == http.StatusUnauthorized, response.Status == http.StatusForbidden:
		return response, &unseen{fmt.Sprintf("the token is refused with %d", response.Status)}
	case response.Status >= http.StatusInternalServerError, response.Status == http.StatusTooManyRequests:
		return response, &unseen{fmt.Sprintf("the target answers with %d", response.Status)}
	}
	return response, nil
}

// looking is the label of a look on account of a request.
func looking(r client.Request) exchange.Label {
	label := r.Label
	label.Purpose = exchange.Verification
	return label
}

// lookCreated looks for exactly the name that was to be created. Only a name with the
// marker of the run can be ours, and what another answer created is not what was lost.
func (s *Sender) lookCreated(ctx context.Context, r client.Request, kind string) (*client.Response, error) {
	name := nameIn(kind, r.Body)
	if !s.journal.isOurs(name) {
		return nil, errors.New("it does not carry the marker of the run")
	}
	if err := s.reach(ctx, r, kind); err != nil {
		return nil, err
	}
	all, err := sweep.Named(ctx, s.next, r.Header, looking(r), kind, name)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(t sweep.Thing) bool { return s.journal.knows(kind, t.ID) })
	if len(all) == 0 {
		return nil, nil
	}
	shown, err := s.read(ctx, r, r.Path+"/"+url.PathEscape(all[0].ID), "")
	if err != nil {
		return nil, err
	}
	if shown.Status != http.StatusOK {
		return nil, fmt.Errorf("%s is found, and cannot be read", name)
	}
	shown.Status = http.StatusCreated
	return &shown, nil
}

// reach asks for nobody: a target that refuses us or is away would look like one that
// cannot be asked.
func (s *Sender) reach(ctx context.Context, r client.Request, kind string) error {
	attribute := "userName"
	if kind == "Group" {
		attribute = "displayName"
	}
	_, err := s.read(ctx, r, r.Path, "filter="+attribute+"+eq+%22"+strings.ToLower(s.journal.options.Marker)+"%22")
	return err
}

// nameIn is the name of a resource in the body that creates it.
func nameIn(kind string, body []byte) string {
	resource, err := scim.Decode(body)
	switch {
	case err != nil:
		return ""
	case kind == "User":
		return resource.String("userName")
	}
	return resource.String("displayName")
}

// lookPatched applies the operations to what is there: where they change nothing, they
// were carried out. What takes something away that the target does not show is sent
// again, since it may hide it.
func (s *Sender) lookPatched(ctx context.Context, r client.Request, kind string) (*client.Response, error) {
	operations, err := patch.Decode(r.Body, patch.Tolerant)
	set := s.journal.options.Sets[kind]
	if err != nil || set == nil {
		return nil, nil
	}
	query := ""
	if kind == "Group" { // what a server withholds by default is asked for
		query = "attributes=members,displayName,externalId"
	}
	shown, err := s.read(ctx, r, r.Path, query)
	if err != nil || shown.Status != http.StatusOK {
		return nil, err
	}
	resource, err := scim.Decode(shown.Body)
	if err != nil || !isVisible(operations, resource) {
		return nil, nil
	}
	if changed, err := (patch.Applier{Set: set, Mode: patch.Tolerant}).Apply(resource, operations); err != nil || changed {
		return nil, nil
	}
	return &client.Response{Exchange: shown.Exchange, Status: http.StatusNoContent, Header: http.Header{}, Took: shown.Took}, nil
}

// isVisible says whether what the operations came to could be seen in a resource.
func isVisible(operations []patch.Operation, resource scim.Resource) bool {
	_, members := resource.Get("members")
	for _, operation := range operations {
		ofMembers := strings.HasPrefix(strings.ToLower(operation.Path), "members")
		switch {
		case operation.Op == patch.Remove && !(ofMembers && members):
			return false
		case operation.Op != patch.Remove && operation.Value == nil:
			return false
		}
	}
	return true
}

// lookDeleted looks whether the resource is gone.
func (s *Sender) lookDeleted(ctx context.Context, r client.Request) (*client.Response, error) {
	shown, err := s.read(ctx, r, r.Path, "")
	if err != nil || shown.Status != http.StatusNotFound && shown.Status != http.StatusGone {
		return nil, err
	}
	return &client.Response{Exchange: shown.Exchange, Status: http.StatusNoContent, Header: http.Header{}, Took: shown.Took}, nil
}

// halt ends the run, since it cannot go on now.
func (j *Journal) halt(why error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.stop(why)
}

// count notes that a request was looked for.
func (j *Journal) count(carriedOut bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tally.Settled++
	if carriedOut {
		j.tally.CarriedOut++
	}
}

// isOurs says whether a name carries the marker of the run.
func (j *Journal) isOurs(name string) bool {
	marker := strings.ToLower(j.options.Marker)
	return marker != "" && strings.Contains(strings.ToLower(name), marker)
}

// knows says whether an answer of the run created the resource.
func (j *Journal) knows(kind, id string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.past.made[kind+"/"+id]
}

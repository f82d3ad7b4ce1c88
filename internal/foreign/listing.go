// Package foreign proves that a run left everybody else's data alone: it lists what
// is on a target before and after, but for what is the run's own, and tells what is
// not as it was (design §9).
package foreign

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

// The bounds of a listing; beyond them, the report says that it was not done.
const (
	limit    = 50_000 // resources of a type
	patience = 60 * time.Second
	// pageSize is asked for first. Where so many resources are larger than an answer
	// may be, such as groups with all their members, fewer are asked for.
	pageSize = 500
)

// Sender sends one SCIM request; *client.Client is one.
type Sender interface {
	Do(ctx context.Context, request client.Request) (client.Response, error)
}

// Kind is a type of resources: User at /Users.
type Kind struct {
	Name, Endpoint string
	Optional       bool // a target may have none: 404 and 501 say that nothing is there
}

// Lister lists the resources of a target.
type Lister struct {
	Sender Sender
	Kinds  []Kind
	Ours   func(kind string, resource scim.Resource) bool // whether the run created it
}

// Listing is what was on a target: a digest for each resource that is not ours, by
// Users/{id}.
type Listing struct {
	Ours []string // Users/{id} of what is ours
	Note string   // why it is not complete; "" when it is

	digests map[string][sha256.Size]byte
	ours    map[string]bool
}

// Size is how many resources are not ours.
func (l Listing) Size() int { return len(l.digests) }

// List lists all resources, in a minute at most. What cannot be listed is told in
// the note.
func (l Lister) List(ctx context.Context) Listing {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("it takes longer than %s", patience))
	defer cancel()
	listing := Listing{digests: map[string][sha256.Size]byte{}, ours: map[string]bool{}}
	for _, kind := range l.Kinds {
		if problem := l.list(ctx, kind, &listing); problem != "" && listing.Note == "" {
			listing.Note = kind.Endpoint + " " + problem
		}
	}
	return listing
}

// list reads one page after the other and says what prevents it.
func (l Lister) list(ctx context.Context, kind Kind, into *Listing) (problem string) {
	for next, count, seen := 1, pageSize, 0; ; {
		page, err := l.page(ctx, kind.Endpoint, next, count)
		switch {
		case isTooLarge(err) && count > 1:
			count = max(1, count/10)
			continue
		case kind.Optional && isAbsent(err):
			return ""
		case err != nil:
			return "cannot be listed: " + err.Error()
		}
		came := 0
		for _, resource := range page.Resources {
			if l.note(kind, resource, into) {
				came++
			}
		}
		seen += came
		next += len(page.Resources)
		switch {
		case seen >= page.TotalResults:
			return ""
		case next > limit:
			return fmt.Sprintf("has more than %d resources: they were not all compared", limit)
		case came == 0: // a target that repeats its first page must not hold us
			return fmt.Sprintf("shows %d of its %d resources: they were not all compared", seen, page.TotalResults)
		}
	}
}

// page reads one page.
func (l Lister) page(ctx context.Context, endpoint string, next, count int) (scim.ListResponse, error) {
	response, err := l.Sender.Do(ctx, client.Request{
		Path: endpoint, RawQuery: "startIndex=" + strconv.Itoa(next) + "&count=" + strconv.Itoa(count), Label: exchange.Label{Purpose: exchange.Verification},
	})
	switch {
	case err != nil:
		return scim.ListResponse{}, err
	case response.Status != http.StatusOK:
		return scim.ListResponse{}, answered(response.Status)
	}
	return scim.DecodeList(response.Body)
}

// answered is a status that is no success.
type answered int

func (a answered) Error() string { return "it answers " + strconv.Itoa(int(a)) }

func isAbsent(err error) bool {
	var status answered
	return errors.As(err, &status) && (status == http.StatusNotFound || status == http.StatusNotImplemented)
}

func isTooLarge(err error) bool {
	var fault *client.Fault
	return errors.As(err, &fault) && fault.Kind == client.TooLarge
}

// note keeps what a resource was like, and says whether it is new to the listing.
func (l Lister) note(kind Kind, resource scim.Resource, into *Listing) bool {
	key := strings.TrimPrefix(kind.Endpoint, "/") + "/" + resource.ID()
	if _, known := into.digests[key]; known || into.ours[key] {
		return false
	}
	if l.Ours(kind.Name, resource) {
		into.Ours, into.ours[key] = append(into.Ours, key), true
		return true
	}
	raw, err := json.Marshal(settled(map[string]any(resource))) // members sorted by name
	if err != nil {
		return false
	}
	into.digests[key] = sha256.Sum256(raw)
	return true
}

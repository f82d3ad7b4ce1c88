package sweep

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

// Sender sends one SCIM request; *client.Client is one.
type Sender interface {
	Do(ctx context.Context, request client.Request) (client.Response, error)
}

// Unreachable says that nothing can be known of the target, and why.
type Unreachable struct{ Reason string }

func (u *Unreachable) Error() string { return u.Reason }

// site is the target as far as a sweep needs to know it.
type site struct {
	sender    Sender
	label     exchange.Label    // of what is sent
	header    http.Header       // sent with every request, besides those of the sender
	endpoints map[string]string // of resource types, by name
}

// longestPause bounds what a target may ask us to wait.
const longestPause = 5 * time.Second

// do sends a request; a target that throttles is waited for.
func (s *site) do(ctx context.Context, method, path, query string, body []byte) (client.Response, error) {
	request := client.Request{Method: method, Path: path, RawQuery: query, Body: body, Header: s.header, Label: s.label}
	response, err := s.sender.Do(ctx, request)
	for tries := 0; err == nil && response.Status == http.StatusTooManyRequests && tries < 3; tries++ {
		select {
		case <-time.After(min(max(response.RetryAfter(), time.Second), longestPause)):
		case <-ctx.Done():
			return response, ctx.Err()
		}
		response, err = s.sender.Do(ctx, request)
	}
	return response, err
}

// reach looks whether the target lets us in, and where its resources are.
func (s *site) reach(ctx context.Context) error {
	response, err := s.do(ctx, http.MethodGet, "/ResourceTypes", "", nil)
	switch {
	case err != nil:
		return &Unreachable{err.Error()}
	case response.Status == http.StatusUnauthorized || response.Status == http.StatusForbidden:
		return &Unreachable{fmt.Sprintf("the token is refused with %d", response.Status)}
	case response.Status >= 500:
		return &Unreachable{fmt.Sprintf("it answers with %d", response.Status)}
	}
	s.learn(response)
	return nil
}

// learn reads the endpoints of the resource types. A target that does not tell has
// users and groups, as the RFCs define them.
func (s *site) learn(response client.Response) {
	s.endpoints = usualEndpoints()
	body, err := scim.Decode(response.Body)
	if err != nil || response.Status != http.StatusOK {
		return
	}
	for _, element := range body.List("Resources") {
		one := scim.AsObject(element)
		endpoint := one.String("endpoint")
		if last := endpoint[strings.LastIndexByte(endpoint, '/')+1:]; one.String("name") != "" && last != "" {
			s.endpoints[one.String("name")] = "/" + last
		}
	}
}

// usualEndpoints are those of the two kinds that the RFCs define (RFC 7644 §3.2).
func usualEndpoints() map[string]string {
	return map[string]string{"User": "/Users", "Group": "/Groups"}
}

// path is where a thing is.
func (s *site) path(t Thing) string { return s.endpoints[t.Kind] + "/" + url.PathEscape(t.ID) }

// found gives the resources of a kind that have exactly this name. An error says
// that nobody can tell.
func (s *site) found(ctx context.Context, kind, name string) ([]Thing, error) {
	all, err := s.page(ctx, kind, filter(kind, "eq", name))
	if err != nil {
		all, err = s.list(ctx, kind)
	}
	var same []Thing
	for _, one := range all {
		if strings.EqualFold(one.Name, name) {
			same = append(same, one)
		}
	}
	return same, err
}

// Named gives the users or groups (kind User or Group) that have exactly this name:
// what a creation left whose answer was lost. The requests are reads under the
// label, with the header. An error says that nobody can tell.
func Named(ctx context.Context, sender Sender, header http.Header, label exchange.Label, kind, name string) ([]Thing, error) {
	s := &site{sender: sender, header: header, label: label, endpoints: usualEndpoints()}
	return s.found(ctx, kind, name)
}

// carrying gives the resources of a kind whose name carries the marker: of all,
// where the target lists them, else of those that its filter finds.
func (s *site) carrying(ctx context.Context, kind, marker string) ([]Thing, error) {
	all, err := s.list(ctx, kind)
	if err != nil {
		var again error
		if all, again = s.page(ctx, kind, filter(kind, "co", marker)+"&count="+strconv.Itoa(pageSize)); again != nil {
			return nil, err
		}
	}
	var ours []Thing
	for _, one := range all {
		if carries(one.Name, marker) {
			ours = append(ours, one)
		}
	}
	return ours, nil
}

// filter is a query about the name of a kind. The value is a JSON string (RFC 7644
// §3.4.2.2).
func filter(kind, operator, value string) string {
	quoted, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return "filter=" + url.QueryEscape(attributeOf(kind)+" "+operator+" "+string(quoted))
}

// pageSize is how many resources are asked for at a time, and listLimit how many
// at all: beyond, a filter has to do.
const (
	pageSize  = 500
	listLimit = 200_000
)

// list gives every resource of a kind, page by page. A target that repeats a page
// cannot hold us.
func (s *site) list(ctx context.Context, kind string) ([]Thing, error) {
	var all []Thing
	known := map[string]bool{}
	for next := 1; next < listLimit; {
		answer, err := s.ask(ctx, kind, "startIndex="+strconv.Itoa(next)+"&count="+strconv.Itoa(pageSize))
		if err != nil {
			return nil, err
		}
		came := 0
		for _, one := range things(kind, answer) {
			if !known[one.ID] {
				known[one.ID], all, came = true, append(all, one), came+1
			}
		}
		if next += len(answer.Resources); next > answer.TotalResults {
			return all, nil
		}
		if came == 0 {
			return nil, errors.New("its list of " + s.endpoints[kind] + " ends before totalResults")
		}
	}
	return nil, errors.New(s.endpoints[kind] + " has too many resources to be listed")
}

// page is one answer to a query, complete.
func (s *site) page(ctx context.Context, kind, query string) ([]Thing, error) {
	answer, err := s.ask(ctx, kind, query)
	if err == nil && answer.TotalResults > len(answer.Resources) {
		err = errors.New("its answer is cut")
	}
	return things(kind, answer), err
}

func (s *site) ask(ctx context.Context, kind, query string) (scim.ListResponse, error) {
	response, err := s.do(ctx, http.MethodGet, s.endpoints[kind], query, nil)
	if err != nil {
		return scim.ListResponse{}, err
	}
	if response.Status != http.StatusOK {
		return scim.ListResponse{}, fmt.Errorf("%s is answered with %d", s.endpoints[kind], response.Status)
	}
	return scim.DecodeList(response.Body)
}

func things(kind string, answer scim.ListResponse) []Thing {
	var all []Thing
	for _, resource := range answer.Resources {
		if resource.ID() != "" {
			all = append(all, Thing{Kind: kind, ID: resource.ID(), Name: nameOf(resource)})
		}
	}
	return all
}

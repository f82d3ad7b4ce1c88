//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// store is a SCIM service in a map: it understands what a run sends, and no
// more. The first user it creates is user-1, the first group group-1.
type store struct {
	mu        sync.Mutex
	resources map[string]scim.Resource // by "Users/user-1"
	created   map[string]int           // by "Users"
	sent      []client.Request
	// fault answers instead of the store when it says so; with act, the store
	// does what was asked all the same.
	fault func(r client.Request) (answer client.Response, err error, act, faulty bool)
	// before is told of every request before it is carried out.
	before func(r client.Request)
}

func newStore() *store {
	return &store{resources: map[string]scim.Resource{}, created: map[string]int{}}
}

func (s *store) Curl(r client.Request) string { return "curl " + r.Method + " " + r.Path }

// Do answers one request.
func (s *store) Do(ctx context.Context, r client.Request) (client.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return client.Response{}, err
	}
	s.sent = append(s.sent, r)
	if s.before != nil {
		s.before(r)
	}
	number := int64(len(s.sent))
	if s.fault != nil {
		if response, err, act, faulty := s.fault(r); faulty {
			if act {
				s.act(r)
			}
			response.Exchange = number
			return response, err
		}
	}
	response := s.act(r)
	response.Exchange = number
	return response, nil
}

func (s *store) act(r client.Request) client.Response {
	parts := strings.Split(strings.TrimPrefix(r.Path, "/"), "/")
	if len(parts) == 1 {
		if r.Method == http.MethodPost {
			return s.create(parts[0], r.Body)
		}
		return s.query(parts[0], r.RawQuery)
	}
	resource := s.resources[parts[0]+"/"+parts[1]]
	switch {
	case resource == nil:
		return answer(http.StatusNotFound, failed(http.StatusNotFound))
	case r.Method == http.MethodDelete:
		delete(s.resources, parts[0]+"/"+parts[1])
		return client.Response{Status: http.StatusNoContent}
	case r.Method == http.MethodPatch:
		s.patch(resource, r.Body)
	case strings.Contains(r.RawQuery, "excludedAttributes=members"):
		resource = maps.Clone(resource)
		delete(resource, "members")
	}
	return answer(http.StatusOK, resource)
}

func answer(status int, body any) client.Response {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return client.Response{Status: status, Body: raw, Header: http.Header{"Content-Type": {scim.MediaType}}}
}

func failed(status int) any {
	return map[string]any{"schemas": []string{scim.URNError}, "status": fmt.Sprint(status), "detail": http.StatusText(status)}
}

func (s *store) create(folder string, body []byte) client.Response {
	resource, err := scim.Decode(body)
	if err != nil {
		panic(err)
	}
	s.created[folder]++
	kind := strings.TrimSuffix(folder, "s")
	id := fmt.Sprintf("%s-%d", strings.ToLower(kind), s.created[folder])
	place := "/" + folder + "/" + id
	resource["id"] = id
	resource["meta"] = map[string]any{
		"resourceType": kind, "created": "2026-05-04T08:00:00Z", "lastModified": "2026-05-04T08:00:00Z", "location": place,
	}
	s.resources[folder+"/"+id] = resource
	response := answer(http.StatusCreated, resource)
	response.Header.Set("Location", place)
	return response
}

// query compares one attribute with one value: all that the engine asks.
func (s *store) query(folder, raw string) client.Response {
	values, err := url.ParseQuery(raw)
	if err != nil {
		panic(err)
	}
	name, value, filtered := strings.Cut(values.Get("filter"), " eq ")
	target, err := dialect.ParseTarget(name)
	if err != nil && filtered {
		panic(err)
	}
	found := []scim.Resource{}
	for _, place := range slices.Sorted(maps.Keys(s.resources)) {
		shown, _ := target.Find(s.resources[place])
		if strings.HasPrefix(place, folder+"/") && (!filtered || strings.EqualFold(fmt.Sprint(shown), strings.Trim(value, `"`))) {
			resource := maps.Clone(s.resources[place])
			if values.Get("excludedAttributes") == "members" {
				delete(resource, "members")
			}
			found = append(found, resource)
		}
	}
	return answer(http.StatusOK, map[string]any{"schemas": []string{scim.URNListResponse}, "totalResults": len(found), "Resources": found})
}

// patchBody is a PATCH as the engine writes it.
type patchBody struct {
	Operations []struct {
		Op, Path string
		Value    any
	}
}

func (s *store) patch(resource scim.Resource, raw []byte) {
	var body patchBody
	if err := json.Unmarshal(raw, &body); err != nil {
		panic(err)
	}
	for _, operation := range body.Operations {
		if operation.Path == "" { // the path-less form of entra-optscim
			for name, value := range operation.Value.(map[string]any) {
				put(resource, name, value)
			}
			continue
		}
		switch value := operation.Value; {
		case strings.EqualFold(operation.Op, "remove"):
			s.removeMember(resource, operation.Path, value)
		case operation.Path == "members":
			resource["members"] = append(resource.List("members"), value.([]any)...)
		default:
			put(resource, operation.Path, value)
		}
	}
}

// removeMember takes the form by value list and the one by path filter.
func (s *store) removeMember(resource scim.Resource, path string, value any) {
	leaving := path
	if listed, ok := value.([]any); ok {
		leaving = `"` + scim.AsObject(listed[0]).String("value") + `"`
	}
	resource["members"] = slices.DeleteFunc(resource.List("members"), func(member any) bool {
		return strings.Contains(leaving, `"`+scim.AsObject(member).String("value")+`"`)
	})
}

// put sets one attribute by its path, the text "True" as a boolean (E-5.20) and a
// manager as the complex value that the service expects back (E-5.28).
func put(resource map[string]any, path string, value any) {
	target, err := dialect.ParseTarget(path)
	if err != nil {
		panic(err)
	}
	holder := resource
	if target.URN != "" {
		holder = child(holder, target.URN)
	}
	if text, ok := value.(string); ok && (text == "True" || text == "False") {
		value = text == "True"
	}
	switch {
	case target.Name == "manager" && value == "":
		delete(holder, "manager")
	case target.Name == "manager":
		holder["manager"] = map[string]any{"value": value}
	case target.Sub != "":
		child(holder, target.Name)[target.Sub] = value
	default:
		holder[target.Name] = value
	}
}

func child(holder map[string]any, name string) map[string]any {
	if object, ok := holder[name].(map[string]any); ok {
		return object
	}
	object := map[string]any{}
	holder[name] = object
	return object
}

// describe is a request on one line: "PATCH /Users/user-1".
func describe(r client.Request) string { return r.Method + " " + r.Path }

// writes are the requests of a purpose that are not GET.
func (s *store) writes(purpose exchange.Purpose) []string {
	lines := []string{}
	for _, r := range s.sent {
		if r.Method != http.MethodGet && r.Label.Purpose == purpose {
			lines = append(lines, describe(r))
		}
	}
	return lines
}

// count is how many requests of a purpose were sent.
func (s *store) count(purpose exchange.Purpose) (n int) {
	for _, r := range s.sent {
		if r.Label.Purpose == purpose {
			n++
		}
	}
	return n
}

// refuse answers the first n requests of a description with a status; the rest
// are the store's.
func refuse(line string, status, n int) func(client.Request) (client.Response, error, bool, bool) {
	return func(r client.Request) (client.Response, error, bool, bool) {
		if describe(r) != line || r.Label.Purpose != exchange.Provisioning || n == 0 {
			return client.Response{}, nil, false, false
		}
		n--
		return answer(status, failed(status)), nil, false, true
	}
}

// The store is used to judge runs: it must do what it says.
func TestStore(t *testing.T) {
	s := newStore()
	send := func(method, path, query, body string) (int, scim.Resource) {
		response, err := s.Do(context.Background(), client.Request{Method: method, Path: path, RawQuery: query, Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
		resource, _ := scim.Decode(response.Body)
		return response.Status, resource
	}
	send("POST", "/Groups", "", `{"displayName":"Design"}`)
	for _, id := range []string{"a", "b", "c"} {
		send("PATCH", "/Groups/group-1", "", `{"Operations":[{"op":"Add","path":"members","value":[{"value":"`+id+`"}]}]}`)
	}
	send("PATCH", "/Groups/group-1", "", `{"Operations":[{"op":"Remove","path":"members","value":[{"value":"a"}]}]}`)
	_, group := send("PATCH", "/Groups/group-1", "", `{"Operations":[{"op":"remove","path":"members[value eq \"c\"]"}]}`)
	if got := fmt.Sprint(group["members"]); got != "[map[value:b]]" {
		t.Errorf("members %s", got)
	}
	if _, shown := send("GET", "/Groups/group-1", "excludedAttributes=members", ""); shown["members"] != nil {
		t.Error("excluded members are shown")
	}
	if _, list := send("GET", "/Groups", "filter=displayName+eq+%22design%22", ""); len(list.List("Resources")) != 1 {
		t.Error("filters must fold case (E-6.13)")
	}
	send("DELETE", "/Groups/group-1", "", "")
	if status, _ := send("GET", "/Groups/group-1", "", ""); status != http.StatusNotFound {
		t.Errorf("a deleted group answers %d", status)
	}
}

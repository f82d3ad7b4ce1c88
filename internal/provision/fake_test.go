package provision_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// fakeTarget is a SCIM service in a map. It understands what the engine sends
// and no more. What it creates for the source object ana has the id t-ana.
type fakeTarget struct {
	mu        sync.Mutex
	resources map[string]scim.Resource // by "Users/t-ana"
	trace     []string                 // of all requests, for people
	quiet     bool                     // keep no trace
	// fault answers instead of the target when it says so.
	fault func(r provision.Request) (provision.Response, error, bool)
}

func newFakeTarget() *fakeTarget { return &fakeTarget{resources: map[string]scim.Resource{}} }

func key(kind provision.Kind, id string) string { return string(kind) + "s/" + id }

// Send answers a request.
func (f *fakeTarget) Send(_ context.Context, r provision.Request) (provision.Response, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.quiet {
		f.trace = append(f.trace, describe(r))
	}
	if f.fault != nil {
		if response, err, faulty := f.fault(r); faulty {
			return response, err
		}
	}
	switch r.Operation {
	case provision.Probe, provision.Match:
		return f.query(r), nil
	case provision.Create:
		return f.create(r), nil
	}
	resource, there := f.resources[key(r.Kind, r.ID)]
	switch {
	case !there:
		return provision.Response{Status: http.StatusNotFound}, nil
	case r.Operation == provision.Read:
		return answer(http.StatusOK, resource), nil
	case r.Operation == provision.Update:
		f.patch(resource, r)
		return answer(http.StatusOK, resource), nil
	}
	delete(f.resources, key(r.Kind, r.ID))
	return provision.Response{Status: http.StatusNoContent}, nil
}

func answer(status int, body any) provision.Response {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return provision.Response{Status: status, Body: raw}
}

// query looks at every resource of the kind: filters fold case (E-6.13).
func (f *fakeTarget) query(r provision.Request) provision.Response {
	target, err := dialect.ParseTarget(r.Attribute)
	if err != nil {
		panic(err)
	}
	found := []scim.Resource{}
	if r.Operation == provision.Match { // a probe asks for one that cannot exist (E-1.10)
		for _, id := range slices.Sorted(maps.Keys(f.resources)) {
			value, _ := target.Find(f.resources[id])
			if strings.HasPrefix(id, string(r.Kind)) && strings.EqualFold(fmt.Sprint(value), r.Value) {
				found = append(found, f.resources[id])
			}
		}
	}
	return list(found...)
}

func list(found ...scim.Resource) provision.Response {
	return answer(http.StatusOK, map[string]any{
		"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}, "totalResults": len(found), "Resources": found,
	})
}

func (f *fakeTarget) create(r provision.Request) provision.Response {
	resource, err := scim.Decode(r.Body)
	if err != nil {
		panic(err)
	}
	resource["id"] = "t-" + r.Object
	f.resources[key(r.Kind, resource.ID())] = resource
	return answer(http.StatusCreated, resource)
}

// patched is what a PATCH body says.
type patched struct {
	Operations []struct {
		Op, Path string
		Value    any
	}
}

func operations(r provision.Request) patched {
	var body patched
	if err := json.Unmarshal(r.Body, &body); err != nil {
		panic(err)
	}
	return body
}

func (f *fakeTarget) patch(resource scim.Resource, r provision.Request) {
	for _, operation := range operations(r).Operations {
		path, value := modern(operation.Path, operation.Value)
		switch {
		case path == "":
			for name, member := range value.(map[string]any) {
				put(resource, name, member)
			}
		case strings.EqualFold(operation.Op, "remove"):
			f.removeMember(resource, path, value)
		case path == "members":
			resource["members"] = append(resource.List("members"), value.([]any)...)
		default:
			put(resource, path, value)
		}
	}
}

// modern reads what a legacy job sends (E-5.46) as if it were of today.
func modern(path string, value any) (string, any) {
	path = strings.Replace(path, ":2.0:User.", ":2.0:User:", 1)
	path = strings.Replace(path, "[type eq work]", `[type eq "work"]`, 1)
	list, _ := value.([]any)
	if len(list) != 1 || path == "members" {
		return path, value
	}
	if _, legacy := scim.AsObject(list[0])["$ref"]; legacy {
		return path, scim.AsObject(list[0])["value"]
	}
	return path, value
}

func (f *fakeTarget) removeMember(resource scim.Resource, path string, value any) {
	leaving := path // members[value eq "t-ana"]
	if listed, ok := value.([]any); ok {
		leaving = fmt.Sprintf("%q", scim.AsObject(listed[0]).String("value"))
	}
	resource["members"] = slices.DeleteFunc(resource.List("members"), func(member any) bool {
		return strings.Contains(leaving, fmt.Sprintf("%q", scim.AsObject(member).String("value")))
	})
}

// put sets one attribute of a resource by its path. A manager is stored as the
// complex value that the service expects back (E-5.28).
func put(resource scim.Resource, path string, value any) {
	target, err := dialect.ParseTarget(path)
	if err != nil {
		panic(err)
	}
	holder := map[string]any(resource)
	if target.URN != "" {
		holder = child(holder, target.URN)
	}
	switch {
	case target.Name == "manager" && value == "":
		delete(holder, "manager")
	case target.Name == "manager":
		holder["manager"] = map[string]any{"value": value}
	case target.MultiValued():
		element := map[string]any{target.Key: target.Value, target.Sub: value}
		rest := slices.DeleteFunc(scim.Resource(holder).List(target.Name), func(e any) bool { return scim.AsObject(e).String(target.Key) == target.Value })
		holder[target.Name] = append(rest, element)
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

// describe writes a request on one line, ids without "t-":
//
//	GET /Users?userName eq ana@fabrikam.example · GET /Users/ana · POST /Users ana
//	PATCH /Users/ana Replace active=False · PATCH /Groups/design Add members=ana · DELETE /Users/ana
func describe(r provision.Request) string {
	text := r.Method() + " /" + string(r.Kind) + "s"
	if r.ID != "" {
		text += "/" + strings.TrimPrefix(r.ID, "t-")
	}
	switch r.Operation {
	case provision.Probe:
		return text + "?probe " + r.Attribute
	case provision.Match:
		return text + "?" + r.Attribute + " eq " + r.Value
	case provision.Create:
		return text + " " + r.Object
	case provision.Update:
		for _, operation := range operations(r).Operations {
			text += " " + strings.TrimSpace(operation.Op+" "+operation.Path) + "=" + short(operation.Value)
		}
	}
	return text
}

func short(value any) string {
	if listed, ok := value.([]any); ok {
		value = scim.AsObject(listed[0]).String("value")
	}
	return strings.TrimPrefix(fmt.Sprint(value), "t-")
}

// refuse is a fault that answers the requests of one description with a status.
func refuse(prefix string, status int) func(provision.Request) (provision.Response, error, bool) {
	return func(r provision.Request) (provision.Response, error, bool) {
		return provision.Response{Status: status}, nil, strings.HasPrefix(describe(r), prefix)
	}
}

// The fake is used to judge the engine: it must do what it says.
func TestFakeTarget(t *testing.T) {
	f := newFakeTarget()
	send := func(r provision.Request) scim.Resource {
		response, err := f.Send(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		resource, _ := scim.Decode(response.Body)
		return resource
	}
	d, _ := dialect.Lookup("entra")
	send(provision.Request{Operation: provision.Create, Kind: provision.Group, Object: "g", Body: []byte(`{"displayName":"G"}`)})
	for _, member := range []string{"t-a", "t-b"} {
		send(provision.Request{Operation: provision.Update, Kind: provision.Group, ID: "t-g", Body: d.AddMembers(nil, []string{member})})
	}
	group := send(provision.Request{Operation: provision.Update, Kind: provision.Group, ID: "t-g", Body: d.RemoveMembers("t-a")})
	if members := fmt.Sprint(group["members"]); members != "[map[value:t-b]]" {
		t.Errorf("members %s", members)
	}
	found := send(provision.Request{Operation: provision.Match, Kind: provision.Group, Attribute: "displayName", Value: "g"})
	if len(found.List("Resources")) != 1 {
		t.Error("the filter must fold case")
	}
	send(provision.Request{Operation: provision.Delete, Kind: provision.Group, ID: "t-g"})
	if len(f.resources) != 0 {
		t.Error("not deleted")
	}
}

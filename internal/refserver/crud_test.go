package refserver_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// RFC 7644 §3.3: the example request and what the response has to hold.
func TestCreate(t *testing.T) {
	s := strict(t)
	got := s.want(http.StatusCreated, http.MethodPost, "/Users", `{
		"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
		"userName":"bjensen", "externalId":"bjensen",
		"name":{"formatted":"Ms. Barbara J Jensen III","familyName":"Jensen","givenName":"Barbara"}}`)
	id := got.body.ID()
	location := s.url + "/Users/" + id
	want := scim.Resource{
		"schemas":    []any{"urn:ietf:params:scim:schemas:core:2.0:User"},
		"id":         id,
		"userName":   "bjensen",
		"externalId": "bjensen",
		"name":       map[string]any{"formatted": "Ms. Barbara J Jensen III", "familyName": "Jensen", "givenName": "Barbara"},
		"meta": map[string]any{
			"resourceType": "User", "location": location,
			"created": "2026-03-02T08:00:00.000Z", "lastModified": "2026-03-02T08:00:00.000Z",
		},
	}
	if id == "" {
		t.Fatal("no id")
	}
	if diff := cmp.Diff(want, got.body); diff != "" {
		t.Error(diff)
	}
	if header := got.header.Get("Location"); header != location {
		t.Errorf("Location %q, want %q", header, location)
	}
	if media := got.header.Get("Content-Type"); media != "application/scim+json" {
		t.Errorf("Content-Type %q", media)
	}
	if diff := cmp.Diff(want, s.get("/Users/"+id)); diff != "" {
		t.Errorf("read back: %s", diff)
	}
}

func TestCreateRefuses(t *testing.T) {
	s := strict(t)
	s.user("taken")
	user := func(members string) string { return `{"schemas":["` + scim.URNUser + `"],` + members + `}` }
	tests := []struct {
		name     string
		body     string
		status   int
		scimType string
	}{
		{"userName taken in another case", user(`"userName":"TAKEN"`), 409, "uniqueness"},
		{"no userName", user(`"displayName":"x"`), 400, "invalidValue"},
		{"blank userName", user(`"userName":" "`), 400, "invalidValue"},
		{"userName null", user(`"userName":null`), 400, "invalidValue"},
		{"no schemas", `{"userName":"a"}`, 400, "invalidSyntax"},
		{"schemas of another type", `{"schemas":["` + scim.URNGroup + `"],"userName":"a"}`, 400, "invalidSyntax"},
		{"schemas no strings", `{"schemas":[1],"userName":"a"}`, 400, "invalidSyntax"},
		{"unknown attribute", user(`"userName":"a","shoeSize":"44"`), 400, "invalidSyntax"},
		{"unknown sub-attribute", user(`"userName":"a","name":{"nick":"x"}`), 400, "invalidSyntax"},
		{"same attribute in two cases", user(`"userName":"a","USERNAME":"b"`), 400, "invalidSyntax"},
		{"member twice", user(`"userName":"a","userName":"b"`), 400, "invalidSyntax"},
		{"extension not in schemas", user(`"userName":"a","` + scim.URNEnterpriseUser + `":{"department":"x"}`), 400, "invalidSyntax"},
		{"schemas names an unknown extension", `{"schemas":["` + scim.URNUser + `","urn:example:x"],"userName":"a"}`, 400, "invalidSyntax"},
		{"string for a boolean", user(`"userName":"a","active":"True"`), 400, "invalidValue"},
		{"number for a string", user(`"userName":7`), 400, "invalidValue"},
		{"object for a string", user(`"userName":{}`), 400, "invalidValue"},
		{"string for a complex attribute", user(`"userName":"a","name":"x"`), 400, "invalidValue"},
		{"object for a multi-valued attribute", user(`"userName":"a","emails":{"value":"x"}`), 400, "invalidValue"},
		{"two primaries", user(`"userName":"a","emails":[{"value":"x","primary":true},{"value":"y","primary":true}]`), 400, "invalidValue"},
		{"certificate no base64", user(`"userName":"a","x509Certificates":[{"value":"*"}]`), 400, "invalidValue"},
		{"cut off", `{"schemas":`, 400, "invalidSyntax"},
		{"something after the object", user(`"userName":"a"`) + `x`, 400, "invalidSyntax"},
		{"array", `[]`, 400, "invalidSyntax"},
		{"null", `null`, 400, "invalidSyntax"},
		{"empty", ``, 400, "invalidSyntax"},
		{"bad UTF-8", user("\"userName\":\"\xff\""), 400, "invalidSyntax"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			within := *s
			within.t = t
			within.refused(test.status, test.scimType, http.MethodPost, "/Users", test.body)
		})
	}
	if n := s.server.Count("User"); n != 1 {
		t.Errorf("%d users after refusals, want 1", n)
	}
}

// RFC 7643 §2.5, §7: unassigned and never returned values do not show; RFC 7644
// §3.3: read-only ones are ignored; names are case-insensitive.
func TestCreateCleans(t *testing.T) {
	s := strict(t)
	got := s.want(201, http.MethodPost, "/Users", `{"schemas":["`+scim.URNUser+`"],
		"USERNAME":"a","id":"mine","nickName":null,"emails":[],"name":{},"password":"t1meMa$heen",
		"groups":[{"value":"g"}],"meta":{"resourceType":"Tree","created":"2001-01-01T00:00:00Z"},
		"roles":[{"value":"x","display":null}]}`)
	for _, name := range []string{"nickName", "emails", "name", "password", "groups"} {
		if value, there := got.body[name]; there {
			t.Errorf("%s shows: %v", name, value)
		}
	}
	if got.body.ID() == "mine" {
		t.Error("the client chose the id")
	}
	if name := got.body["userName"]; name != "a" {
		t.Errorf("userName %v, want it spelled as in the schema", name)
	}
	if meta := got.body.Object("meta"); meta.String("resourceType") != "User" || meta.String("created") != "2026-03-02T08:00:00.000Z" {
		t.Errorf("meta %v is the client's", meta)
	}
	want := []any{map[string]any{"value": "x"}}
	if diff := cmp.Diff(want, got.body.List("roles")); diff != "" {
		t.Error(diff)
	}
}

func TestUniqueness(t *testing.T) {
	s := strict(t)
	a := s.user("a", `"externalId":"same"`)
	s.user("b", `"externalId":"same"`) // not unique (RFC 7643 §3.1)
	s.refused(409, "uniqueness", http.MethodPut, "/Users/"+a, `{"schemas":["`+scim.URNUser+`"],"userName":"B"}`)
	s.refused(409, "uniqueness", http.MethodPatch, "/Users/"+a, patchOp(`{"op":"replace","path":"userName","value":"b"}`))
	s.patch(200, "/Users/"+a, `{"op":"replace","path":"userName","value":"A"}`) // its own name
	s.patch(200, "/Users/"+a, `{"op":"replace","path":"userName","value":"c"}`)
	s.user("a") // free again
	s.group("Team")
	s.group("team") // RFC 7643 §8.7.1: Group displayName has uniqueness none
}

// E-6.14: Entra needs group names to be unique.
func TestTolerantGroupNamesAreUnique(t *testing.T) {
	s := tolerant(t)
	s.group("Team")
	s.refused(409, "uniqueness", http.MethodPost, "/Groups", `{"schemas":["`+scim.URNGroup+`"],"displayName":"TEAM"}`)
}

// RFC 7644 §3.5.1: what is omitted is cleared, read-only values are ignored.
func TestReplace(t *testing.T) {
	s := strict(t)
	id := s.user("bjensen", `"nickName":"Babs"`, `"roles":[{"value":"x"}]`)
	s.pass(time.Minute)
	got := s.want(200, http.MethodPut, "/Users/"+id, `{
		"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"], "id":"another",
		"userName":"bjensen", "roles":[], "emails":[{"value":"bjensen@example.com"},{"value":"babs@jensen.org"}]}`)
	want := scim.Resource{
		"schemas": []any{scim.URNUser}, "id": id, "userName": "bjensen",
		"emails": []any{map[string]any{"value": "bjensen@example.com"}, map[string]any{"value": "babs@jensen.org"}},
		"meta": map[string]any{
			"resourceType": "User", "location": s.url + "/Users/" + id,
			"created": "2026-03-02T08:00:00.000Z", "lastModified": "2026-03-02T08:01:00.000Z",
		},
	}
	if diff := cmp.Diff(want, got.body); diff != "" {
		t.Error(diff)
	}
	s.refused(404, "", http.MethodPut, "/Users/nobody", `{"schemas":["`+scim.URNUser+`"],"userName":"n"}`)
	s.refused(400, "invalidValue", http.MethodPut, "/Users/"+id, `{"schemas":["`+scim.URNUser+`"]}`)
}

// A write that changes nothing is no modification.
func TestLastModifiedStaysWithoutChange(t *testing.T) {
	s := strict(t)
	id := s.user("a", `"title":"x"`)
	team := s.group("Team", id)
	s.pass(time.Minute)
	s.want(200, http.MethodPut, "/Users/"+id, `{"schemas":["`+scim.URNUser+`"],"title":"x","userName":"a"}`)
	s.patch(200, "/Users/"+id, `{"op":"add","path":"title","value":"x"}`)
	s.patch(204, "/Groups/"+team, `{"op":"add","path":"members","value":[{"value":"`+id+`"}]}`)
	for _, path := range []string{"/Users/" + id, "/Groups/" + team} {
		if modified := s.get(path).Object("meta").String("lastModified"); modified != "2026-03-02T08:00:00.000Z" {
			t.Errorf("%s: lastModified moved to %s", path, modified)
		}
	}
	s.patch(200, "/Users/"+id, `{"op":"replace","path":"title","value":"y"}`)
	if modified := s.get("/Users/" + id).Object("meta").String("lastModified"); modified != "2026-03-02T08:01:00.000Z" {
		t.Errorf("lastModified is %s after a change", modified)
	}
}

// RFC 7644 §3.6.
func TestDelete(t *testing.T) {
	s := strict(t)
	id := s.user("a")
	team := s.group("Team", id)
	if got := s.want(204, http.MethodDelete, "/Users/"+id, ""); got.raw != "" {
		t.Errorf("204 with a body: %s", got.raw)
	}
	s.refused(404, "", http.MethodGet, "/Users/"+id, "")
	s.refused(404, "", http.MethodDelete, "/Users/"+id, "")
	s.refused(404, "", http.MethodPatch, "/Users/"+id, patchOp(`{"op":"add","path":"title","value":"x"}`))
	if left := valuesOf(s.get("/Groups/"+team), "members"); len(left) != 0 {
		t.Errorf("the deleted user is still a member: %v", left)
	}
	if total := s.get(`/Users?filter=userName+eq+%22a%22`)["totalResults"]; !isNumber(total, "0") {
		t.Errorf("the deleted user is still found: %v", total)
	}
	s.user("a") // RFC 7644 §3.6: its userName MAY be used again
}

func isNumber(value any, digits string) bool {
	number, ok := value.(interface{ String() string })
	return ok && number.String() == digits
}

func TestNotFound(t *testing.T) {
	s := strict(t)
	id := s.user("a")
	for _, path := range []string{"/Users/nobody", "/Groups/" + id, "/Trees", "/Users/" + id + "/x", "/Users/", "/users", "/Users/a/.search/b", "/Schemas/x", "/ResourceTypes/Tree"} {
		t.Run(path, func(t *testing.T) {
			within := *s
			within.t = t
			within.refused(404, "", http.MethodGet, path, "")
		})
	}
	outside := *s
	outside.url = strings.TrimSuffix(s.url, "/scim/v2")
	outside.refused(404, "", http.MethodGet, "/Users", "")
	outside.refused(404, "", http.MethodGet, "/scim/v22/Users", "")
}

func TestMethodNotAllowed(t *testing.T) {
	s := strict(t)
	id := s.user("a")
	tests := []struct{ method, path, allow string }{
		{http.MethodPut, "/Users", "GET, POST"},
		{http.MethodDelete, "/Users", "GET, POST"},
		{http.MethodPost, "/Users/" + id, "DELETE, GET, PATCH, PUT"},
		{http.MethodPost, "/Schemas", "GET"},
		{http.MethodPut, "/Schemas/" + scim.URNUser, "GET"},
		{http.MethodDelete, "/ResourceTypes/User", "GET"},
		{http.MethodPatch, "/ServiceProviderConfig", "GET"},
		{http.MethodGet, "/.search", "POST"},
		{http.MethodGet, "/Users/.search", "POST"},
		{http.MethodPost, "", "GET"},
	}
	for _, test := range tests {
		t.Run(test.method+test.path, func(t *testing.T) {
			within := *s
			within.t = t
			got := within.refused(405, "", test.method, test.path, "{}")
			if allow := got.header.Get("Allow"); allow != test.allow {
				t.Errorf("Allow %q, want %q", allow, test.allow)
			}
		})
	}
}

func TestBodyTooLarge(t *testing.T) {
	t.Parallel() // the connection lingers for half a second
	s := open(t, refserver.Options{MaxBody: 200})
	s.refused(413, "", http.MethodPost, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"`+strings.Repeat("a", 200)+`"}`)
	if n := s.server.Count("User"); n != 0 {
		t.Errorf("%d users", n)
	}
}

func TestIDsComeFromTheSeed(t *testing.T) {
	first, second := strict(t).user("a"), strict(t).user("a")
	if first != second {
		t.Errorf("the same seed gave %s and %s", first, second)
	}
	if other := open(t, refserver.Options{Seed: 7}).user("a"); other == first {
		t.Errorf("another seed gave the same id %s", other)
	}
}

// RFC 7644 §5: user names are prepared before they are compared.
func TestUserNamesArePrepared(t *testing.T) {
	s := strict(t)
	s.user("jose\u0301@example.com")
	for name, spelling := range map[string]string{
		"one code point": "jos\u00e9@example.com", "capitals": "JOS\u00c9@EXAMPLE.COM", "full width": "\uff4aos\u00e9@example.com",
	} {
		s.refused(409, "uniqueness", http.MethodPost, "/Users", aUser(spelling))
		list := s.get("/Users?filter=" + url.QueryEscape(`userName eq "`+spelling+`"`))
		if len(list.List("Resources")) != 1 {
			t.Errorf("%s: not found", name)
		}
	}
}

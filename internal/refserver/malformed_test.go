package refserver_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// attempt is a request that no server may carry out.
type attempt struct {
	name         string
	method, path string
	body         string
	status       int    // 0: any error of the client
	scimType     string // "": not looked at
}

// besieged is a server of either mode with a user, another one and a group, for
// requests that it has to refuse.
func besieged(t *testing.T, play func(s *stage)) {
	t.Helper()
	for name, lenient := range map[string]bool{"strict": false, "tolerant": true} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, refserver.Options{Tolerant: lenient, Token: token7644, MaxBody: siegeLimit, Types: []refserver.ResourceType{
				{Name: "Thing", Endpoint: "/Things", Schema: thing()},
			}})
			s.create("$ana", "/Users", ana(`,"title":"t","emails":[{"type":"work","value":"a@example.com"}]`))
			s.create("$bo", "/Users", aUser("bo"))
			s.create("$team", "/Groups", aGroup("Team", "$ana"))
			play(s)
		})
	}
}

// siegeLimit is the size of a body that a besieged server takes; bulk requests
// have a limit of their own, which is announced.
const siegeLimit = 100_000

const urnThing = "urn:example:thing:2.0:Thing"

// thing is a type with the data types that the standard ones lack.
func thing() *schema.Schema {
	of := func(kind string) schema.Attribute {
		return schema.Attribute{Name: kind, Type: kind, Mutability: "readWrite", Returned: "default", Uniqueness: "none"}
	}
	return &schema.Schema{ID: urnThing, Name: "Thing", Attributes: []schema.Attribute{of("integer"), of("decimal"), of("dateTime"), of("binary"), of("reference")}}
}

// refuse makes attempts and compares the whole server, as any client sees it,
// before and after each.
func (s *stage) refuse(attempts []attempt) {
	s.t.Helper()
	before := s.do(http.StatusOK, http.MethodGet, "", "").raw
	for _, a := range attempts {
		got := s.try(a)
		switch {
		case got.status < 400 || got.status > 499 || a.status != 0 && got.status != a.status:
			s.t.Errorf("%s: status %d, want %d: %.300s", a.name, got.status, a.status, got.raw)
		case got.body.String("status") != strconv.Itoa(got.status) || got.body.String("detail") == "" || fmt.Sprint(got.body["schemas"]) != "["+scim.URNError+"]":
			s.t.Errorf("%s: no SCIM error: %.300s", a.name, got.raw)
		case a.scimType != "" && got.body.String("scimType") != a.scimType:
			s.t.Errorf("%s: scimType %q, want %q: %.300s", a.name, got.body.String("scimType"), a.scimType, got.raw)
		case len(got.raw) > 4096:
			s.t.Errorf("%s: the explanation has %d bytes", a.name, len(got.raw))
		}
		if after := s.do(http.StatusOK, http.MethodGet, "", "").raw; after != before {
			s.t.Fatalf("%s: something has changed:\n%s\n%s", a.name, before, after)
		}
	}
}

// try sends a request whose path need not be one, and reports a panic.
func (s *stage) try(a attempt) (got answer) {
	s.t.Helper()
	defer func() {
		if problem := recover(); problem != nil {
			s.t.Errorf("%s: panic: %v", a.name, problem)
		}
	}()
	request := httptest.NewRequest(a.method, "https://example.com/v2", strings.NewReader(s.translate(a.body)))
	path, query, _ := strings.Cut(s.translate(a.path), "?")
	request.URL.Path, request.URL.RawPath, request.URL.RawQuery = "/v2"+path, "", query
	if decoded, err := url.ParseRequestURI("/v2" + path); err == nil {
		request.URL.Path, request.URL.RawPath = decoded.Path, decoded.RawPath
	}
	request.Header.Set("Content-Type", scim.MediaType)
	request.Header.Set("Authorization", "Bearer "+token7644)
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, request)
	body, _ := scim.Decode(recorder.Body.Bytes())
	return answer{recorder.Code, recorder.Header(), recorder.Body.String(), body}
}

// writes are the requests that have a body.
func writes(name, body string, status int, scimType string) (all []attempt) {
	for _, write := range []struct{ method, path string }{
		{http.MethodPost, "/Users"}, {http.MethodPut, "/Users/$ana"}, {http.MethodPatch, "/Users/$ana"}, {http.MethodPatch, "/Groups/$team"},
		{http.MethodPost, "/.search"}, {http.MethodPost, "/Users/.search"}, {http.MethodPost, "/Bulk"},
	} {
		all = append(all, attempt{write.method + " " + write.path + ", " + name, write.method, write.path, body, status, scimType})
	}
	return all
}

// What is no JSON object is refused wherever a body is read.
func TestMalformedBodies(t *testing.T) {
	t.Parallel()
	deep := 10_000
	bodies := []struct{ name, body string }{
		{"empty", ""},
		{"blanks", " \n\t"},
		{"null", "null"},
		{"an array", "[]"},
		{"a string", `"x"`},
		{"a number", "1e400"},
		{"cut off", `{"schemas":["` + scim.URNUser},
		{"two values", aUser("x") + aUser("y")},
		{"a comma too many", `{"schemas":["` + scim.URNUser + `"],"userName":"x",}`},
		{"single quotation marks", `{'userName':'x'}`},
		{"a comment", `{"userName":"x"/**/}`},
		{"a byte order mark", "\ufeff" + aUser("x")},
		{"UTF-16", "{\x00\"\x00a\x00\"\x00:\x001\x00}\x00"},
		{"bad UTF-8 in a string", aUser("\xff\xfe")},
		{"bad UTF-8 in a name", "{\"\xc0\xaf\":1}"},
		{"half a surrogate pair", `{"schemas":["` + scim.URNUser + `"],"userName":"\ud800"}`},
		{"a NUL byte", aUser("a\x00b")},
		{"not a number", `{"schemas":["` + scim.URNUser + `"],"userName":"x","title":NaN}`},
		{"a member twice", `{"schemas":["` + scim.URNUser + `"],"userName":"x","userName":"y"}`},
		{"a member twice, deep inside", `{"schemas":["` + scim.URNUser + `"],"userName":"x","name":{"givenName":"a","givenName":"b"}}`},
		{"a member twice by an escape", `{"schemas":["` + scim.URNUser + `"],"userName":"x","user\u004eame":"y"}`},
		{"arrays in arrays", strings.Repeat("[", deep) + strings.Repeat("]", deep)},
		{"objects in objects", strings.Repeat(`{"a":`, deep) + "1" + strings.Repeat("}", deep)},
		{"arrays without end", strings.Repeat("[", 90_000)},
		{"no schemas", `{"userName":"x","Operations":[{"op":"add","path":"title","value":"x"}]}`},
		{"schemas of something else", `{"schemas":["` + scim.URNListResponse + `"],"userName":"x","Operations":[{"op":"add","path":"title","value":"x"}]}`},
		{"schemas is null", `{"schemas":null}`},
		{"schemas is a string", `{"schemas":"` + scim.URNUser + `","userName":"x"}`},
		{"schemas is an object", `{"schemas":{},"userName":"x"}`},
		{"schemas holds a number", `{"schemas":[7],"userName":"x"}`},
		{"schemas is empty", `{"schemas":[],"userName":"x"}`},
	}
	besieged(t, func(s *stage) {
		for _, b := range bodies {
			s.refuse(writes(b.name, b.body, 400, "invalidSyntax"))
		}
		tooLarge := writes("over the limit", `{"schemas":["`+scim.URNUser+`"],"userName":"`+strings.Repeat("x", siegeLimit)+`"}`, 413, "")
		s.refuse(tooLarge[:len(tooLarge)-1]) // all but bulk
	})
}

// wrongly has, for each data type, values that are of another.
func wrongly(a *schema.Attribute) (values []string) {
	single := map[string][]string{
		"string":    {`true`, `7`, `1e400`, `{}`, `{"value":"x"}`, `[]`, `["x"]`},
		"reference": {`true`, `7`, `{}`, `["x"]`},
		"binary":    {`true`, `7`, `{}`, `["AA=="]`, `"*"`, `"A"`},
		"dateTime":  {`true`, `7`, `{}`, `["2026-03-02T08:00:00Z"]`, `"tomorrow"`, `"2026-02-30T08:00:00Z"`, `"2026-03-02"`},
		"boolean":   {`7`, `0`, `"maybe"`, `{}`, `[true]`},
		"integer":   {`true`, `"7"`, `1.5`, `1e400`, `1e2`, `{}`, `[7]`},
		"decimal":   {`true`, `"7.5"`, `{}`, `[7.5]`},
		"complex":   {`true`, `7`, `["x"]`, `[]`, `[[]]`},
	}[a.Type]
	if !a.MultiValued {
		return single
	}
	values = []string{`true`, `7`, `"x"`, `[7]`, `[true]`, `[[]]`}
	for _, one := range single {
		values = append(values, "["+one+"]")
	}
	return values
}

// Every attribute and sub-attribute of every type refuses every value of another
// data type (RFC 7643 §2.3), in POST, in PUT and in PATCH.
func TestWrongTypesInEveryPosition(t *testing.T) {
	t.Parallel()
	types := []struct {
		endpoint, id, required string
		schema                 *schema.Schema
	}{
		{"/Users", "/Users/$ana", `"userName"`, schema.User()},
		{"/Groups", "/Groups/$team", `"displayName"`, schema.Group()},
		{"/Things", "/Things/$thing", `"reference"`, thing()},
	}
	s := newStage(t, refserver.Options{Token: token7644, Types: []refserver.ResourceType{{Name: "Thing", Endpoint: "/Things", Schema: thing()}}})
	s.create("$ana", "/Users", ana(""))
	s.create("$team", "/Groups", aGroup("Team", "$ana"))
	s.create("$thing", "/Things", `{"schemas":["`+urnThing+`"],"reference":"x"}`)
	positions := 0
	for _, one := range types {
		for i := range one.schema.Attributes {
			for _, member := range wrongMembers(&one.schema.Attributes[i]) {
				positions++
				body := `{"schemas":["` + one.schema.ID + `"],` + member
				if !strings.HasPrefix(member, one.required) {
					body += `,` + one.required + `:"new"`
				}
				s.refuse([]attempt{
					{"POST " + member, http.MethodPost, one.endpoint, body + `}`, 400, "invalidValue"},
					{"PUT " + member, http.MethodPut, one.id, body + `}`, 400, "invalidValue"},
					{"PATCH " + member, http.MethodPatch, one.id, patchOp(`{"op":"add","value":{` + member + `}}`), 400, "invalidValue"},
				})
			}
		}
	}
	if positions < 300 {
		t.Errorf("only %d positions", positions)
	}
}

// wrongMembers are members with a value of a wrong type, in the place of an
// attribute and in that of each of its sub-attributes. Read-only ones are
// ignored (RFC 7644 §3.3).
func wrongMembers(a *schema.Attribute) (members []string) {
	if a.Mutability == "readOnly" {
		return nil
	}
	for _, value := range wrongly(a) {
		members = append(members, `"`+a.Name+`":`+value)
	}
	for i := range a.SubAttributes {
		sub := &a.SubAttributes[i]
		for _, value := range wrongly(sub) {
			object := `{"` + sub.Name + `":` + value + `}`
			if a.MultiValued {
				object = `[` + object + `]`
			}
			members = append(members, `"`+a.Name+`":`+object)
		}
	}
	return members
}

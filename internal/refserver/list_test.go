package refserver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// userNames of a ListResponse, in order.
func userNames(list scim.Resource) []string {
	found := []string{}
	for _, element := range list.List("Resources") {
		found = append(found, scim.AsObject(element).String("userName"))
	}
	return found
}

// RFC 7644 §3.4.2.4, table 6 and 7.
func TestPaging(t *testing.T) {
	s := open(t, refserver.Options{MaxResults: 4})
	for i := range 5 {
		s.user(fmt.Sprintf("u%d", i+1))
	}
	tests := []struct {
		name, query string
		want        []string
		start       string
	}{
		{"the server's page without count", "", []string{"u1", "u2", "u3", "u4"}, "1"},
		{"count above the server's page", "count=100", []string{"u1", "u2", "u3", "u4"}, "1"},
		{"first page", "startIndex=1&count=2", []string{"u1", "u2"}, "1"},
		{"next page", "startIndex=3&count=2", []string{"u3", "u4"}, "3"},
		{"last page", "startIndex=5&count=2", []string{"u5"}, "5"},
		{"beyond the end", "startIndex=6&count=2", []string{}, "6"},
		{"startIndex 0 is 1", "startIndex=0&count=1", []string{"u1"}, "1"},
		{"negative startIndex is 1", "startIndex=-3&count=1", []string{"u1"}, "1"},
		{"count 0", "count=0", []string{}, "1"},
		{"negative count is 0", "count=-1", []string{}, "1"},
		{"with a filter", "filter=userName+sw+%22u%22&startIndex=2&count=2", []string{"u2", "u3"}, "2"},
		{"with a filter, beyond the end", "filter=userName+sw+%22u%22&startIndex=9", []string{}, "9"},
		{"unknown parameters are ignored", "count=1&page=7", []string{"u1"}, "1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			within := *s
			within.t = t
			list := within.get("/Users?" + test.query)
			if diff := cmp.Diff(test.want, userNames(list)); diff != "" {
				t.Error(diff)
			}
			if !isNumber(list["totalResults"], "5") {
				t.Errorf("totalResults %v, want 5", list["totalResults"])
			}
			if !isNumber(list["startIndex"], test.start) {
				t.Errorf("startIndex %v, want %s", list["startIndex"], test.start)
			}
			if !isNumber(list["itemsPerPage"], fmt.Sprint(len(test.want))) {
				t.Errorf("itemsPerPage %v, want %d", list["itemsPerPage"], len(test.want))
			}
			if schemas := list.List("schemas"); len(schemas) != 1 || schemas[0] != scim.URNListResponse {
				t.Errorf("schemas %v", schemas)
			}
		})
	}
	s.refused(400, "invalidValue", http.MethodGet, "/Users?startIndex=x", "")
	s.refused(400, "invalidValue", http.MethodGet, "/Users?count=1.5", "")
}

// E-6.4, E-6.5: nothing found is 200 with an empty array.
func TestNothingFound(t *testing.T) {
	s := strict(t)
	list := s.get(`/Users?filter=userName+eq+%22nobody%22`)
	if resources, ok := list["Resources"].([]any); !ok || len(resources) != 0 {
		t.Errorf("Resources %v, want an empty array", list["Resources"])
	}
	if !isNumber(list["totalResults"], "0") {
		t.Errorf("totalResults %v", list["totalResults"])
	}
}

func TestFilter(t *testing.T) {
	s := strict(t)
	boss := s.user("boss", `"displayName":"Ana Boss"`)
	ent := `"schemas":["` + scim.URNUser + `","` + scim.URNEnterpriseUser + `"]`
	s.want(201, http.MethodPost, "/Users", `{`+ent+`,"userName":"bo","externalId":"X1","displayName":"Bo",
		"active":false,"emails":[{"type":"work","value":"bo@example.com"},{"type":"home","value":"bo@home.example"}],
		"`+scim.URNEnterpriseUser+`":{"department":"Sales","manager":{"value":"`+boss+`"}}}`)
	team := s.group("Team", boss)
	tests := []struct {
		filter string
		want   []string
	}{
		{`userName eq "BO"`, []string{"bo"}},
		{`USERNAME Eq "bo"`, []string{"bo"}},
		{scim.URNUser + `:userName eq "bo"`, []string{"bo"}},
		{`externalId eq "X1"`, []string{"bo"}},
		{`externalId eq "x1"`, []string{}},
		{`displayName eq "ana boss"`, []string{"boss"}},
		{`id eq "` + boss + `"`, []string{"boss"}},
		{`id eq "nobody"`, []string{}},
		{`title eq "x"`, []string{}},
		{`displayName pr`, []string{"boss", "bo"}},
		{`active eq false`, []string{"bo"}},
		{`userName co "o"`, []string{"boss", "bo"}},
		{`userName sw "bo" and displayName eq "Bo"`, []string{"bo"}},
		{`emails.value eq "bo@home.example"`, []string{"bo"}},
		{scim.URNEnterpriseUser + `:department eq "sales"`, []string{"bo"}},
		{scim.URNEnterpriseUser + `:manager.displayName eq "Ana Boss"`, []string{"bo"}},
		{`groups.value eq "` + team + `"`, []string{"boss"}},
		{`meta.resourceType eq "User"`, []string{"boss", "bo"}},
		{`meta.lastModified gt "2030-01-01T00:00:00Z"`, []string{}},
	}
	for _, test := range tests {
		t.Run(test.filter, func(t *testing.T) {
			within := *s
			within.t = t
			list := within.get("/Users?filter=" + url.QueryEscape(test.filter))
			if diff := cmp.Diff(test.want, userNames(list)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if list := s.get("/Groups?filter=" + url.QueryEscape(`members.value eq "`+boss+`"`)); !isNumber(list["totalResults"], "1") {
		t.Errorf("groups of the boss: %v", list["totalResults"])
	}
	for _, bad := range []string{"", "userName", `userName eq`, `userName eq bo`, `(userName eq "a"`, `userName xx "a"`, `active gt true`} {
		s.refused(400, "invalidFilter", http.MethodGet, "/Users?filter="+url.QueryEscape(bad), "")
	}
}

// E-5.9: the reference check of Entra.
func TestReferenceCheck(t *testing.T) {
	s := tolerant(t)
	boss := s.user("boss")
	id := s.user("bo", `"`+scim.URNEnterpriseUser+`":{"manager":"`+boss+`"}`)
	ask := func(manager string) scim.Resource {
		return s.get("/Users?filter=" + url.QueryEscape(`id eq "`+id+`" and manager eq "`+manager+`"`) + "&attributes=id")
	}
	if list := ask(boss); !isNumber(list["totalResults"], "1") {
		t.Errorf("%v", list)
	}
	if list := ask("nobody"); !isNumber(list["totalResults"], "0") {
		t.Errorf("%v", list)
	}
}

// An index has to follow every change.
func TestIndexFollowsChanges(t *testing.T) {
	s := strict(t)
	first, second := s.user("a", `"externalId":"e"`), s.user("b", `"externalId":"e"`)
	find := func(filter string) []string { return userNames(s.get("/Users?filter=" + url.QueryEscape(filter))) }
	equal := func(filter string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(append([]string{}, want...), find(filter)); diff != "" {
			t.Errorf("%s: %s", filter, diff)
		}
	}
	equal(`externalId eq "e"`, "a", "b")
	s.patch(200, "/Users/"+first, `{"op":"replace","path":"externalId","value":"f"}`)
	equal(`externalId eq "e"`, "b")
	equal(`externalId eq "f"`, "a")
	s.patch(200, "/Users/"+second, `{"op":"replace","path":"userName","value":"c"}`)
	equal(`userName eq "b"`)
	equal(`userName eq "C"`, "c")
	s.want(204, http.MethodDelete, "/Users/"+second, "")
	equal(`externalId eq "e"`)
	equal(`userName eq "c"`)
}

// RFC 7644 §3.4.2.3.
func TestSort(t *testing.T) {
	s := strict(t)
	s.user("u1", `"title":"b"`, `"emails":[{"value":"z"},{"value":"a","primary":true}]`, `"active":true`)
	s.user("u2", `"title":"A"`, `"emails":[{"value":"m"}]`, `"active":false`)
	s.user("u3", `"name":{"givenName":"c"}`)
	s.user("u4", `"title":"C"`, `"name":{"givenName":"B"}`)
	tests := []struct {
		query string
		want  []string
	}{
		{"sortBy=title", []string{"u2", "u1", "u4", "u3"}},
		{"sortBy=title&sortOrder=ascending", []string{"u2", "u1", "u4", "u3"}},
		{"sortBy=title&sortOrder=descending", []string{"u3", "u4", "u1", "u2"}},
		{"sortBy=emails.value", []string{"u1", "u2", "u3", "u4"}},
		{"sortBy=emails", []string{"u1", "u2", "u3", "u4"}},
		{"sortBy=name.givenName", []string{"u4", "u3", "u1", "u2"}},
		{"sortBy=active", []string{"u2", "u1", "u3", "u4"}},
		{"sortBy=title&startIndex=2&count=2", []string{"u1", "u4"}},
		{"sortBy=" + scim.URNUser + ":title", []string{"u2", "u1", "u4", "u3"}},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			within := *s
			within.t = t
			if diff := cmp.Diff(test.want, userNames(within.get("/Users?"+test.query))); diff != "" {
				t.Error(diff)
			}
		})
	}
	s.refused(400, "invalidValue", http.MethodGet, "/Users?sortBy=title&sortOrder=up", "")
}

// RFC 7644 §3.4.2.1: a query against the root covers all resource types.
func TestRootQuery(t *testing.T) {
	s := strict(t)
	s.user("smith", `"displayName":"Smith, James"`)
	s.user("jones", `"displayName":"Jones"`)
	s.group("Smith Family")
	if list := s.get(""); !isNumber(list["totalResults"], "3") {
		t.Errorf("totalResults %v, want 3", list["totalResults"])
	}
	list := s.get("?startIndex=2&count=2")
	if n := len(list.List("Resources")); n != 2 {
		t.Errorf("a page over two types has %d resources, want 2", n)
	}
	// RFC 7644 §3.4.2.1: an attribute that only some types have is no error.
	if list := s.get("?filter=" + url.QueryEscape(`userName pr`)); !isNumber(list["totalResults"], "2") {
		t.Errorf("users by root query: %v", list)
	}
	list = s.get("?filter=" + url.QueryEscape(`meta.resourceType eq "Group"`))
	if !isNumber(list["totalResults"], "1") {
		t.Errorf("groups: %v", list)
	}
}

// RFC 7644 §3.4.3, figure 4.
func TestSearch(t *testing.T) {
	s := strict(t)
	user := s.user("jsmith", `"displayName":"Smith, James"`)
	s.user("jones", `"displayName":"Jones"`)
	group := s.group("Smith Family")
	body := `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
		"attributes":["displayName","userName"],"filter":"displayName sw \"smith\"","startIndex":1,"count":10}`
	got := s.want(200, http.MethodPost, "/.search", body)
	want := []any{
		map[string]any{"schemas": []any{scim.URNUser}, "id": user, "userName": "jsmith", "displayName": "Smith, James"},
		map[string]any{"schemas": []any{scim.URNGroup}, "id": group, "displayName": "Smith Family"},
	}
	if diff := cmp.Diff(want, got.body.List("Resources")); diff != "" {
		t.Error(diff)
	}
	if list := s.want(200, http.MethodPost, "/Users/.search", body).body; !isNumber(list["totalResults"], "1") {
		t.Errorf("at /Users: %v", list["totalResults"])
	}
	for _, bad := range []string{`{}`, `[]`, `{"schemas":["` + scim.URNUser + `"]}`, `{"schemas":["` + scim.URNSearchRequest + `"],"count":"1"}`,
		`{"schemas":["` + scim.URNSearchRequest + `"],"attributes":"userName"}`, `{"schemas":["` + scim.URNSearchRequest + `"],"filter":1}`} {
		s.refused(400, "invalidSyntax", http.MethodPost, "/Users/.search", bad)
	}
}

package refserver_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulk sends operations and gives out the results.
func (s *site) bulk(more string, operations ...string) []scim.Resource {
	s.t.Helper()
	got := s.want(200, http.MethodPost, "/Bulk", bulkRequest(more, operations...))
	if diff := cmp.Diff([]any{scim.URNBulkResponse}, got.body.List("schemas")); diff != "" {
		s.t.Errorf("schemas: %s", diff)
	}
	var results []scim.Resource
	for _, element := range got.body.List("Operations") {
		results = append(results, scim.AsObject(element))
	}
	return results
}

func bulkRequest(more string, operations ...string) string {
	return `{"schemas":["` + scim.URNBulkRequest + `"],` + more + `"Operations":[` + strings.Join(operations, ",") + `]}`
}

func post(kind, bulkID, data string) string {
	return `{"method":"POST","path":"/` + kind + `","bulkId":"` + bulkID + `","data":` + data + `}`
}

func aUser(name string) string {
	return `{"schemas":["` + scim.URNUser + `"],"userName":"` + name + `"}`
}

func aGroup(name string, members ...string) string {
	return `{"schemas":["` + scim.URNGroup + `"],"displayName":"` + name + `","members":[` + values(members) + `]}`
}

func statuses(results []scim.Resource) []string {
	var list []string
	for _, result := range results {
		list = append(list, result.String("status"))
	}
	return list
}

func last(location string) string { return location[strings.LastIndex(location, "/")+1:] }

// RFC 7644 §3.7.3: add, replace, change and remove in one job; the statuses are
// those of the single requests, and only errors bring a body.
func TestBulkOfEveryMethod(t *testing.T) {
	s := open(t, refserver.Options{ETags: true})
	bob, carol, dave := s.user("bob"), s.user("carol"), s.user("dave")
	results := s.bulk("",
		post("Users", "qwerty", aUser("alice")),
		`{"method":"PUT","path":"/Users/`+bob+`","data":`+aUser("robert")+`}`,
		`{"method":"PATCH","path":"/Users/`+carol+`","data":`+patchOp(`{"op":"replace","path":"userName","value":"caroline"}`)+`}`,
		`{"method":"DELETE","path":"/Users/`+dave+`"}`,
		`{"method":"DELETE","path":"/Users/nobody"}`,
	)
	if diff := cmp.Diff([]string{"201", "200", "200", "204", "404"}, statuses(results)); diff != "" {
		t.Fatal(diff)
	}
	alice := last(results[0].String("location"))
	if got := s.get("/Users/" + alice).String("userName"); got != "alice" || results[0].String("bulkId") != "qwerty" {
		t.Errorf("created %q, result %v", got, results[0])
	}
	if got := s.get("/Users/" + bob); got.String("userName") != "robert" || got.Object("meta").String("version") != results[1].String("version") {
		t.Errorf("replaced: %v, result %v", got, results[1])
	}
	if got := s.get("/Users/" + carol).String("userName"); got != "caroline" {
		t.Errorf("changed: %q", got)
	}
	s.want(404, http.MethodGet, "/Users/"+dave, "")
	for i, result := range results {
		if _, body := result.Get("response"); body != (i == 4) {
			t.Errorf("result %d: response present: %v", i, body)
		}
		if want := s.url + "/Users/"; !strings.HasPrefix(result.String("location"), want) {
			t.Errorf("result %d: location %q", i, result.String("location"))
		}
	}
	if got := results[4].Object("response").String("status"); got != "404" {
		t.Errorf("the error body says %q", got)
	}
}

// RFC 7644 §3.7.2: references by bulkId, backwards, forwards, in a path and in
// an extension.
func TestBulkReferences(t *testing.T) {
	s := strict(t)
	chief := `{"schemas":["` + scim.URNUser + `","` + scim.URNEnterpriseUser + `"],"userName":"worker","` + scim.URNEnterpriseUser + `":{"manager":{"value":"bulkId:chief"}}}`
	results := s.bulk("",
		post("Groups", "team", aGroup("Team", "bulkId:ann")), // forwards
		post("Users", "ann", aUser("ann")),
		post("Users", "worker", chief), // forwards, in the extension
		post("Users", "chief", aUser("chief")),
		`{"method":"PATCH","path":"/Groups/bulkId:team","data":`+patchOp(`{"op":"add","path":"members","value":[{"value":"bulkId:chief"}]}`)+`}`,
	)
	if diff := cmp.Diff([]string{"201", "201", "201", "201", "204"}, statuses(results)); diff != "" {
		t.Fatal(diff)
	}
	ann, boss := last(results[1].String("location")), last(results[3].String("location"))
	team := s.get("/Groups/" + last(results[0].String("location")))
	if diff := cmp.Diff([]string{ann, boss}, valuesOf(team, "members")); diff != "" {
		t.Errorf("members: %s", diff)
	}
	worker := s.get("/Users/" + last(results[2].String("location")))
	if got := worker.Object(scim.URNEnterpriseUser).Object("manager").String("value"); got != boss {
		t.Errorf("manager %q, want %q", got, boss)
	}
}

// RFC 7644 §3.7.1, the example: two groups that are members of each other.
func TestBulkCircularReferences(t *testing.T) {
	s := strict(t)
	results := s.bulk("", post("Groups", "qwerty", aGroup("Group A", "bulkId:ytrewq")), post("Groups", "ytrewq", aGroup("Group B", "bulkId:qwerty")))
	if diff := cmp.Diff([]string{"201", "201"}, statuses(results)); diff != "" {
		t.Fatal(diff)
	}
	a, b := last(results[0].String("location")), last(results[1].String("location"))
	if diff := cmp.Diff([]string{b}, valuesOf(s.get("/Groups/"+a), "members")); diff != "" {
		t.Errorf("members of A: %s", diff)
	}
	if diff := cmp.Diff([]string{a}, valuesOf(s.get("/Groups/"+b), "members")); diff != "" {
		t.Errorf("members of B: %s", diff)
	}
}

// RFC 7644 §3.7: partial failures are disregarded, unless failOnErrors says
// when to stop; what was not processed has no result.
func TestBulkErrors(t *testing.T) {
	good := func(i int) string { return post("Users", fmt.Sprint("b", i), aUser(fmt.Sprint("u", i))) }
	bad := func(i int) string { return post("Users", fmt.Sprint("b", i), `{"schemas":["`+scim.URNUser+`"]}`) }
	tests := []struct {
		name, more string
		operations []string
		want       []string
	}{
		{"no limit", "", []string{bad(1), good(2), bad(3), good(4)}, []string{"400", "201", "400", "201"}},
		{"stop at the first", `"failOnErrors":1,`, []string{good(1), bad(2), good(3)}, []string{"201", "400"}},
		{"stop at the second", `"failOnErrors":2,`, []string{bad(1), good(2), bad(3), good(4)}, []string{"400", "201", "400"}},
		{"limit not reached", `"failOnErrors":3,`, []string{bad(1), good(2), bad(3), good(4)}, []string{"400", "201", "400", "201"}},
		{"unknown reference", "", []string{post("Groups", "g", aGroup("G", "bulkId:none")), good(2)}, []string{"400", "201"}},
		{"reference to a failure", "", []string{bad(1), post("Groups", "g", aGroup("G", "bulkId:b1"))}, []string{"400", "409"}},
		{"reference ahead to a failure", "", []string{post("Groups", "g", aGroup("G", "bulkId:b2")), bad(2)}, []string{"409", "400"}},
		{"no method", "", []string{`{"path":"/Users","data":{}}`, good(2)}, []string{"400", "201"}},
		{"method GET", "", []string{`{"method":"GET","path":"/Users/1"}`, good(2)}, []string{"400", "201"}},
		{"no path", "", []string{`{"method":"DELETE"}`, good(2)}, []string{"400", "201"}},
		{"no bulkId", "", []string{`{"method":"POST","path":"/Users","data":` + aUser("x") + `}`, good(2)}, []string{"400", "201"}},
		{"no data", "", []string{`{"method":"POST","path":"/Users","bulkId":"x"}`, good(2)}, []string{"400", "201"}},
		{"POST to a resource", "", []string{`{"method":"POST","path":"/Users/1","bulkId":"x","data":` + aUser("x") + `}`, good(2)}, []string{"400", "201"}},
		{"DELETE of a type", "", []string{`{"method":"DELETE","path":"/Users"}`, good(2)}, []string{"400", "201"}},
		{"bulk in bulk", "", []string{post("Bulk", "x", `{"schemas":[]}`), good(2)}, []string{"404", "201"}},
		{"unknown type", "", []string{post("Teams", "x", aUser("x")), good(2)}, []string{"404", "201"}},
		{"no operation", "", nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := strict(t)
			results := s.bulk(test.more, test.operations...)
			if diff := cmp.Diff(test.want, statuses(results)); diff != "" {
				t.Error(diff)
			}
			created := 0
			for _, result := range results {
				failed := result.String("status") >= "300"
				if failed && result.Object("response").String("detail") == "" {
					t.Errorf("an error without explanation: %v", result)
				}
				if failed && result.String("method") == http.MethodPost && result.String("location") != "" {
					t.Errorf("a failed POST has a location: %v", result)
				}
				if result.String("status") == "201" {
					created++
				}
			}
			if got := s.server.Count("User"); got != created {
				t.Errorf("%d users exist, %d were reported", got, created)
			}
		})
	}
}

// What makes the whole message meaningless is refused, and nothing happens.
func TestBulkRefused(t *testing.T) {
	t.Parallel() // a connection lingers for half a second
	many := make([]string, 1001)
	for i := range many {
		many[i] = post("Users", fmt.Sprint(i), aUser(fmt.Sprint("u", i)))
	}
	tests := []struct {
		name, body string
		status     int
		scimType   string
		says       string
	}{
		{"other schema", `{"schemas":["` + scim.URNListResponse + `"],"Operations":[]}`, 400, "invalidSyntax", scim.URNBulkRequest},
		{"no Operations", `{"schemas":["` + scim.URNBulkRequest + `"]}`, 400, "invalidSyntax", "Operations"},
		{"the same bulkId twice", bulkRequest("", post("Users", "x", aUser("a")), post("Users", "x", aUser("b"))), 400, "invalidValue", "twice"},
		{"failOnErrors 0", bulkRequest(`"failOnErrors":0,`, post("Users", "x", aUser("a"))), 400, "invalidValue", "failOnErrors"},
		{"no JSON", `{`, 400, "invalidSyntax", "JSON"},
		{"too many operations", bulkRequest("", many...), 413, "", "maxOperations (1000)"},
		{"too large", bulkRequest("", post("Users", "x", aUser(strings.Repeat("a", 1<<20)))), 413, "", "maxPayloadSize (1048576)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := strict(t)
			got := s.refused(test.status, test.scimType, http.MethodPost, "/Bulk", test.body)
			if detail := got.body.String("detail"); !strings.Contains(detail, test.says) {
				t.Errorf("detail %q does not say %q", detail, test.says)
			}
			if s.server.Count("User") != 0 {
				t.Error("a user was created")
			}
		})
	}
	strict(t).refused(405, "", http.MethodGet, "/Bulk", "")
}

// RFC 7644 §3.7, version: a stale one is 412, as for the single request.
func TestBulkVersion(t *testing.T) {
	s := open(t, refserver.Options{ETags: true})
	id := s.user("a")
	version := s.want(200, http.MethodGet, "/Users/"+id, "").header.Get("ETag")
	put := func(name string) string {
		return `{"method":"PUT","path":"/Users/` + id + `","version":"` + strings.ReplaceAll(version, `"`, `\"`) + `","data":` + aUser(name) + `}`
	}
	if diff := cmp.Diff([]string{"200", "412"}, statuses(s.bulk("", put("b"), put("c")))); diff != "" {
		t.Error(diff)
	}
	if got := s.get("/Users/" + id).String("userName"); got != "b" {
		t.Errorf("userName %q", got)
	}
}

package refserver_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

const (
	alice = "92b725cd-9465-4e7d-8c16-01f8e146b87a"
	bob   = "b7c14771-226c-4d05-8860-134711653041"
	dave  = "5d8d29d3-342c-4b5f-8683-a3cb6763ffcc"
	gone  = "e9025315-6bea-44e1-899c-1e07454e468b"
)

// results are the operations of a BulkResponse.
func results(got answer) (list []scim.Resource) {
	for _, element := range got.body.List("Operations") {
		list = append(list, scim.AsObject(element))
	}
	return list
}

// created takes the id and the entity-tag of a result for those printed.
func (s *stage) created(result scim.Resource, printedID, printedTag string) {
	s.t.Helper()
	s.means(printedID, last(result.String("location")))
	s.means(printedTag, opaque(result.String("version")))
}

// TestRFC7644BulkCircularReferences plays §3.7.1: two groups that are members of
// each other, and the query after it.
func TestRFC7644BulkCircularReferences(t *testing.T) {
	onStages(t, func(s *stage) {
		s.at("2011-08-01T18:29:49.793Z")
		made := results(s.send(printed(s.t, 7644, 2819, 2879)))
		if len(made) != 2 {
			s.t.Fatalf("%d results", len(made))
		}
		s.created(made[0], "c3a26dd3-27a0-4dec-a2ac-ce211e105f97", "mvwNGaxB5SDq074p")
		s.created(made[1], "6c5bb468-14b2-4183-baf2-06d523e03bd3", "wGB85s2QJMjiNnuI")
		got := s.send(printed(s.t, 7644, 2884, 2887, slip{"RFC 7644 figure 1: a string is in double quotation marks", `'Group'`, `%22Group%22`}))
		slices.SortFunc(got.body.List("Resources"), func(a, b any) int { // without sortBy a list has no order
			return strings.Compare(scim.AsObject(a).String("displayName"), scim.AsObject(b).String("displayName"))
		})
		s.expect(printed(s.t, 7644, 2889, 2950,
			slip{"the whole job is of one moment here", "2011-08-01T18:29:51.135Z", "2011-08-01T18:29:49.793Z"},
			slip{"the whole job is of one moment here", "2011-08-01T18:29:50.873Z", "2011-08-01T18:29:49.793Z"},
			slip{"REQUIRED of a part, and given of the whole, too", `"totalResults": 2`, `"totalResults":2,"startIndex":1,"itemsPerPage":2`},
		), got)
	})
}

// TestRFC7644BulkReferences plays §3.7.2: a group with a member of the same job.
func TestRFC7644BulkReferences(t *testing.T) {
	onStages(t, func(s *stage) {
		s.at("2011-08-01T18:29:49.793Z")
		got := s.send(printed(s.t, 7644, 2982, 3017))
		made := results(got)
		if len(made) != 2 {
			s.t.Fatalf("%d results: %s", len(made), got.raw)
		}
		s.created(made[0], alice, "4weymrEsh5O6cAEK")
		s.created(made[1], guides, "lha5bbazU3fNvfe5")
		s.means("4weymrEsh5O6cAEK", opaque(made[0].String("version")))
		s.expect(printed(s.t, 7644, 3033, 3060,
			slip{"§3.7.3 prints the status as a string", "\"status\": {\n           \"code\": \"201\"\n         }", `"status": "201"`},
		), got)
		s.expect(printed(s.t, 7644, 3091, 3117,
			slip{"nothing has changed it since", "2011-08-01T20:31:02.315Z", "2011-08-01T18:29:49.793Z"},
		), s.do(http.StatusOK, http.MethodGet, "/Groups/"+guides, ""))
	})
}

// TestRFC7644BulkManager plays §3.7.2, the reference in an extension.
func TestRFC7644BulkManager(t *testing.T) {
	onStages(t, func(s *stage) {
		made := results(s.send(printed(s.t, 7644, 3148, 3186)))
		if diff := cmp.Diff([]string{"201", "201"}, statuses(made)); diff != "" {
			s.t.Fatal(diff)
		}
		s.means(alice, last(made[0].String("location")))
		s.means(bob, last(made[1].String("location")))
		want := `{"employeeNumber":"11250","manager":{"value":"` + alice + `","$ref":"https://example.com/v2/Users/` + alice + `"}}`
		s.same(decoded(s.t, s.translate(want)), s.do(http.StatusOK, http.MethodGet, "/Users/"+bob, "").body.Object(scim.URNEnterpriseUser))
	})
}

// everyMethod is the request of §3.7.3 with its slips put right.
func everyMethod(t *testing.T) message {
	t.Helper()
	return printed(t, 7644, 3263, 3333,
		slip{"the schema of a User is another", "urn:ietf:params:scim:api:messages:2.0:User", scim.URNUser},
		slip{"EID 5050: data is the whole body of a PATCH", `"data": {[`, `"data": {"schemas":["` + scim.URNPatchOp + `"],"Operations":[`},
	)
}

// three are the users that the job of §3.7.3 changes, with the printed versions.
func three(s *stage) {
	for _, one := range []struct{ id, name, tag string }{
		{bob, "bob", "3694e05e9dff591"}, {dave, "david", "edac3253e2c0ef2"}, {gone, "gone", "0ee8add0a938e1a"},
	} {
		s.create(one.id, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"`+one.name+`","nickName":"n"}`)
		s.version(one.tag, "/Users/"+one.id)
	}
}

// TestRFC7644BulkOfEveryMethod plays §3.7.3: the request and its first response.
func TestRFC7644BulkOfEveryMethod(t *testing.T) {
	onStages(t, func(s *stage) {
		three(s)
		got := s.send(everyMethod(s.t))
		made := results(got)
		if len(made) != 4 {
			s.t.Fatalf("%d results: %s", len(made), got.raw)
		}
		s.created(made[0], alice, "oY4m4wn58tkVjJxK")
		s.means("huJj29dMNgu3WXPD", opaque(made[1].String("version")))
		s.means("theVersionOfDave", opaque(made[2].String("version")))
		s.expect(printed(s.t, 7644, 3337, 3381,
			slip{"two resources cannot have the same version here", "\"PATCH\",\n              \"version\": \"W\\/\\\"huJj29dMNgu3WXPD", "\"PATCH\",\n              \"version\": \"W\\/\\\"theVersionOfDave"},
		), got)
		for id, name := range map[string]string{alice: "Alice", bob: "Bob", dave: "Dave"} {
			user := s.do(http.StatusOK, http.MethodGet, "/Users/"+id, "").body
			if user.String("userName") != name || user["nickName"] != nil {
				s.t.Errorf("%s is %v", name, user)
			}
		}
		s.do(http.StatusNotFound, http.MethodGet, "/Users/"+gone, "")
	})
}

// TestRFC7644BulkStopsAtTheFirstError plays the second response of §3.7.3: Alice
// is no valid user, and failOnErrors is 1. The first line of the fragment at the
// beginning of the section (3216) is part of it.
func TestRFC7644BulkStopsAtTheFirstError(t *testing.T) {
	comma := slip{"EID 7916: a comma is missing", `"invalidSyntax"`, `"invalidSyntax",`}
	onStages(t, func(s *stage) {
		three(s)
		request := everyMethod(s.t)
		request.body = strings.Replace(request.body, `"userName":"Alice"`, `"userName":"Alice","noAttribute":1`, 1)
		got := s.send(request)
		want := printed(s.t, 7644, 3389, 3408, comma)
		s.expect(want, got)
		fragment := decoded(s.t, "{"+excerpt(s.t, 7644, 3216, 3223, comma)+"}")
		for name, value := range fragment {
			s.same(scim.Resource{name: value}, scim.Resource{name: results(got)[0][name]})
		}
		if name := s.do(http.StatusOK, http.MethodGet, "/Users/"+bob, "").body.String("userName"); name != "bob" {
			s.t.Errorf("an operation after the limit was carried out: userName %s", name)
		}
	})
}

// TestRFC7644BulkAllFail plays the third response of §3.7.3: no limit of errors,
// Alice is no valid user, two versions are old ones, and one user is gone.
func TestRFC7644BulkAllFail(t *testing.T) {
	onStages(t, func(s *stage) {
		three(s)
		for _, id := range []string{bob, dave} {
			s.do(http.StatusOK, http.MethodPatch, "/Users/"+id, patchOp(`{"op":"add","path":"title","value":"changed"}`))
		}
		s.do(http.StatusNoContent, http.MethodDelete, "/Users/"+gone, "")
		request := everyMethod(s.t)
		request.body = strings.NewReplacer(`"failOnErrors":1,`, "", `"userName":"Alice"`, `"userName":"Alice","noAttribute":1`).Replace(request.body)
		s.expect(printed(s.t, 7644, 3428, 3491, slip{"EID 7916: a comma is missing", `"invalidSyntax"`, `"invalidSyntax",`}), s.send(request))
		if n := s.server.Count("User"); n != 2 {
			s.t.Errorf("%d users, want 2", n)
		}
	})
}

// TestRFC7644BulkSuccessStatus plays the lone status of §3.7.3, line 3212.
func TestRFC7644BulkSuccessStatus(t *testing.T) {
	onStages(t, func(s *stage) {
		want := decoded(s.t, "{"+excerpt(s.t, 7644, 3212, 3212)+"}")
		made := results(s.do(http.StatusOK, http.MethodPost, "/Bulk", bulkRequest("", post("Users", "qwerty", aUser("Alice")))))
		s.same(want, scim.Resource{"status": made[0]["status"]})
	})
}

// TestRFC7644BulkTooLarge plays §3.7.4 and the cell of table 8 (3783): a body of
// the printed length, of which no more is read than the limit, and the limits as
// they are announced.
func TestRFC7644BulkTooLarge(t *testing.T) {
	onStages(t, func(s *stage) {
		printedRequest := printed(s.t, 7644, 3506, 3511)
		body := &endless{}
		request := httptest.NewRequest(printedRequest.method, "https://example.com"+printedRequest.path, io.LimitReader(body, 4294967296))
		request.ContentLength = 4294967296
		if length := printedRequest.header.Get("Content-Length"); length != "4294967296" {
			s.t.Fatalf("the RFC prints %s bytes", length)
		}
		request.Header.Set("Content-Type", printedRequest.header.Get("Content-Type"))
		request.Header.Set("Authorization", printedRequest.header.Get("Authorization"))
		recorder := httptest.NewRecorder()
		s.handler.ServeHTTP(recorder, request)
		answered, _ := scim.Decode(recorder.Body.Bytes())
		s.expect(printed(s.t, 7644, 3518, 3526), answer{recorder.Code, recorder.Header(), recorder.Body.String(), answered})
		if detail := answered.String("detail"); !strings.Contains(detail, "maxPayloadSize (1048576)") {
			s.t.Errorf("%q does not name the limit", detail)
		}
		if body.read > 2<<20 {
			s.t.Errorf("%d bytes were read", body.read)
		}
		cell := strings.NewReplacer("| 413 (Payload   | POST          |", "", "| Too Large)     |               |", "", "|", "").Replace(excerpt(s.t, 7644, 3783, 3784))
		limits := decoded(s.t, cell)
		limits["supported"] = true
		s.same(limits, s.do(http.StatusOK, http.MethodGet, "/ServiceProviderConfig", "").body.Object("bulk"))
	})
}

// endless is a body without end that counts what is read.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

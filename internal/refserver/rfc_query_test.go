package refserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

// EID 8084 says of figure 5 that elements of Resources lack schemas, and it
// holds for the other lists as well (RFC 7643 §3).
func withSchemas(id, urn string) slip {
	return slip{"EID 8084: schemas are missing", `"id":"` + id + `"`, `"id":"` + id + `","schemas":["` + urn + `"]`}
}

// TestRFC7644Projection plays the query of §3.4.2 and that of §3.9.
func TestRFC7644Projection(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"bjensen","displayName":"Babs","emails":[{"value":"b@example.com"}]}`)
		s.create("c75ad752-64ae-4823-840d-ffa80929976c", "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"jsmith","title":"Guide"}`)
		s.expect(printed(s.t, 7644, 859, 875, withSchemas(barbara, scim.URNUser), withSchemas("c75ad752-64ae-4823-840d-ffa80929976c", scim.URNUser),
			slip{"REQUIRED of a part, and given of the whole, too", `"totalResults":2`, `"totalResults":2,"startIndex":1,"itemsPerPage":2`},
		), s.send(printed(s.t, 7644, 852, 855)))
		s.version("a330bc54f0671c9", "/Users/"+barbara)
		s.expect(printed(s.t, 7644, 3620, 3630), s.send(printed(s.t, 7644, 3613, 3616)))
	})
}

// TestRFC7644RootQuery plays the filter of §3.4.2.1, whose operands lack their
// quotation marks: strict mode refuses it as printed, tolerant mode takes it.
func TestRFC7644RootQuery(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", aUser("bjensen"))
		s.create(tourGuides, "/Groups", aGroup("Tour Guides"))
		filter := strings.TrimSpace(excerpt(s.t, 7644, 908, 908))
		quoted := strings.NewReplacer("User)", `"User")`, "Group)", `"Group")`).Replace(filter)
		if list := s.do(http.StatusOK, http.MethodGet, "?"+quoted, "").body; !isNumber(list["totalResults"], "2") {
			s.t.Errorf("%s finds %v", quoted, list["totalResults"])
		}
		status := map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[strings.HasSuffix(s.t.Name(), "tolerant")]
		if got := s.do(status, http.MethodGet, "?"+filter, "").body; status == http.StatusOK && !isNumber(got["totalResults"], "2") {
			s.t.Errorf("%s finds %v", filter, got["totalResults"])
		}
	})
}

// found are the user names that a printed filter=… finds, in order of creation.
func (s *stage) found(filter string) []string {
	s.t.Helper()
	text, ok := strings.CutPrefix(strings.TrimSpace(filter), "filter=")
	if !ok {
		s.t.Fatalf("no filter: %q", filter)
	}
	return userNames(s.do(http.StatusOK, http.MethodGet, "/Users?filter="+url.QueryEscape(strings.TrimSpace(text)), "").body)
}

// TestRFC7644FilterCase plays the two filters of §3.4.2.2 that "will evaluate to
// the same logical value".
func TestRFC7644FilterCase(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(john, "/Users", aUser("John"))
		s.create(barbara, "/Users", aUser("bjensen"))
		for _, filter := range []string{excerpt(s.t, 7644, 940, 940), excerpt(s.t, 7644, 942, 942)} {
			if diff := cmp.Diff([]string{"John"}, s.found(filter)); diff != "" {
				s.t.Errorf("%s: %s", filter, diff)
			}
		}
	})
}

// TestRFC7644Filters plays the filters of figure 2 on four users, of whom each
// filter tells some from others.
func TestRFC7644Filters(t *testing.T) {
	filters := strings.Split(strings.Join(dedented(excerpt(t, 7644, 1243, 1280)), "\n"), "\n\n")
	want := [][]string{
		{"bjensen"}, {"bjensen"}, {"Jsmith"}, {"Jsmith"}, // userName eq, name.familyName co, userName sw, the same with its URN
		{"bjensen"},                                 // title pr
		{"kai", "idle"}, {"bjensen", "kai", "idle"}, // meta.lastModified gt, ge
		{"Jsmith"}, {"bjensen", "Jsmith"}, // lt, le
		{"bjensen"}, {"bjensen", "Jsmith"}, // title pr and, or userType
		{"bjensen"},           // schemas eq the enterprise extension
		{"bjensen", "kai"},    // Employee and (example.com or example.org)
		{"idle"},              // ne Employee and not (…)
		{"bjensen", "kai"},    // Employee and (emails.type eq "work")
		{"bjensen"},           // Employee and emails[…]
		{"bjensen", "Jsmith"}, // emails[…] or ims[…]
	}
	if len(filters) != len(want) {
		t.Fatalf("%d filters in figure 2, want %d: %q", len(filters), len(want), filters)
	}
	onStages(t, func(s *stage) {
		fourUsers(s)
		for i, filter := range filters {
			filter = strings.Join(strings.Fields(filter), " ") // some are printed over two lines
			if diff := cmp.Diff(want[i], s.found(filter)); diff != "" {
				s.t.Errorf("%s: %s", filter, diff)
			}
		}
	})
}

func fourUsers(s *stage) {
	s.create(barbara, "/Users", `{"schemas":["`+scim.URNUser+`","`+scim.URNEnterpriseUser+`"],"userName":"bjensen","name":{"familyName":"O'Malley"},
		"title":"Boss","userType":"Employee","emails":[{"type":"work","value":"b@example.com"}],"`+scim.URNEnterpriseUser+`":{"employeeNumber":"7"}}`)
	s.at("2011-05-13T03:42:34Z")
	s.create(james, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"Jsmith","userType":"Intern",
		"emails":[{"type":"home","value":"j@example.com"}],"ims":[{"type":"xmpp","value":"j@foo.com"}]}`)
	s.at("2011-05-13T04:42:34Z")
	s.do(http.StatusOK, http.MethodPatch, "/Users/"+barbara, patchOp(`{"op":"add","path":"nickName","value":"Babs"}`)) // this is its last modification
	s.at("2012-01-01T00:00:00.5Z")
	s.create(john, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"kai","userType":"employee",
		"emails":[{"type":"work","value":"kai@example.org"},{"type":"home","value":"kai@example.com"}],"ims":[{"type":"aim","value":"kai@foo.com"}]}`)
	s.create(mandy, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"idle","userType":"Contractor","title":""}`)
}

// TestRFC7644Paging plays §3.4.2.4: the first page of ten, and the second, which
// the text describes.
func TestRFC7644Paging(t *testing.T) {
	onStages(t, func(s *stage) {
		for i := range 100 {
			s.do(http.StatusCreated, http.MethodPost, "/Users", aUser(fmt.Sprintf("user%03d", i)))
		}
		request := printed(s.t, 7644, 1410, 1413)
		for start, names := range map[string][]string{"1": numbered(0, 10), "11": numbered(10, 20)} {
			request.path = strings.Replace("/Users?startIndex=1&count=10", "1", start, 1)
			got := s.send(request)
			if diff := cmp.Diff(names, userNames(got.body)); diff != "" {
				s.t.Error(diff)
			}
			want := printed(s.t, 7644, 1419, 1427, slip{"elided", "{\n       ...\n     }", ""})
			want.status, want.body = http.StatusOK, strings.Replace(want.body, `"startIndex":1`, `"startIndex":`+start, 1)
			s.expect(want, got.without("Resources"))
		}
	})
}

// numbered are the names of the users that the tests of paging create.
func numbered(from, to int) (names []string) {
	for i := from; i < to; i++ {
		names = append(names, fmt.Sprintf("user%03d", i))
	}
	return names
}

// without empties an array of the body that the RFC leaves out for brevity.
func (a answer) without(name string) answer {
	a.body[name] = []any{}
	return a
}

// TestRFC7644Search plays figures 4 and 5: a hundred matches, a page of ten, a
// User and a Group first.
func TestRFC7644Search(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create("2819c223-7f76-413861904646", "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"jsmith","displayName":"Smith, James","title":"Guide"}`)
		s.do(http.StatusCreated, http.MethodPost, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"jones","displayName":"Jones"}`)
		s.create("c8596b90-7539-4f20968d1908", "/Groups", aGroup("Smith Family"))
		for i := range 98 {
			s.do(http.StatusCreated, http.MethodPost, "/Groups", aGroup(fmt.Sprintf("SMITH %d", i)))
		}
		got := s.send(printed(s.t, 7644, 1531, 1545))
		page := got.body.List("Resources")
		if len(page) != 10 {
			s.t.Fatalf("%d resources on the page", len(page))
		}
		got.body["Resources"] = page[:2] // "For brevity, only two matches are shown"
		s.expect(printed(s.t, 7644, 1579, 1600, withSchemas("2819c223-7f76-413861904646", scim.URNUser), withSchemas("c8596b90-7539-4f20968d1908", scim.URNGroup),
			slip{"elided", "},\n        ...\n", "}\n"},
			slip{"the base is missing", "https://example.com/.search", "https://example.com/v2/.search"},
		), got)
	})
}

// TestRFC7644Sensitive plays §7.5.2 with the password, which no filter in a URL
// should tell; by POST the same filter is answered.
func TestRFC7644Sensitive(t *testing.T) {
	onStages(t, func(s *stage) {
		s.create(barbara, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"bjensen","password":"t1meMa$heen"}`)
		want := printed(s.t, 7644, 4451, 4459, slip{"EID 6893", `"status": "404"`, `"status": "403"`})
		request := message{method: http.MethodGet, path: `/Users?filter=userName pr and password eq "t1meMa$heen"`, header: http.Header{"Authorization": {"Bearer " + token7644}}}
		s.expect(want, s.send(request))
		filter, err := json.Marshal(`password eq "t1meMa$heen"`)
		if err != nil {
			s.t.Fatal(err)
		}
		s.do(http.StatusOK, http.MethodPost, "/Users/.search", `{"schemas":["`+scim.URNSearchRequest+`"],"filter":`+string(filter)+`}`)
	})
}

package refserver_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

// changeOf is a printed PATCH request, what is there before it (which the RFC
// does not print), and what has to be there after it. Ids are those printed.
type changeOf struct {
	name    string
	request message
	before  string // members of a User or Group besides its schemas
	after   string
}

// Ids are shortened in four ways in the examples.
const (
	tourGuides = "acbf3ae7-8463-...-9b4da3f908ce"
	james      = "08e1d05d...473d93df9210"
)

// cast creates the users of the examples; every way of shortening an id means
// the same user.
func cast(s *stage) {
	id := s.create(barbara, "/Users", aUser("bjensen")).body.ID()
	for _, short := range []string{"2819c223-7f76-...413861904646", "2819c223...919d-413861904646", "2819c223...413861904646"} {
		s.means(short, id)
	}
	id = s.create(james, "/Users", aUser("jsmith")).body.ID()
	s.means("08e1d05d-121c-4561-8b96-473d93df9210", id)
}

// member is a member as the server shows it: $ref and type are its own
// (RFC 7643 §4.2), and display has no place in the schema (EID 6011).
func member(id string) string {
	return `{"value":"` + id + `","type":"User","$ref":"https://example.com/v2/Users/` + id + `"}`
}

// TestRFC7644ChangeGroup plays the requests of §3.5.2.1 to §3.5.2.3 on groups.
func TestRFC7644ChangeGroup(t *testing.T) {
	none, both := ``, `,"members":[`+member(barbara)+`,`+member(james)+`]`
	onlyBarbara, onlyJames := `,"members":[`+member(barbara)+`]`, `,"members":[`+member(james)+`]`
	patch := message{method: http.MethodPatch, path: "/Groups/" + tourGuides, header: http.Header{"Content-Type": {scim.MediaType}, "If-Match": {`W/"a330bc54f0671c9"`}}}
	general := patch
	general.body = printed(t, 7644, 1818, 1835, slip{"elided", ",\n       ... + additional operations if needed ...", ""}).body
	rows := []changeOf{
		{"figure 6, the general form", general, none, onlyBarbara},
		{"add a member", printed(t, 7644, 2026, 2049), onlyJames, `,"members":[` + member(james) + `,` + member(barbara) + `]`},
		{"who is one already: no changes", printed(t, 7644, 2026, 2049), onlyBarbara, onlyBarbara},
		{"remove a member", printed(t, 7644, 2194, 2208), both, onlyJames},
		{"who is none: no changes", printed(t, 7644, 2194, 2208), onlyJames, onlyJames},
		{"the last one: unassigned", printed(t, 7644, 2194, 2208), onlyBarbara, none},
		{"remove all members", printed(t, 7644, 2212, 2224), both, none},
		{"remove and add a member", printed(t, 7644, 2250, 2278), onlyBarbara, onlyJames}, // no blank before the operand, as printed
		{"remove all, add two", printed(t, 7644, 2307, 2339), onlyJames, both},
		{"replace all members", printed(t, 7644, 2419, 2447), onlyJames, both},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			onStages(t, func(s *stage) { row.onGroup(s) })
		})
	}
}

func (c changeOf) onGroup(s *stage) {
	cast(s)
	group := `{"schemas":["` + scim.URNGroup + `"],"displayName":"Tour Guides"`
	s.create(tourGuides, "/Groups", group+c.before+"}")
	s.means("acbf3ae7-8463-4692-b4fd-9b4da3f908ce", s.ours[tourGuides])
	s.version("a330bc54f0671c9", "/Groups/"+tourGuides)
	c.request.header.Set("Authorization", "Bearer "+token7644)
	s.expect(printed(s.t, 7644, 2084, 2088,
		slip{"EID 5295: a request header in an answer", "   Authorization: Bearer h480djs93hd8\n", ""},
		bareLocation("   ", "https://example.com/Groups/acbf3ae7-8463-...-9b4da3f908ce", "https://example.com/v2/Groups/acbf3ae7-8463-...-9b4da3f908ce"),
	), s.send(c.request))
	got := s.do(http.StatusOK, http.MethodGet, "/Groups/"+tourGuides, "")
	if kept := got.header.Get("ETag") == s.translate(`W/"a330bc54f0671c9"`); kept != (c.before == c.after) {
		s.t.Errorf("the version is the same as before: %v", kept)
	}
	delete(got.body, "meta")
	s.same(decoded(s.t, s.translate(group+c.after+`,"id":"`+tourGuides+`"}`)), got.body)
}

const (
	workMail    = `{"value":"bjensen@example.com","type":"work","primary":true}`
	homeMail    = `{"value":"babs@jensen.org","type":"home"}`
	homeAddress = `{"type":"home","streetAddress":"456 Hollywood Blvd","primary":true}`
)

// TestRFC7644ChangeUser plays the requests of §3.5.2.1 to §3.5.2.3 on users.
func TestRFC7644ChangeUser(t *testing.T) {
	brace := slip{"EID 8096: a closing brace is missing", `"nickname":"Babs"`, `"nickname":"Babs"}`}
	byFilter := printed(t, 7644, 2229, 2236)
	byFilter.method, byFilter.path = http.MethodPatch, "/Users/"+barbara
	byFilter.header.Set("Content-Type", scim.MediaType)
	rows := []changeOf{
		{"add without a path", printed(t, 7644, 2093, 2114, brace), `,"emails":[` + workMail + `]`, `,"emails":[` + workMail + `,` + homeMail + `],"nickName":"Babs"`},
		{"the nickname that is there is replaced", printed(t, 7644, 2093, 2114, brace), `,"nickName":"Barb"`, `,"emails":[` + homeMail + `],"nickName":"Babs"`},
		{
			"remove by a filter of two terms", byFilter,
			`,"emails":[` + workMail + `,{"value":"b@example.org","type":"work"},{"value":"b@example.com","type":"home"}]`,
			`,"emails":[{"value":"b@example.org","type":"work"},{"value":"b@example.com","type":"home"}]`,
		},
		{
			"replace the whole work address", printed(t, 7644, 2476, 2502),
			`,"addresses":[{"type":"work","streetAddress":"100 Universal City Plaza","country":"US"},` + homeAddress + `]`,
			`,"addresses":[{"type":"work","streetAddress":"911 Universal City Plaza","locality":"Hollywood","region":"CA","postalCode":"91608","country":"US",
				"formatted":"911 Universal City Plaza\nHollywood, CA 91608 US","primary":true},{"type":"home","streetAddress":"456 Hollywood Blvd","primary":false}]`,
		},
		{
			"replace the street of the work address", printed(t, 7644, 2531, 2546),
			`,"addresses":[{"type":"work","streetAddress":"100 Universal City Plaza","country":"US"},` + homeAddress + `]`,
			`,"addresses":[{"type":"work","streetAddress":"1010 Broadway Ave","country":"US"},` + homeAddress + `]`,
		},
		{
			"replace without a path", printed(t, 7644, 2587, 2613, brace), `,"title":"Guide","emails":[{"value":"old@example.com","type":"other"}]`,
			`,"title":"Guide","emails":[` + workMail + `,` + homeMail + `],"nickName":"Babs"`,
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			onStages(t, func(s *stage) { row.onUser(s) })
		})
	}
}

func (c changeOf) onUser(s *stage) {
	user := `{"schemas":["` + scim.URNUser + `"],"userName":"bjensen"`
	s.create(barbara, "/Users", user+c.before+"}")
	s.version("a330bc54f0671c9", "/Users/"+barbara)
	c.request.header.Set("Authorization", "Bearer "+token7644)
	got := s.send(c.request)
	if got.status != http.StatusOK {
		s.t.Fatalf("status %d: %s", got.status, got.raw)
	}
	s.same(s.do(http.StatusOK, http.MethodGet, "/Users/"+barbara, "").body, got.body)
	delete(got.body, "meta")
	s.same(decoded(s.t, s.translate(user+c.after+`,"id":"`+barbara+`"}`)), got.body)
}

// TestRFC7644Paths plays the five paths of figure 8. The last one names a
// sub-attribute that members do not have.
func TestRFC7644Paths(t *testing.T) {
	inOne := slip{"printed over two lines", "[value eq\n              ", "[value eq "}
	onStages(t, func(s *stage) {
		cast(s)
		s.create(tourGuides, "/Groups", aGroup("Tour Guides", s.ours[barbara], s.ours[james]))
		s.do(http.StatusOK, http.MethodPatch, "/Users/"+james, patchOp(`{"op":"add","path":"addresses","value":[{"type":"work"},{"type":"home"}]}`))
		change := func(status int, on, path, rest string) answer {
			s.t.Helper()
			return s.do(status, http.MethodPatch, on, patchOp("{"+path+","+rest+"}"))
		}
		change(200, "/Users/"+james, excerpt(s.t, 7644, 1874, 1874), `"op":"add","value":"Smith"`)
		change(200, "/Users/"+james, excerpt(s.t, 7644, 1876, 1876), `"op":"remove"`)
		got := s.do(200, http.MethodGet, "/Users/"+james, "").body
		if diff := cmp.Diff([]any{map[string]any{"type": "home"}}, got.List("addresses")); diff != "" || got.Object("name").String("familyName") != "Smith" {
			s.t.Errorf("name %v, addresses %v", got["name"], got["addresses"])
		}
		change(204, "/Groups/"+tourGuides, excerpt(s.t, 7644, 1878, 1879, inOne), `"op":"remove"`)
		got = s.do(200, http.MethodGet, "/Groups/"+tourGuides, "").body
		if diff := cmp.Diff([]string{s.ours[james]}, valuesOf(got, "members")); diff != "" {
			s.t.Error(diff)
		}
		change(204, "/Groups/"+tourGuides, excerpt(s.t, 7644, 1872, 1872), `"op":"add","value":[{"value":"`+barbara+`"}]`)
		isError(s.t, change(400, "/Groups/"+tourGuides, excerpt(s.t, 7644, 1881, 1882, inOne), `"op":"replace","value":"Babs"`), 400, "invalidPath")
		change(204, "/Groups/"+tourGuides, excerpt(s.t, 7644, 1872, 1872), `"op":"remove"`)
		if got = s.do(200, http.MethodGet, "/Groups/"+tourGuides, "").body; got["members"] != nil {
			s.t.Errorf("members %v", got["members"])
		}
	})
}

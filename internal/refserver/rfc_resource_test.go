package refserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const (
	guides    = "e9e30dba-f08f-4109-8486-d5c6a331660a"
	employees = "fc348aa8-3835-40eb-a20b-c726e15c55b5"
	american  = "71ddacd2-a8e7-49b8-a5db-ae50d0a5bfd7"
	john      = "26118915-6090-4610-87e4-49d8ca9f808d"
	mandy     = "902c246b-6245-4190-8e05-00816be7344a"
)

// representation is a resource as an RFC prints it, with the slips of the text
// and those parts of the answer that are not what was sent.
type representation struct {
	name    string
	sent    func(t *testing.T, slips ...slip) message
	id      string // as printed
	path    string // of the resource type
	before  string // what the printed resource takes the place of
	prepare func(s *stage)
	slips   []slip
	answer  []slip
}

// TestRFC7643Resources plays figures 2 to 6: each printed resource takes the
// place of another at the printed moment, and what is answered and read back is
// the printed text.
func TestRFC7643Resources(t *testing.T) {
	figures := []representation{
		{
			name: "§3, figure 2, a resource with an extension", id: "2819c223-7f76-453a-413861904646", path: "/Users", before: aUser("before"),
			sent: func(t *testing.T, slips ...slip) message { return printed(t, 7643, 799, 832, slips...) },
			slips: []slip{
				{"elided", "\n    ...\n", "\n"},
				{"elided", "\"4130\",\n       ...\n", "\"4130\"\n"},
			},
		},
		{
			name: "§8.1, figure 3, minimal user", id: barbara, path: "/Users", before: aUser("before"),
			sent: func(t *testing.T, slips ...slip) message { return printed(t, 7643, 1862, 1874, slips...) },
		},
		{
			name: "§8.2, figure 4, full user", id: barbara, path: "/Users", before: aUser("before"), prepare: threeGroups,
			sent:   func(t *testing.T, slips ...slip) message { return printed(t, 7643, 1916, 2110, slips...) },
			slips:  []slip{{"EID 5990: a country code has two letters", `"USA"`, `"US"`}, folded()},
			answer: append(directGroups(), unseenPassword()),
		},
		{
			name: "§8.3, figure 5, enterprise user", id: barbara, path: "/Users", before: aUser("before"),
			sent: func(t *testing.T, slips ...slip) message { return printed(t, 7643, 2140, 2323, slips...) },
			prepare: func(s *stage) {
				threeGroups(s)
				s.create(john, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"jsmith","displayName":"John Smith"}`)
			},
			slips: []slip{{"EID 5991: a country code has two letters", `"USA"`, `"US"`}, folded()},
			answer: append(directGroups(), unseenPassword(),
				slip{"§2.3.7: a relative URI resolves against the service root, and this server gives absolute ones", `"../`, `"https://example.com/v2/`}),
		},
		{
			name: "§8.4, figure 6, group", id: guides, path: "/Groups", before: aGroup("before"),
			sent: func(t *testing.T, slips ...slip) message { return printed(t, 7643, 2364, 2390, slips...) },
			prepare: func(s *stage) {
				s.create(barbara, "/Users", aUser("bjensen"))
				s.create(mandy, "/Users", aUser("mpepperidge"))
			},
			answer: []slip{
				{"EID 6011: the schema of §8.7.1 has no members.display, but a type", `"display": "Babs Jensen"`, `"type": "User"`},
				{"EID 6011", `"display": "Mandy Pepperidge"`, `"type": "User"`},
			},
		},
	}
	for _, figure := range figures {
		t.Run(figure.name, func(t *testing.T) {
			onStages(t, figure.play)
		})
	}
}

func (r representation) play(s *stage) {
	s.at("2010-01-23T04:56:22Z")
	s.create(r.id, r.path, r.before)
	if r.prepare != nil {
		r.prepare(s)
	}
	s.at("2011-05-13T04:42:34Z")
	want := r.sent(s.t, append(r.slips[:len(r.slips):len(r.slips)], r.answer...)...)
	want.status = http.StatusOK
	s.expect(want, s.do(want.status, http.MethodPut, r.path+"/"+r.id, r.sent(s.t, r.slips...).body))
	s.expect(want, s.do(want.status, http.MethodGet, r.path+"/"+r.id, ""))
}

// folded joins the lines over which a certificate is printed.
func folded() slip { return slip{"the certificate is folded over lines", "\n        ", ""} }

func unseenPassword() slip {
	return slip{"§4.1.1, §7: a password is never returned", `"password": "t1meMa$heen",`, ""}
}

// directGroups says how the user of the example belongs to its groups, which
// the examples leave out (RFC 7643 §4.1.2).
func directGroups() (slips []slip) {
	for _, name := range []string{"Tour Guides", "Employees", "US Employees"} {
		slips = append(slips, slip{"§4.1.2: direct or indirect", `"display": "` + name + `"`, `"display": "` + name + `", "type": "direct"`})
	}
	return slips
}

// threeGroups are those of the user in figures 4 and 5, whose groups are
// read-only: a group's members make them.
func threeGroups(s *stage) {
	for i, id := range []string{guides, employees, american} {
		s.create(id, "/Groups", aGroup([]string{"Tour Guides", "Employees", "US Employees"}[i], s.ours[barbara]))
	}
}

// TestRFC7643ResourcesCreated creates the same resources by POST: the server
// gives its own id and times, and the rest is what is printed.
func TestRFC7643ResourcesCreated(t *testing.T) {
	onStages(t, func(s *stage) {
		for i, text := range []string{
			printed(s.t, 7643, 1862, 1874).body,
			printed(s.t, 7643, 1916, 2110, folded()).body,
			printed(s.t, 7643, 2140, 2323, folded()).body,
		} {
			sent := decoded(s.t, text)
			sent["userName"] = strings.Repeat("u", i+1)
			got := s.do(http.StatusCreated, http.MethodPost, "/Users", encoded(s.t, sent)).body
			for _, name := range []string{"id", "meta", "password", "groups"} { // the server's own, and what is never returned
				delete(sent, name)
				if name != "id" && name != "meta" && got[name] != nil {
					s.t.Errorf("%s is %v", name, got[name])
				}
				delete(got, name)
			}
			if enterprise := sent.Object(scim.URNEnterpriseUser); enterprise != nil { // there is no John Smith here
				enterprise["manager"] = map[string]any{"value": john}
			}
			s.same(sent, got)
		}
	})
}

// RFC 7644 §3.8: the three shapes of attributes in JSON come back as they are
// sent, under types that have attributes of the printed names.
func TestRFC7644ShapesOfAttributes(t *testing.T) {
	text := func(name string, many bool) schema.Attribute {
		return schema.Attribute{Name: name, Type: "string", MultiValued: many, CaseExact: true, Mutability: "readWrite", Returned: "default", Uniqueness: "none"}
	}
	complex := text("attribute", false)
	complex.Type, complex.SubAttributes = "complex", []schema.Attribute{text("subattribute1", false), text("subattribute2", false)}
	simple, nested := "urn:example:simple:2.0:Thing", "urn:example:nested:2.0:Thing"
	types := []refserver.ResourceType{
		{Name: "Simple", Endpoint: "/Simple", Schema: &schema.Schema{ID: simple, Attributes: []schema.Attribute{text("attribute", false), text("attributes", true)}}},
		{Name: "Nested", Endpoint: "/Nested", Schema: &schema.Schema{ID: nested, Attributes: []schema.Attribute{complex}}},
	}
	s := newStage(t, refserver.Options{Types: types, Token: token7644})
	for _, shape := range []struct{ path, urn, member string }{
		{"/Simple", simple, excerpt(t, 7644, 3560, 3560)},
		{"/Simple", simple, excerpt(t, 7644, 3564, 3564)},
		{"/Nested", nested, excerpt(t, 7644, 3569, 3569)},
	} {
		want := `{"schemas":["` + shape.urn + `"],` + shape.member + `}`
		got := s.do(http.StatusCreated, http.MethodPost, shape.path, want).body
		delete(got, "id")
		delete(got, "meta")
		s.same(decoded(t, want), got)
	}
}

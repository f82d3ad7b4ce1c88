package filter_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// people are written so that every filter of RFC 7644 figure 2 tells some of
// them from others.
func people(t *testing.T) []scim.Resource {
	t.Helper()
	return []scim.Resource{
		decode(t, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
			"id":"1","userName":"bjensen","name":{"familyName":"O'Malley"},"title":"Boss","userType":"Employee",
			"emails":[{"type":"work","value":"b@example.com"},{"type":"home","value":"b@home.example"}],
			"meta":{"lastModified":"2011-05-13T04:42:34Z"},
			"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"7"}}`),
		decode(t, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
			"id":"2","userName":"Jsmith","userType":"Intern","name":{"familyName":"Smith"},
			"emails":[{"type":"home","value":"j@example.com"}],"ims":[{"type":"xmpp","value":"j@foo.com"}],
			"meta":{"lastModified":"2011-05-13T05:42:34+02:00"}}`),
		decode(t, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
			"id":"3","userName":"kai","title":"","userType":"employee",
			"emails":[{"type":"work","value":"kai@example.org"},{"type":"home","value":"kai@example.com"}],
			"ims":[{"type":"aim","value":"kai@foo.com"}],
			"meta":{"lastModified":"2012-01-01T00:00:00.5Z"}}`),
	}
}

func decode(t *testing.T, raw string) scim.Resource {
	t.Helper()
	resource, err := scim.Decode([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return resource
}

func users() *schema.Set { return schema.NewSet(schema.User(), schema.EnterpriseUser()) }

// matched are the ids of those that match, joined.
func matched(e filter.Expr, among []scim.Resource, set *schema.Set) string {
	ids := []string{}
	for _, resource := range among {
		if filter.Match(e, resource, set) {
			ids = append(ids, resource.ID())
		}
	}
	return strings.Join(ids, " ")
}

// RFC 7644 figure 2, all of it; lines are joined as the figure breaks them.
func TestFiltersOfTheRFC(t *testing.T) {
	tests := []struct{ text, want string }{
		{`userName eq "bjensen"`, "1"},
		{`name.familyName co "O'Malley"`, "1"},
		{`userName sw "J"`, "2"},
		{`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`, "2"},
		{`title pr`, "1"},
		{`meta.lastModified gt "2011-05-13T04:42:34Z"`, "3"},
		{`meta.lastModified ge "2011-05-13T04:42:34Z"`, "1 3"},
		{`meta.lastModified lt "2011-05-13T04:42:34Z"`, "2"},
		{`meta.lastModified le "2011-05-13T04:42:34Z"`, "1 2"},
		{`title pr and userType eq "Employee"`, "1"},
		{`title pr or userType eq "Intern"`, "1 2"},
		{`schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"`, "1"},
		{`userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")`, "1 3"},
		{`userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")`, ""},
		{`userType eq "Employee" and (emails.type eq "work")`, "1 3"},
		{`userType eq "Employee" and emails[type eq "work" and value co "@example.com"]`, "1"},
		{`emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]`, "1 2"},
	}
	if len(tests) != 17 {
		t.Errorf("%d filters, figure 2 has 17", len(tests))
	}
	set := users()
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			e := parse(t, test.text)
			if err := filter.Check(e, set); err != nil {
				t.Errorf("is refused: %v", err)
			}
			if got := matched(e, people(t), set); got != test.want {
				t.Errorf("matches %q, want %q", got, test.want)
			}
		})
	}
}

// Examples in the text around the figure.
func TestOtherFiltersOfTheRFC(t *testing.T) {
	set := users()
	for _, test := range []struct{ text, want string }{
		{`userName Eq "kai"`, "3"}, // §3.4.2.2: both have the same value
		{`Username eq "kai"`, "3"},
		{`userName eq "\u212Aai"`, "3"},                                         // the Kelvin sign is a k in another case
		{`userName co "\u017Fmith"`, "2"},                                       // as is the long s, also where texts are folded first
		{`(meta.resourceType eq "User") or (meta.resourceType eq "Group")`, ""}, // §3.4.2.1, with the quotes it lacks
		{`urn:ietf:params:scim:schemas:core:2.0:User:name.familyName eq "smith"`, "2"},
		{`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "7"`, "1"},
	} {
		if got := matched(parse(t, test.text), people(t), set); got != test.want {
			t.Errorf("%s matches %q, want %q", test.text, got, test.want)
		}
	}
}

// RFC 7644 §3.4.2.2: "not" before "and" before "or", brackets first. In each
// row the wrong order would give something else.
func TestPrecedence(t *testing.T) {
	const f, y = `userName eq "nobody"`, `userName eq "bjensen"` // false and true
	tests := []struct {
		text string
		want bool
	}{
		{y + " or " + y + " and " + f, true},
		{"(" + y + " or " + y + ") and " + f, false},
		{f + " and " + f + " or " + y, true},
		{f + " and (" + f + " or " + y + ")", false},
		{"not (" + y + ") or " + y, true},
		{"not (" + y + " or " + y + ")", false},
		{"not (" + f + ") and " + f, false},
		{"not (" + f + " and " + f + ")", true},
		{y + " or not (" + y + ") and " + f, true},
	}
	for _, test := range tests {
		if got := filter.Match(parse(t, test.text), people(t)[0], users()); got != test.want {
			t.Errorf("%s is %v, want %v", test.text, got, test.want)
		}
	}
}

// RFC 7644 figure 8 and §3.5.2.2: paths.
func TestPathsOfTheRFC(t *testing.T) {
	id := eq("value", "2819c223-7f76-453a-919d-413861904646")
	tests := []struct {
		text string
		want filter.Path
	}{
		{`members`, filter.Path{Name: "members"}},
		{`name.familyName`, filter.Path{Name: "name", Sub: "familyName"}},
		{`addresses[type eq "work"]`, filter.Path{Name: "addresses", Filter: eq("type", "work")}},
		{`members[value eq "2819c223-7f76-453a-919d-413861904646"]`, filter.Path{Name: "members", Filter: id}},
		{`members[value eq "2819c223-7f76-453a-919d-413861904646"].displayName`, filter.Path{Name: "members", Filter: id, Sub: "displayName"}},
		{`members[value eq"2819c223-7f76-453a-919d-413861904646"]`, filter.Path{Name: "members", Filter: id}},
		{`emails[type eq "work" and value ew "example.com"]`, filter.Path{Name: "emails", Filter: filter.And{
			Left: eq("type", "work"), Right: filter.Compare{Path: attr("value"), Op: filter.Ew, Value: "example.com"}}}},
	}
	for _, test := range tests {
		got, err := filter.ParsePath(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.text, diff)
		}
	}
}

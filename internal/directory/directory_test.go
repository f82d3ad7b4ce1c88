package directory

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type attrs = map[string]any

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// office is a directory with users ana, bo and cy and groups design (ana, bo)
// and all (ana, bo, cy), nobody assigned.
func office(t *testing.T) *Directory {
	t.Helper()
	d := New(Options{Start: noon, Seed: 7})
	for _, user := range []attrs{
		{"id": "ana", "givenName": "Ana", "surname": "Reis", "userPrincipalName": "ana.reis@fabrikam.example"},
		{"id": "bo", "givenName": "Bo", "surname": "Lind", "userPrincipalName": "bo.lind@fabrikam.example"},
		{"id": "cy", "givenName": "Cy", "surname": "Young", "userPrincipalName": "cy.young@fabrikam.example"},
	} {
		must(t, d.AddUser(user))
	}
	must(t, d.AddGroup(attrs{"id": "design", "displayName": "Design", "members": []any{"ana", "bo"}}))
	must(t, d.AddGroup(attrs{"id": "all", "displayName": "Everybody", "members": []any{"ana", "bo", "cy"}}))
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestValuesOfAUser(t *testing.T) {
	d := New(Options{Seed: 1})
	must(t, d.AddUser(attrs{
		"id": "ana", "objectId": "b0c1d2e3-0000-4000-8000-000000000001", "displayName": "Ana Reis", "employeeId": 40117, "enabled": false,
		"proxyAddresses": []any{"SMTP:ana@fabrikam.example", "smtp:reis@fabrikam.example"}, "extension_1_level": 3.5, "isResourceAccount": false,
		"city": "", "state": nil, "otherMails": []any{},
	}))
	ana := d.User("ana")
	tests := []struct {
		name  string
		value string
		many  []string
	}{
		{"objectId", "b0c1d2e3-0000-4000-8000-000000000001", nil},
		{"displayName", "Ana Reis", nil},
		{"employeeId", "40117", nil},
		{"extension_1_level", "3.5", nil},
		{"isResourceAccount", "False", nil}, // E-4.6: how Entra prints booleans
		{"accountEnabled", "False", nil},
		{"proxyAddresses", "", []string{"SMTP:ana@fabrikam.example", "smtp:reis@fabrikam.example"}},
		{"city", "", nil},       // empty is absent
		{"state", "", nil},      // null is absent
		{"otherMails", "", nil}, // an empty list is absent
		{"department", "", nil},
		{"DisplayName", "", nil}, // source attribute names keep their case (E-2.21)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text, single := ana.Value(test.name)
			if text != test.value || single != (test.value != "") {
				t.Errorf("Value: got %q, %t, want %q", text, single, test.value)
			}
			want := test.many
			if test.value != "" {
				want = []string{test.value}
			}
			list, found := ana.Attribute(test.name)
			if diff := cmp.Diff(want, list); diff != "" || found != (want != nil) {
				t.Errorf("Attribute found %t (want -, got +)\n%s", found, diff)
			}
		})
	}
}

// Entra itself lets no user be without displayName and mailNickname.
func TestDefaultsOfAUser(t *testing.T) {
	d := New(Options{})
	must(t, d.AddUser(attrs{"id": "ana", "givenName": "Ana", "surname": "Reis", "userPrincipalName": "ana.reis@fabrikam.example"}))
	must(t, d.AddUser(attrs{"id": "bo", "givenName": "Bo", "displayName": nil, "mailNickname": "boss", "userPrincipalName": "bo@fabrikam.example"}))
	tests := []struct{ user, name, want string }{
		{"ana", "displayName", "Ana Reis"},
		{"ana", "mailNickname", "ana.reis"},
		{"bo", "displayName", ""}, // null is said explicitly
		{"bo", "mailNickname", "boss"},
	}
	for _, test := range tests {
		if got, _ := d.User(test.user).Value(test.name); got != test.want {
			t.Errorf("%s of %s: got %q, want %q", test.name, test.user, got, test.want)
		}
	}
	if !d.User("ana").Enabled {
		t.Error("a new user is enabled unless the story says otherwise")
	}
}

func TestUpdate(t *testing.T) {
	d := office(t)
	must(t, d.Update("ana", attrs{"surname": "Moreira", "department": "Sourcing", "givenName": nil, "accountEnabled": false, "manager": "bo"}))
	must(t, d.Update("design", attrs{"displayName": "Design Team", "description": "Draws"}))
	ana, design := d.User("ana"), d.Group("design")
	for name, want := range map[string]string{"surname": "Moreira", "department": "Sourcing", "givenName": "", "displayName": "Ana Reis", "accountEnabled": "False"} {
		if got, _ := ana.Value(name); got != want {
			t.Errorf("%s of ana: got %q, want %q", name, got, want)
		}
	}
	if ana.Manager != "bo" {
		t.Errorf("manager of ana: got %q, want bo", ana.Manager)
	}
	must(t, d.Update("ana", attrs{"city": "Lisboa"}))
	if ana.Manager != "bo" || ana.Enabled {
		t.Error("an update must leave alone what it does not name")
	}
	if description, _ := design.Value("description"); design.DisplayName != "Design Team" || description != "Draws" {
		t.Errorf("design is named %q, described %q", design.DisplayName, description)
	}
	if got := slices.Collect(design.Members()); !slices.Equal(got, []string{"ana", "bo"}) {
		t.Errorf("members of design: got %v", got)
	}
}

func TestObjectsComeInTheOrderOfCreation(t *testing.T) {
	d := New(Options{})
	var want []string
	for _, id := range []string{"zoe", "ana", "max", "bo", "eve"} {
		must(t, d.AddUser(attrs{"id": id}))
		want = append(want, id)
	}
	for i := range 60 { // enough to clean the order up on the way
		id := strings.Repeat("x", i+1)
		must(t, d.AddUser(attrs{"id": id}))
		must(t, d.Purge(id))
	}
	must(t, d.Purge("max"))
	want = slices.DeleteFunc(want, func(id string) bool { return id == "max" })
	var got []string
	for user := range d.Users() {
		got = append(got, user.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	for user := range d.Users() {
		if user.ID != "zoe" {
			t.Fatalf("the walk starts at %s", user.ID)
		}
		break
	}
}

func TestMembersComeInTheOrderOfJoining(t *testing.T) {
	d := office(t)
	must(t, d.RemoveMember("all", "ana"))
	must(t, d.AddMember("all", "design"))
	must(t, d.AddMember("all", "ana"))
	if got, want := slices.Collect(d.Group("all").Members()), []string{"bo", "cy", "design", "ana"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestObjectIDs(t *testing.T) {
	seen := map[string]bool{}
	first, again, other := New(Options{Seed: 3}), New(Options{Seed: 3}), New(Options{Seed: 4})
	for _, id := range []string{"a", "b", "c", "d"} {
		for _, d := range []*Directory{first, again, other} {
			must(t, d.AddUser(attrs{"id": id}))
		}
		guid := first.User(id).ObjectID
		if guid != again.User(id).ObjectID {
			t.Errorf("%s has two object ids under the same seed", id)
		}
		if len(guid) != 36 || guid[14] != '4' || seen[guid] || guid == other.User(id).ObjectID {
			t.Errorf("%s has the object id %s", id, guid)
		}
		seen[guid] = true
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name string
		do   func(d *Directory) error
		says []string
	}{
		{"a user without id", func(d *Directory) error { return d.AddUser(attrs{"givenName": "Ana"}) }, []string{"needs an id"}},
		{"a second user", func(d *Directory) error { return d.AddUser(attrs{"id": "ana"}) }, []string{`"ana"`, "already"}},
		{"a user named like a group", func(d *Directory) error { return d.AddUser(attrs{"id": "design"}) }, []string{`"design"`, "already"}},
		{"a second group", func(d *Directory) error { return d.AddGroup(attrs{"id": "design"}) }, []string{`"design"`, "already"}},
		{"a group named like a user", func(d *Directory) error { return d.AddGroup(attrs{"id": "bo"}) }, []string{`"bo"`, "already"}},
		{"a group without id", func(d *Directory) error { return d.AddGroup(attrs{}) }, []string{"needs an id"}},
		{"a taken userPrincipalName", func(d *Directory) error {
			return d.AddUser(attrs{"id": "twin", "userPrincipalName": "ANA.reis@fabrikam.example"})
		}, []string{`"twin"`, `"ana"`, "userPrincipalName"}},
		{"an update to a taken userPrincipalName", func(d *Directory) error {
			return d.Update("bo", attrs{"userPrincipalName": "ana.reis@fabrikam.example"})
		}, []string{`"bo"`, `"ana"`}},
		{"an attribute that is an object", func(d *Directory) error { return d.Update("ana", attrs{"city": attrs{}}) }, []string{`"ana"`, "city"}},
		{"a list of objects", func(d *Directory) error { return d.AddUser(attrs{"id": "x", "otherMails": []any{attrs{}}}) }, []string{`"x"`, "otherMails"}},
		{"enabled as text", func(d *Directory) error { return d.Update("ana", attrs{"enabled": "no"}) }, []string{`"ana"`, "true or false"}},
		{"another objectId", func(d *Directory) error { return d.Update("ana", attrs{"objectId": "1"}) }, []string{"objectId", `"ana"`}},
		{"another objectId of a group", func(d *Directory) error { return d.Update("design", attrs{"objectId": "1"}) }, []string{"objectId", `"design"`}},
		{"members by update", func(d *Directory) error { return d.Update("design", attrs{"members": []any{"cy"}}) }, []string{"addMember"}},
		{"members that are no list", func(d *Directory) error { return d.AddGroup(attrs{"id": "x", "members": "ana"}) }, []string{`"x"`, "list"}},
		{"members that are nobody", func(d *Directory) error { return d.AddGroup(attrs{"id": "x", "members": []any{"ana", "eve"}}) }, []string{`"x"`, `"eve"`}},
		{"an update of nobody", func(d *Directory) error { return d.Update("eve", attrs{}) }, []string{`"eve"`, "no user"}},
		{"disable nobody", func(d *Directory) error { return d.Disable("eve") }, []string{`"eve"`, "no user"}},
		{"disable a group", func(d *Directory) error { return d.Disable("design") }, []string{`"design"`, "is a group"}},
		{"enable nobody", func(d *Directory) error { return d.Enable("eve") }, []string{`"eve"`}},
		{"delete nobody", func(d *Directory) error { return d.Delete("eve") }, []string{`"eve"`}},
		{"restore nobody", func(d *Directory) error { return d.Restore("eve") }, []string{`"eve"`}},
		{"restore who is there", func(d *Directory) error { return d.Restore("ana") }, []string{`"ana"`, "not deleted"}},
		{"restore a group that is there", func(d *Directory) error { return d.Restore("design") }, []string{`"design"`, "not deleted"}},
		{"purge nobody", func(d *Directory) error { return d.Purge("eve") }, []string{`"eve"`}},
		{"assign nobody", func(d *Directory) error { return d.Assign("eve") }, []string{`"eve"`}},
		{"unassign nobody", func(d *Directory) error { return d.Unassign("eve") }, []string{`"eve"`}},
		{"unassign who is not assigned", func(d *Directory) error { return d.Unassign("ana") }, []string{`"ana"`, "not assigned"}},
		{"unassign a group that is not assigned", func(d *Directory) error { return d.Unassign("design") }, []string{`"design"`, "not assigned"}},
		{"add to no group", func(d *Directory) error { return d.AddMember("none", "ana") }, []string{`"none"`, "no group"}},
		{"add to a user", func(d *Directory) error { return d.AddMember("bo", "ana") }, []string{`"bo"`, "is a user"}},
		{"add nobody", func(d *Directory) error { return d.AddMember("design", "eve") }, []string{`"eve"`}},
		{"add a group to itself", func(d *Directory) error { return d.AddMember("design", "design") }, []string{"contain each other"}},
		{"remove from no group", func(d *Directory) error { return d.RemoveMember("none", "ana") }, []string{`"none"`}},
		{"remove who is no member", func(d *Directory) error { return d.RemoveMember("design", "cy") }, []string{`"cy"`, "not a direct member"}},
		{"manage oneself", func(d *Directory) error { return d.SetManager("ana", "ana") }, []string{"itself"}},
		{"nobody as manager", func(d *Directory) error { return d.SetManager("ana", "eve") }, []string{`"eve"`}},
		{"a group as manager", func(d *Directory) error { return d.SetManager("ana", "design") }, []string{`"design"`, "is a group"}},
		{"a manager for nobody", func(d *Directory) error { return d.SetManager("eve", "ana") }, []string{`"eve"`}},
		{"a manager that is a list", func(d *Directory) error { return d.Update("ana", attrs{"manager": []any{"bo"}}) }, []string{"manager", `"ana"`}},
		{"a crowd of less than nobody", func(d *Directory) error { return d.Generate(Crowd{Users: -1}) }, []string{"-1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := office(t)
			mark := d.Watermark()
			err := test.do(d)
			if err == nil {
				t.Fatal("no error")
			}
			for _, words := range test.says {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q does not say %q", err, words)
				}
			}
			if diff := cmp.Diff(Delta{}, d.Changes(mark)); diff != "" {
				t.Errorf("a refused change is in the feed:\n%s", diff)
			}
		})
	}
}

func TestManagersFormNoCycle(t *testing.T) {
	d := office(t)
	must(t, d.SetManager("bo", "ana"))
	must(t, d.SetManager("cy", "bo"))
	if err := d.SetManager("ana", "cy"); err == nil || !strings.Contains(err.Error(), "cycle") {
		t.Errorf("ana reports to cy, who reports to bo, who reports to ana: %v", err)
	}
	must(t, d.SetManager("bo", ""))
	must(t, d.SetManager("ana", "cy"))
}

func TestGroupsDoNotContainEachOther(t *testing.T) {
	d := office(t)
	must(t, d.AddGroup(attrs{"id": "outer"}))
	must(t, d.AddMember("all", "design"))
	must(t, d.AddMember("outer", "all"))
	if err := d.AddMember("design", "outer"); err == nil || !strings.Contains(err.Error(), "contain each other") {
		t.Errorf("outer holds all, all holds design, design cannot hold outer: %v", err)
	}
	must(t, d.RemoveMember("all", "design"))
	must(t, d.AddMember("design", "outer"))
}

// A user that comes back after its hard deletion is another object in Entra.
func TestAliasesAreNotUsedTwice(t *testing.T) {
	d := office(t)
	must(t, d.Purge("ana"))
	if err := d.AddUser(attrs{"id": "ana"}); err == nil || !strings.Contains(err.Error(), "new id") {
		t.Errorf("a second ana: %v", err)
	}
	must(t, d.AddUser(attrs{"id": "ana2", "userPrincipalName": "ana.reis@fabrikam.example"}))
	if err := d.Disable("ana"); err == nil || !strings.Contains(err.Error(), "for good") {
		t.Errorf("an event for one that is gone: %v", err)
	}
}

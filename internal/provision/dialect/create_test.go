package dialect

import (
	"net/url"
	"testing"
)

func assignments(t testing.TB, pairs ...any) []Assignment {
	var list []Assignment
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Assignment{Target: target(t, pairs[i].(string)), Value: pairs[i+1]})
	}
	return list
}

// Creations of users: E-5.10 – E-5.15, and the validator's (E-12.5, row 1).
func TestCreateUser(t *testing.T) {
	const both = `"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + enterprise + `"]`
	const core = `"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]`
	const meta = `"meta":{"resourceType":"User"}`
	plain := assignments(t, "userName", "ana", "active", true, work, "a@b.example")
	for _, row := range []struct {
		name, dialect string
		options       Options
		assignments   []Assignment
		want          string
	}{
		{"E-5.10, E-5.11", "entra", Options{}, plain, `{` + both + `,"userName":"ana","active":true,"emails":[{"type":"work","primary":true,"value":"a@b.example"}],"roles":[],` + meta + `}`},
		{"E-5.10 under the flag", "entra-optscim", Options{}, plain, `{` + both + `,"userName":"ana","active":true,"emails":[{"type":"work","primary":true,"value":"a@b.example"}],"roles":[],` + meta + `}`},
		{"E-5.10 of a legacy job (inferred)", "entra-legacy", Options{}, plain, `{` + both + `,"userName":"ana","active":true,"emails":[{"type":"work","primary":true,"value":"a@b.example"}],"roles":[],` + meta + `}`},
		{"E-5.10 mapped, none", "entra", Options{MappedOnly: true}, plain[:1], `{` + core + `,"userName":"ana","roles":[],` + meta + `}`},
		{"E-5.10 mapped, some", "entra", Options{MappedOnly: true, Enterprise: true}, plain[:1], `{` + both + `,"userName":"ana","roles":[],` + meta + `}`},
		{"E-5.13 a custom extension is nested and not listed", "entra", Options{}, assignments(t, "userName", "ana", "urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:desk", "7"),
			`{` + both + `,"userName":"ana","urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User":{"desk":"7"},"roles":[],` + meta + `}`},
		{"E-5.15 string", "entra", Options{CreateText: true}, plain[:2], `{` + both + `,"userName":"ana","active":"True","roles":[],` + meta + `}`},
		{"E-3.21 two parts of one value", "entra", Options{}, assignments(t, "userName", "ana", `addresses[type eq "work"].locality`, "Lisboa", `addresses[type eq "work"].country`, "PT", `phoneNumbers[type eq "mobile"].value`, "1"),
			`{` + both + `,"userName":"ana","addresses":[{"type":"work","locality":"Lisboa","country":"PT"}],"phoneNumbers":[{"type":"mobile","value":"1"}],"roles":[],` + meta + `}`},
		{"E-3.28 the operand of primary is a boolean", "entra", Options{}, assignments(t, "userName", "ana", `roles[primary eq "True"].value`, "x"), `{` + both + `,"userName":"ana","roles":[{"primary":true,"value":"x"}],` + meta + `}`},
		{"E-12.5 the validator", "scim-validator", Options{}, plain, `{` + core + `,"userName":"ana","active":true,"emails":[{"type":"work","value":"a@b.example"}]}`},
		{"E-12.5 the validator's role", "scim-validator", Options{}, assignments(t, "userName", "ana", department, "d", `roles[primary eq "True"].value`, "x"),
			`{` + both + `,"userName":"ana","` + enterprise + `":{"department":"d"},"roles":[{"primary":"True","value":"x"}]}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			same(t, row.want, lookup(t, row.dialect).With(row.options).CreateUser(row.assignments))
		})
	}
}

// Groups: E-5.37, E-5.40, and written whole (E-5.49, inferred).
func TestCreateGroup(t *testing.T) {
	const core = `"urn:ietf:params:scim:schemas:core:2.0:Group"`
	const meta = `"displayName":"Buyers","meta":{"resourceType":"Group"}`
	group := assignments(t, "displayName", "Buyers")
	for _, row := range []struct {
		name, want string
		got        []byte
	}{
		{"E-5.37", `{"schemas":[` + core + `],` + meta + `}`, lookup(t, "entra").CreateGroup(group)},
		{"E-5.37 empty", `{"schemas":[` + core + `],"members":[],` + meta + `}`, lookup(t, "entra").With(Options{EmptyMembers: true}).CreateGroup(group)},
		{"E-5.40", `{"schemas":[` + core + `,"http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],` + meta + `}`, lookup(t, "entra-legacy").CreateGroup(group)},
		{"E-12.5 the validator", `{"schemas":[` + core + `],"displayName":"Buyers"}`, lookup(t, "scim-validator").CreateGroup(group)},
		{"E-5.49", `{"schemas":[` + core + `],"id":"g1","members":[{"value":"a"},{"value":"b"}],` + meta + `}`, lookup(t, "entra").ReplaceGroup("g1", group, []string{"a", "b"})},
	} {
		t.Run(row.name, func(t *testing.T) { same(t, row.want, row.got) })
	}
}

// E-3.28, E-5.29, E-5.30: roles in POST and in PATCH.
func TestRoles(t *testing.T) {
	editor, viewer := Role{"0d7f", "Editor", "Editors"}, Role{"1e80", "", "Viewer"}
	single := Roles{SingleRole, []Role{editor}}
	element := target(t, `roles[primary eq "True"].value`)
	whole := target(t, "roles")
	created := func(d Dialect, t1 Target, roles Roles) []byte {
		return d.With(Options{MappedOnly: true, RoleDisplay: d.options.RoleDisplay}).CreateUser([]Assignment{{Target: t1, Value: roles}})
	}
	entra := lookup(t, "entra")
	older := entra.With(Options{RoleDisplay: true})
	for _, row := range []struct {
		name, want string
		got        []byte
	}{
		{"single", `[{"primary":true,"type":"WindowsAzureActiveDirectoryRole","value":"Editor"}]`, created(entra, element, single)},
		{"single to display", `[{"primary":true,"type":"WindowsAzureActiveDirectoryRole","display":"Editor"}]`, created(entra, target(t, `roles[primary eq "True"].display`), single)},
		{"single to type", `[{"primary":true,"type":"WindowsAzureActiveDirectoryRole"}]`, created(entra, target(t, `roles[primary eq "True"].type`), single)},
		{"complex", `[{"primary":false,"value":"Editor","displayName":"Editors"},{"primary":false,"value":"Viewer","displayName":"Viewer"}]`, created(entra, whole, Roles{AddRoles, []Role{editor, viewer}})},
		{"complex, older", `[{"primary":false,"value":"Editor","display":"Editors","type":"WindowsAzureActiveDirectoryRole"}]`, created(older, whole, Roles{AddRoles, []Role{editor}})},
		{"assertive", `[{"primary":false,"value":"Editor","display":"Editors"}]`, created(entra, whole, Roles{ReplaceRoles, []Role{editor}})},
	} {
		t.Run("E-5.30 "+row.name, func(t *testing.T) {
			same(t, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"meta":{"resourceType":"User"},"roles":`+row.want+`}`, row.got)
		})
	}
	patched := func(at Target, roles Roles) func(*testing.T, Dialect) []byte {
		return func(_ *testing.T, d Dialect) []byte {
			return d.Update([]Change{{Op: Add, Target: at, Value: roles}, {Op: Replace, Target: target(t, "title"), Value: "x"}})
		}
	}
	for _, f := range []wireForm{
		{rule: "E-5.29, E-5.23 single", write: patched(element, single), want: map[string]string{
			"entra":         `{"op":"Replace","path":"title","value":"x"},{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"0d7f\",\"value\":\"Editor\",\"displayName\":\"Editors\"}"}]}`,
			"entra-optscim": `{"op":"replace","value":{"title":"x"}},{"op":"add","path":"roles","value":[{"primary":true,"type":"WindowsAzureActiveDirectoryRole","value":"Editor"}]}`,
		}},
		{rule: "E-3.28 complex", write: patched(whole, Roles{AddRoles, []Role{editor}}), want: map[string]string{
			"entra":         `{"op":"Replace","path":"title","value":"x"},{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"0d7f\",\"value\":\"Editor\",\"displayName\":\"Editors\"}"}]}`,
			"entra-optscim": `{"op":"replace","value":{"title":"x"}},{"op":"add","path":"roles","value":[{"primary":false,"value":"Editor","displayName":"Editors"}]}`,
		}},
		{rule: "E-5.30 assertive", write: patched(whole, Roles{ReplaceRoles, []Role{editor}}), want: map[string]string{
			"entra":         `{"op":"Replace","path":"title","value":"x"},{"op":"replace","path":"roles","value":[{"primary":false,"value":"Editor","display":"Editors"}]}`,
			"entra-optscim": `{"op":"replace","value":{"title":"x"}},{"op":"replace","path":"roles","value":[{"primary":false,"value":"Editor","display":"Editors"}]}`,
		}},
	} {
		f.check(t)
	}
}

// A role is found in what the target shows, in either form that it was sent in.
func TestMissingRoles(t *testing.T) {
	editor, viewer := Role{"0d7f", "Editor", "Editors"}, Role{"1e80", "Viewer", "Viewers"}
	both := Roles{AddRoles, []Role{editor, viewer}}
	for _, row := range []struct {
		name, target string
		shown        []any
		want         int
	}{
		{"none shown", "roles", nil, 2},
		{"by value, whatever the case", "roles", []any{map[string]any{"value": "EDITOR"}}, 1},
		{"as the JSON text of E-5.29", "roles", []any{map[string]any{"value": `{"id":"x","value":"Editor","displayName":"y"}`}}, 1},
		{"bare", "roles", []any{"Editor", "Viewer"}, 0},
		{"by the part that is mapped", `roles[primary eq "True"].display`, []any{map[string]any{"display": "Editor"}, map[string]any{"display": "Viewer"}}, 0},
		{"another part", `roles[primary eq "True"].value`, []any{map[string]any{"display": "Editor"}}, 2},
		{"the type alone", `roles[primary eq "True"].type`, []any{map[string]any{"type": "WindowsAzureActiveDirectoryRole"}}, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			if missing := target(t, row.target).Missing(row.shown, both); len(missing) != row.want {
				t.Errorf("missing %v, want %d", missing, row.want)
			}
		})
	}
}

// E-5.5, E-5.7, E-5.9, E-5.34: queries.
func TestQueries(t *testing.T) {
	entra := lookup(t, "entra")
	for _, row := range []struct{ name, want, got string }{
		{"E-5.7", `filter=userName+eq+%22ana.reis%40fabrikam.example%22`, entra.MatchQuery(target(t, "userName"), "ana.reis@fabrikam.example", "")},
		{"E-5.34", `excludedAttributes=members&filter=displayName+eq+%22Lisbon+Buyers%22`, entra.MatchQuery(target(t, "displayName"), "Lisbon Buyers", "members")},
		{"E-5.5 literal", `filter=userName+eq+"ana%40fabrikam.example"`, entra.With(Options{Query: Literal}).MatchQuery(target(t, "userName"), "ana@fabrikam.example", "")},
		{"E-5.5 percent", `filter=userName%20eq%20%22a%2Bb%22`, entra.With(Options{Query: Percent}).MatchQuery(target(t, "userName"), "a+b", "")},
		{"E-5.9 user", `filter=id+eq+%227c1d%22+and+manager+eq+%2251aa%22&attributes=id`, entra.ReferenceQuery("7c1d", target(t, manager), "51aa")},
		{"E-5.9 group", `filter=id+eq+%227c1d%22+and+members+eq+%2251aa%22&attributes=id`, entra.ReferenceQuery("7c1d", target(t, "members"), "51aa")},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.got != row.want {
				t.Errorf("got  %s\nwant %s", row.got, row.want)
			}
			if values, err := url.ParseQuery(row.got); err != nil || values.Get("filter") == "" {
				t.Errorf("no server can read it: %v", err)
			}
		})
	}
}

// E-5.4: media types.
func TestMedia(t *testing.T) {
	const scim, charset = "application/scim+json", "application/scim+json; charset=utf-8"
	for _, row := range []struct {
		name, dialect string
		options       Options
		want          Media
	}{
		{"documented", "entra", Options{}, Media{scim, scim}},
		{"charset", "entra", Options{Charset: true}, Media{charset, scim}},
		{"bare (observed)", "entra", Options{BareAccept: true}, Media{scim, ""}},
		{"the validator", "scim-validator", Options{}, Media{charset, scim}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := lookup(t, row.dialect).With(row.options).Media(); got != row.want {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
}

// E-10.6: the flag has no effect on demand; options stay.
func TestOnDemand(t *testing.T) {
	for name, want := range map[string]string{"entra": "entra", "entra-optscim": "entra", "entra-legacy": "entra-legacy", "scim-validator": "scim-validator"} {
		got := lookup(t, name).With(Options{MemberRef: true}).OnDemand()
		if got.Name != want || !got.options.MemberRef {
			t.Errorf("%s becomes %s, want %s", name, got.Name, want)
		}
	}
}

func TestLookup(t *testing.T) {
	if _, ok := Lookup("entra-optscm"); ok {
		t.Error("found what is not there")
	}
	for _, d := range All() {
		if d.Summary == "" {
			t.Errorf("%s has no summary", d.Name)
		}
	}
}

// What no document of today prints may be refused, and says by which rule.
func TestDoubtfulForms(t *testing.T) {
	for _, row := range []struct {
		dialect                string
		options                Options
		create, update, clears string
	}{
		{"entra", Options{}, "", "", ""},
		{"entra-optscim", Options{Clearing: ByRemove}, "", "", "E-5.27"},
		{"entra", Options{CreateText: true}, "E-5.15", "", ""},
		{"entra-legacy", Options{}, "E-5.46", "E-5.46", "E-5.46"},
		{"scim-validator", Options{}, "E-12.5", "", ""},
	} {
		d := lookup(t, row.dialect).With(row.options)
		got := [3]string{d.Doubtful(true, false), d.Doubtful(false, true), d.DoubtfulClearing()}
		if want := [3]string{row.create, row.update, row.clears}; got != want {
			t.Errorf("%s %+v: got %q, want %q", row.dialect, row.options, got, want)
		}
		if other := d.Doubtful(false, false); other != "" {
			t.Errorf("%s: reads and deletions are %s", row.dialect, other)
		}
	}
}

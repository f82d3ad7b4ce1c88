package refserver_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// RFC 7643 §4.1.2, §4.2: $ref, type and groups are the server's.
func TestMembership(t *testing.T) {
	s := strict(t)
	user := s.user("a")
	inner := s.group("Inner", user)
	outer := s.group("Outer", inner, user)
	want := []any{
		map[string]any{"value": inner, "$ref": s.url + "/Groups/" + inner, "type": "Group"},
		map[string]any{"value": user, "$ref": s.url + "/Users/" + user, "type": "User"},
	}
	if diff := cmp.Diff(want, s.get("/Groups/"+outer).List("members")); diff != "" {
		t.Errorf("members: %s", diff)
	}
	want = []any{
		map[string]any{"value": inner, "$ref": s.url + "/Groups/" + inner, "display": "Inner", "type": "direct"},
		map[string]any{"value": outer, "$ref": s.url + "/Groups/" + outer, "display": "Outer", "type": "direct"},
	}
	if diff := cmp.Diff(want, s.get("/Users/"+user).List("groups")); diff != "" {
		t.Errorf("groups: %s", diff)
	}
	s.patch(204, "/Groups/"+inner, `{"op":"replace","path":"displayName","value":"Core"}`)
	s.want(204, http.MethodDelete, "/Groups/"+outer, "")
	want = []any{map[string]any{"value": inner, "$ref": s.url + "/Groups/" + inner, "display": "Core", "type": "direct"}}
	if diff := cmp.Diff(want, s.get("/Users/"+user).List("groups")); diff != "" {
		t.Errorf("groups after rename and delete: %s", diff)
	}
}

// RFC 7644 §3.5.2.1–3.5.2.3 on members, in the forms of the examples.
func TestChangeMembers(t *testing.T) {
	s := strict(t)
	a, b, c := s.user("a"), s.user("b"), s.user("c")
	team := s.group("Team")
	path := "/Groups/" + team
	add := func(ids ...string) string { return `{"op":"add","path":"members","value":[` + values(ids) + `]}` }
	steps := []struct {
		name      string
		operation []string
		want      []string
	}{
		{"add one", []string{add(a)}, []string{a}},
		{"add it again", []string{add(a)}, []string{a}},
		{"add several", []string{add(b, c)}, []string{a, b, c}},
		{"remove one by filter", []string{`{"op":"remove","path":"members[value eq \"` + a + `\"]"}`}, []string{b, c}},
		{"remove one that is none", []string{`{"op":"remove","path":"members[value eq \"` + a + `\"]"}`}, []string{b, c}},
		{"remove and add", []string{`{"op":"remove","path":"members[value eq \"` + b + `\"]"}`, add(a)}, []string{c, a}},
		{"add, then remove the same", []string{add(b), `{"op":"remove","path":"members[value eq \"` + b + `\"]"}`}, []string{c, a}},
		{"remove, then add the same", []string{`{"op":"remove","path":"members[value eq \"` + c + `\"]"}`, add(c)}, []string{a, c}},
		{"replace all", []string{`{"op":"replace","path":"members","value":[` + values([]string{b}) + `]}`}, []string{b}},
		{"remove all, add two", []string{`{"op":"remove","path":"members"}`, add(c, a)}, []string{c, a}},
		{"members and name at once", []string{add(b), `{"op":"replace","path":"displayName","value":"T2"}`}, []string{c, a, b}},
		{"rename leaves members", []string{`{"op":"replace","path":"displayName","value":"T3"}`}, []string{c, a, b}},
		{"without path", []string{`{"op":"replace","value":{"members":[` + values([]string{a}) + `]}}`}, []string{a}},
		{"remove all", []string{`{"op":"remove","path":"members"}`}, []string{}},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			within := *s
			within.t = t
			within.patch(204, path, step.operation...)
			if diff := cmp.Diff(asSet(step.want), asSet(valuesOf(within.get(path), "members"))); diff != "" {
				t.Error(diff)
			}
		})
	}
	// RFC 7644 §3.5.2.3, the example: members may come with a display (EID 6011).
	s.patch(204, path, `{"op":"replace","path":"members","value":[{"display":"A","$ref":"https://example.com/v2/Users/a","value":"`+a+`"}]}`)
	if diff := cmp.Diff([]string{a}, valuesOf(s.get(path), "members")); diff != "" {
		t.Error(diff)
	}
	s.patch(204, path, `{"op":"remove","path":"members"}`)
	s.refused(400, "invalidValue", http.MethodPatch, path, patchOp(add("nobody")))
	s.refused(400, "invalidValue", http.MethodPatch, path, patchOp(add(a), `{"op":"add","path":"members","value":[{"value":"nobody"}]}`))
	s.refused(400, "invalidValue", http.MethodPut, path, `{"schemas":["`+scim.URNGroup+`"],"displayName":"T","members":[{"value":"nobody"}]}`)
	s.refused(400, "invalidValue", http.MethodPut, path, `{"schemas":["`+scim.URNGroup+`"],"displayName":"T","members":[{"type":"User"}]}`)
	if left := valuesOf(s.get(path), "members"); len(left) != 0 {
		t.Errorf("a refused request was half applied: %v", left)
	}
	s.want(200, http.MethodPut, path, `{"schemas":["`+scim.URNGroup+`"],"displayName":"T","members":[`+values([]string{c, c, b})+`]}`)
	if diff := cmp.Diff(asSet([]string{b, c}), asSet(valuesOf(s.get(path), "members"))); diff != "" {
		t.Errorf("PUT: %s", diff)
	}
}

func asSet(ids []string) map[string]int {
	set := map[string]int{}
	for _, id := range ids {
		set[id]++
	}
	return set
}

func TestMembershipMovesLastModified(t *testing.T) {
	s := strict(t)
	user := s.user("a")
	team := s.group("Team", user)
	modified := func() string { return s.get("/Groups/" + team).Object("meta").String("lastModified") }
	s.pass(time.Minute)
	s.want(204, http.MethodDelete, "/Users/"+user, "")
	if got := modified(); got != "2026-03-02T08:01:00.000Z" {
		t.Errorf("a member vanished, lastModified %s", got)
	}
}

// A group in itself and two in each other are legal and must not hang.
func TestCyclesOfGroups(t *testing.T) {
	s := strict(t)
	a := s.group("A")
	b := s.group("B", a)
	s.patch(204, "/Groups/"+a, `{"op":"add","path":"members","value":[`+values([]string{a, b})+`]}`)
	s.want(204, http.MethodDelete, "/Groups/"+a, "")
	if left := valuesOf(s.get("/Groups/"+b), "members"); len(left) != 0 {
		t.Errorf("members of B: %v", left)
	}
	s.want(204, http.MethodDelete, "/Groups/"+b, "")
	if n := s.server.Count("Group"); n != 0 {
		t.Errorf("%d groups left", n)
	}
}

// RFC 7643 §4.3: the manager's displayName is read-only, so the server's.
func TestManager(t *testing.T) {
	s := tolerant(t)
	boss := s.user("boss", `"displayName":"Ana \"A\" Reis"`)
	id := s.user("bo", `"`+scim.URNEnterpriseUser+`":{"manager":{"value":"`+boss+`","displayName":"mine"},"department":"Sales"}`)
	manager := func() scim.Resource { return s.get("/Users/" + id).Object(scim.URNEnterpriseUser).Object("manager") }
	want := scim.Resource{"value": boss, "$ref": s.url + "/Users/" + boss, "displayName": `Ana "A" Reis`}
	if diff := cmp.Diff(want, manager()); diff != "" {
		t.Error(diff)
	}
	s.patch(200, "/Users/"+boss, `{"op":"Replace","path":"displayName","value":"Ana"}`)
	if name := manager().String("displayName"); name != "Ana" {
		t.Errorf("displayName %q after the manager's was changed", name)
	}
	s.want(204, http.MethodDelete, "/Users/"+boss, "")
	if diff := cmp.Diff(scim.Resource{"value": boss}, manager()); diff != "" {
		t.Errorf("manager that is gone: %s", diff)
	}
}

func effectful(t *testing.T) *site {
	return open(t, refserver.Options{Tolerant: true, Profile: &profile.Profile{
		Name: "autodesk",
		Users: profile.Mapping{Attributes: []profile.Attribute{
			{Target: "userName"},
			{Target: "urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User:objectGUID"},
		}},
		Effects: []profile.Effect{
			{When: "user.disabled", Then: []string{"leave-synced-groups", "leave-team"}, Because: "SYNC-06"},
			{When: "user.delete", Then: []string{"refuse"}, Because: "SYNC-07"},
		},
	}})
}

// SYNC-06: a disabled user leaves every group; enabling does not bring it back.
func TestDisablingLeavesGroups(t *testing.T) {
	for _, form := range []string{`{"op":"Replace","path":"active","value":"False"}`, `{"op":"replace","path":"active","value":false}`, `{"op":"replace","value":{"active":false}}`} {
		t.Run(form, func(t *testing.T) {
			s := effectful(t)
			user, other := s.user("a", `"active":true`), s.user("b", `"active":true`)
			team := s.group("Team", user, other)
			got := s.patch(200, "/Users/"+user, form)
			if got.body["active"] != false || got.body["groups"] != nil {
				t.Errorf("after disabling: %s", got.raw)
			}
			if diff := cmp.Diff([]string{other}, valuesOf(s.get("/Groups/"+team), "members")); diff != "" {
				t.Error(diff)
			}
			s.patch(200, "/Users/"+user, `{"op":"Replace","path":"active","value":"True"}`)
			if diff := cmp.Diff([]string{other}, valuesOf(s.get("/Groups/"+team), "members")); diff != "" {
				t.Errorf("after enabling: %s", diff)
			}
		})
	}
}

// E-6.20: without that effect a disabled user keeps its groups.
func TestDisablingKeepsGroups(t *testing.T) {
	s := tolerant(t)
	user := s.user("a", `"active":true`)
	team := s.group("Team", user)
	s.patch(200, "/Users/"+user, `{"op":"Replace","path":"active","value":"False"}`)
	if diff := cmp.Diff([]string{user}, valuesOf(s.get("/Groups/"+team), "members")); diff != "" {
		t.Error(diff)
	}
}

// SYNC-07: deletion of users is refused, that of groups is not.
func TestRefusedDeletion(t *testing.T) {
	s := effectful(t)
	user := s.user("a")
	team := s.group("Team", user)
	before := s.want(200, http.MethodGet, "/Users/"+user, "").raw
	s.refused(501, "", http.MethodDelete, "/Users/"+user, "")
	if after := s.want(200, http.MethodGet, "/Users/"+user, "").raw; after != before {
		t.Errorf("a refused deletion changed the user: %s", after)
	}
	s.refused(404, "", http.MethodDelete, "/Users/nobody", "")
	s.want(204, http.MethodDelete, "/Groups/"+team, "")
}

// The extensions that a profile maps attributes to are there.
func TestProfileExtension(t *testing.T) {
	s := effectful(t)
	const urn = "urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User"
	id := s.user("a", `"`+urn+`":{"objectGUID":"42"}`)
	r := s.get("/Users/" + id)
	if r.Object(urn).String("objectGUID") != "42" {
		t.Errorf("%v", r)
	}
	if diff := cmp.Diff([]any{scim.URNUser, urn}, r.List("schemas")); diff != "" {
		t.Error(diff)
	}
	if declared := s.get("/Schemas/" + urn); len(declared.List("attributes")) != 1 {
		t.Errorf("%v", declared)
	}
}

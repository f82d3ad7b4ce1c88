package simulate

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// modelFor is a model of an application with these effects.
func modelFor(effects ...profile.Effect) *model {
	p := application(effects...)
	return newModel(p, schemaSets(p))
}

// body decodes the literal body of a test.
func body(t *testing.T, text string) scim.Resource {
	t.Helper()
	resource, err := scim.Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return resource
}

// update is a PATCH of the engine.
func update(kind provision.Kind, id string, raw []byte) provision.Request {
	return provision.Request{Operation: provision.Update, Kind: kind, ID: id, Object: "alias", Body: raw}
}

// expects compares what the model expects of the only resource that was written.
func expects(t *testing.T, m *model, want string) *expectation {
	t.Helper()
	touched := m.close()
	if len(touched) != 1 {
		t.Fatalf("%d resources were written, want 1", len(touched))
	}
	if diff := cmp.Diff(body(t, want), touched[0].resource); diff != "" {
		t.Errorf("expected resource (-want +got)\n%s", diff)
	}
	return touched[0]
}

// A resource that was created should hold what was sent, but for what the
// service provider alone writes (design §6a).
func TestModelOfACreation(t *testing.T) {
	m := modelFor()
	sent := body(t, `{"schemas":["urn:x"],"userName":"ana","meta":{"resourceType":"User"},"emails":[{"type":"work","value":"a@fabrikam.example"}]}`)
	m.created(provision.Request{Operation: provision.Create, Kind: provision.User, Object: "ana"}, sent, "1", 7)
	e := expects(t, m, `{"userName":"ana","emails":[{"type":"work","value":"a@fabrikam.example"}]}`)
	if !e.created || !e.written || e.exchange != 7 || e.object != "ana" || e.id != "1" {
		t.Errorf("expectation %+v", e)
	}
	m.created(provision.Request{Operation: provision.Create, Kind: provision.User}, sent, "", 8)
	if touched := m.close(); len(touched) != 0 {
		t.Error("a creation without an id cannot be read back")
	}
}

// A resource that was matched starts from what the first read showed, and is
// compared only when something was written (design §6a).
func TestModelOfAMatch(t *testing.T) {
	m := modelFor()
	shown := body(t, `{"id":"1","schemas":["urn:x"],"meta":{"version":"1"},"groups":[{"value":"9"}],"userName":"ana","title":"Buyer","nickName":"An"}`)
	m.shown(provision.User, "ana", shown)
	if touched := m.close(); len(touched) != 0 {
		t.Error("a read is no write")
	}
	m.shown(provision.User, "ana", shown)
	wire, _ := dialect.Lookup("entra")
	m.patched(update(provision.User, "1", wire.Update([]dialect.Change{{Op: dialect.Replace, Target: targetOf(t, "title"), Value: "Lead"}})), 3)
	m.shown(provision.User, "ana", shown) // a later read does not undo what was written
	expects(t, m, `{"userName":"ana","title":"Lead","nickName":"An"}`)
	if shown["title"] != "Buyer" {
		t.Error("the model changes what was read")
	}
	m.shown(provision.User, "ana", scim.Resource{"userName": "ana"}) // without an id it is no resource
	if len(m.current) != 0 {
		t.Error("a resource without an id is remembered")
	}
}

func targetOf(t *testing.T, text string) dialect.Target {
	t.Helper()
	target, err := dialect.ParseTarget(text)
	if err != nil {
		t.Fatal(err)
	}
	return target
}

// The PATCH forms of both dialects mean the same (E-5.16 – E-5.27).
func TestModelOfAPatchInBothDialects(t *testing.T) {
	for _, wire := range dialect.All() {
		t.Run(wire.Name, func(t *testing.T) {
			m := modelFor()
			m.shown(provision.User, "ana", body(t, `{"id":"1","userName":"ana","active":true,"name":{"familyName":"Reis","givenName":"Ana"},
				"emails":[{"type":"work","value":"old@fabrikam.example"},{"type":"home","value":"home@fabrikam.example"}],
				"`+enterprise+`":{"department":"Sales","manager":{"value":"2"}}}`))
			m.patched(update(provision.User, "1", wire.Update([]dialect.Change{
				{Op: dialect.Replace, Target: targetOf(t, "active"), Value: false},
				{Op: dialect.Replace, Target: targetOf(t, "name.familyName"), Value: "Moreira"},
				{Op: dialect.Add, Target: targetOf(t, "title"), Value: "Lead"},
				{Op: dialect.Replace, Target: targetOf(t, `emails[type eq "work"].value`), Value: "new@fabrikam.example"},
				{Op: dialect.Replace, Target: targetOf(t, enterprise+":department"), Value: "Design"},
			})), 3)
			m.patched(update(provision.User, "1", wire.SetReference(dialect.Replace, targetOf(t, manager), "3")), 4)
			e := m.close()[0]
			for path, want := range map[string]any{
				"name.familyName": "Moreira", "name.givenName": "Ana", "title": "Lead", `emails[type eq "work"].value`: "new@fabrikam.example",
				`emails[type eq "home"].value`: "home@fabrikam.example", enterprise + ":department": "Design",
			} {
				if got, _ := targetOf(t, path).Find(e.resource); got != want {
					t.Errorf("%s is %v, want %v", path, got, want)
				}
			}
			found := check.Compare(check.Expected{Type: "User", Resource: e.resource}, body(t, `{"id":"1","userName":"ana","active":false,"title":"Lead",
				"name":{"familyName":"Moreira","givenName":"Ana"},"emails":[{"type":"work","value":"new@fabrikam.example"},{"type":"home","value":"home@fabrikam.example"}],
				"`+enterprise+`":{"department":"Design","manager":{"value":"3"}}}`), m.sets[provision.User])
			if len(found) > 0 || e.exchange != 4 {
				t.Errorf("differences %v, exchange %d", found, e.exchange)
			}
		})
	}
}

// Clearing the manager (E-5.27) leaves a value that must be gone.
func TestModelOfAClearedManager(t *testing.T) {
	m := modelFor()
	m.shown(provision.User, "bo", body(t, `{"id":"1","userName":"bo","`+enterprise+`":{"manager":{"value":"2"}}}`))
	wire, _ := dialect.Lookup("entra")
	m.patched(update(provision.User, "1", wire.ClearReference(targetOf(t, manager), "")), 3)
	e := m.close()[0]
	if want := []check.Gone{{Attribute: manager, Value: "2"}}; !slices.Equal(e.removed, want) {
		t.Errorf("removed %v, want %v", e.removed, want)
	}
	kept := check.Compare(check.Expected{Type: "User", Resource: e.resource, Gone: e.removed},
		body(t, `{"id":"1","userName":"bo","`+enterprise+`":{"manager":{"value":"2"}}}`), m.sets[provision.User])
	if len(kept) != 1 || kept[0].Kind != check.Kept {
		t.Errorf("a manager that stays is %v", kept)
	}
}

// Member changes go to the member set of the group, in the form of either
// dialect (E-5.41), and the group itself is compared.
func TestModelOfMembers(t *testing.T) {
	for _, wire := range dialect.All() {
		if wire.Name == "scim-validator" {
			continue // it replaces the members by one (E-12.5, test 22)
		}
		t.Run(wire.Name, func(t *testing.T) {
			m := modelFor()
			m.created(provision.Request{Operation: provision.Create, Kind: provision.Group, Object: "design"}, body(t, `{"displayName":"Design"}`), "g", 1)
			for i, raw := range [][]byte{wire.AddMembers(nil, []string{"a"}), wire.AddMembers(nil, []string{"b"}), wire.AddMembers(nil, []string{"c"}), wire.RemoveMembers("b"), wire.AddMembers(nil, []string{"a"})} {
				m.patched(update(provision.Group, "g", raw), int64(i+2))
			}
			e := expects(t, m, `{"displayName":"Design"}`)
			if diff := cmp.Diff(map[string]bool{"a": true, "c": true}, m.members["g"]); diff != "" {
				t.Errorf("members (-want +got)\n%s", diff)
			}
			if want := []check.Gone{{Attribute: "members", Value: "b"}}; !slices.Equal(e.removed, want) || e.exchange != 6 {
				t.Errorf("removed %v by exchange %d", e.removed, e.exchange)
			}
			if m.close(); len(m.members["g"]) != 2 {
				t.Error("member sets must last for the whole run: the engine never reads them")
			}
		})
	}
}

// The members of a group that could not be read are not known, and a change does
// not make them known.
func TestModelOfUnknownMembers(t *testing.T) {
	m := modelFor()
	wire, _ := dialect.Lookup("entra")
	m.patched(update(provision.Group, "g", wire.AddMembers(nil, []string{"a"})), 1)
	if m.knowsMembers("g") {
		t.Error("a group of which one addition is known has that member only")
	}
	m.startMembers("g", []string{"x", "a"})
	m.patched(update(provision.Group, "g", wire.AddMembers(nil, []string{"b"})), 2)
	if diff := cmp.Diff(map[string]bool{"x": true, "a": true, "b": true}, m.members["g"]); diff != "" {
		t.Errorf("members (-want +got)\n%s", diff)
	}
}

// A user that is disabled leaves the synced groups where the application
// promises that (SYNC-06), and nowhere else.
func TestModelOfEffects(t *testing.T) {
	leave := profile.Effect{When: "user.disabled", Then: []string{"leave-team", "leave-synced-groups"}, Because: "SYNC-06"}
	for _, test := range []struct {
		name    string
		effects []profile.Effect
		effect  provision.Action
		members int
		touched string
	}{
		{"promised", []profile.Effect{leave}, provision.ActionDisable, 1, "g u"},
		{"enabled again", []profile.Effect{leave}, provision.ActionEnable, 2, "u"},
		{"an update of something else", []profile.Effect{leave}, provision.ActionUpdate, 2, "u"},
		{"not promised", nil, provision.ActionDisable, 2, "u"},
		{"promised for another event", []profile.Effect{{When: "user.removed", Then: []string{"leave-synced-groups"}}}, provision.ActionDisable, 2, "u"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := modelFor(test.effects...)
			m.startMembers("g", []string{"u", "v"})
			m.startMembers("h", []string{"v"})
			wire, _ := dialect.Lookup("entra")
			request := update(provision.User, "u", wire.Update([]dialect.Change{{Op: dialect.Replace, Target: targetOf(t, "active"), Value: false}}))
			request.Effect = test.effect
			m.patched(request, 1)
			var touched []string
			for _, e := range m.close() {
				touched = append(touched, e.id)
				if e.kind == provision.User && e.disabled != (test.effect == provision.ActionDisable) {
					t.Errorf("disabled is %t", e.disabled)
				}
			}
			slices.Sort(touched)
			if got := strings.Join(touched, " "); got != test.touched || len(m.members["g"]) != test.members || len(m.members["h"]) != 1 {
				t.Errorf("touched %s, members %v", got, m.members)
			}
		})
	}
}

// A resource that was deleted is gone, with its member set; a group may or may
// not still list a user that was deleted.
func TestModelOfADeletion(t *testing.T) {
	m := modelFor()
	m.startMembers("g", []string{"u"})
	m.removed(provision.Request{Operation: provision.Delete, Kind: provision.User, ID: "u", Object: "ana"}, 4)
	m.removed(provision.Request{Operation: provision.Delete, Kind: provision.Group, ID: "g", Object: "design"}, 5)
	touched := m.close()
	if len(touched) != 2 || !touched[0].deleted || !touched[1].deleted || touched[1].exchange != 5 {
		t.Errorf("touched %v", touched)
	}
	if m.knowsMembers("g") || !m.vanished["u"] {
		t.Errorf("members %v, vanished %v", m.members, m.vanished)
	}
}

// After a write without a clear answer the state cannot be known: of a user as a
// whole, of a group only for the members that the write names, until a later
// write about them succeeds.
func TestModelOfALostAnswer(t *testing.T) {
	m := modelFor()
	form, _ := dialect.Lookup("entra")
	m.shown(provision.User, "ana", body(t, `{"id":"u","userName":"ana"}`))
	title := update(provision.User, "u", form.Update([]dialect.Change{{Op: dialect.Add, Target: targetOf(t, "title"), Value: "Lead"}}))
	m.patched(title, 1)
	m.lost(title)
	if touched := m.close(); len(touched) != 1 || !touched[0].unsure {
		t.Errorf("a user whose state cannot be known is to be compared: %+v", touched)
	}
	m.startMembers("g", []string{"a", "b"})
	m.lost(update(provision.Group, "g", form.AddMembers(nil, []string{"c"})))
	m.lost(update(provision.Group, "g", form.RemoveMembers("a")))
	m.patched(update(provision.Group, "g", form.RemoveMembers("b")), 2)
	e := m.close()[0]
	may := (&run{wire: &wire{model: m}}).expected(e).MayHold
	if e.unsure || !may("a") || !may("c") || may("b") || may("z") {
		t.Errorf("unsure %t, doubtful %v", e.unsure, m.doubtful)
	}
	m.patched(update(provision.Group, "g", form.AddMembers(nil, []string{"c"})), 3)
	m.patched(update(provision.Group, "g", form.RemoveMembers("a")), 4)
	may = (&run{wire: &wire{model: m}}).expected(m.close()[0]).MayHold
	if may("a") || may("c") {
		t.Errorf("still in doubt: %v", m.doubtful)
	}
}

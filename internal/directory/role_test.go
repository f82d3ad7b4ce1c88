package directory

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// studio is a directory with ana, bo and their group team.
func studio(t *testing.T) *Directory {
	t.Helper()
	d := New(Options{Start: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC), Seed: 1})
	for _, id := range []string{"ana", "bo"} {
		if err := d.AddUser(map[string]any{"id": id, "userPrincipalName": id + "@fabrikam.example"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.AddGroup(map[string]any{"id": "team", "displayName": "Team", "members": []any{"ana"}}); err != nil {
		t.Fatal(err)
	}
	d.DefineRole(Role{ID: "1", Value: "Editor", DisplayName: "Editors"})
	d.DefineRole(Role{ID: "2", Value: "Viewer", DisplayName: "Viewers"})
	return d
}

const (
	editorRole = `{"id":"1","value":"Editor","displayName":"Editors"}`
	viewerRole = `{"id":"2","value":"Viewer","displayName":"Viewers"}`
)

// Roles come with assignments, one's own first, then those of assigned groups
// (E-2.2, E-3.28); who is assigned without a role has none (E-2.5).
func TestAppRoles(t *testing.T) {
	type step struct {
		do       func(d *Directory) error
		roles    []string
		assigned bool
	}
	assign := func(id, role string) func(*Directory) error {
		return func(d *Directory) error { return d.AssignRole(id, role) }
	}
	unassign := func(id, role string) func(*Directory) error {
		return func(d *Directory) error { return d.UnassignRole(id, role) }
	}
	for name, steps := range map[string][]step{
		"default access":    {{assign("ana", ""), nil, true}, {unassign("ana", ""), nil, false}},
		"one":               {{assign("ana", "Editor"), []string{editorRole}, true}, {unassign("ana", "Editor"), nil, false}},
		"two, one less":     {{assign("ana", "Editor"), []string{editorRole}, true}, {assign("ana", "Viewer"), []string{editorRole, viewerRole}, true}, {unassign("ana", "Editor"), []string{viewerRole}, true}},
		"all taken back":    {{assign("ana", "Editor"), []string{editorRole}, true}, {assign("ana", "Viewer"), []string{editorRole, viewerRole}, true}, {unassign("ana", ""), nil, false}},
		"of a group":        {{assign("team", "Viewer"), []string{viewerRole}, true}, {unassign("team", "Viewer"), nil, false}},
		"own and of group":  {{assign("team", "Viewer"), []string{viewerRole}, true}, {assign("ana", "Editor"), []string{editorRole, viewerRole}, true}, {unassign("team", ""), []string{editorRole}, true}},
		"the same twice":    {{assign("team", "Viewer"), []string{viewerRole}, true}, {assign("ana", "Viewer"), []string{viewerRole}, true}},
		"of a group left":   {{assign("team", "Viewer"), []string{viewerRole}, true}, {func(d *Directory) error { return d.RemoveMember("team", "ana") }, nil, false}},
		"of somebody else":  {{assign("bo", "Editor"), nil, false}},
		"given back, again": {{assign("ana", "Editor"), []string{editorRole}, true}, {unassign("ana", "Editor"), nil, false}, {assign("ana", "Viewer"), []string{viewerRole}, true}},
	} {
		t.Run(name, func(t *testing.T) {
			d := studio(t)
			for i, step := range steps {
				if err := step.do(d); err != nil {
					t.Fatal(err)
				}
				got, there := d.User("ana").Attribute(AppRoles)
				if diff := cmp.Diff(step.roles, got); diff != "" || there != (len(got) > 0) {
					t.Errorf("step %d (want -, got +)\n%s", i+1, diff)
				}
				if d.Assigned("ana") != step.assigned {
					t.Errorf("step %d: assigned %t", i+1, d.Assigned("ana"))
				}
			}
		})
	}
}

// A change of roles is news about the user, although the assignment stays.
func TestRolesAreNews(t *testing.T) {
	d := studio(t)
	for _, id := range []string{"ana", "team"} {
		if err := d.Assign(id); err != nil {
			t.Fatal(err)
		}
	}
	for name, change := range map[string]func() error{
		"own": func() error { return d.AssignRole("ana", "Editor") }, "of the group": func() error { return d.AssignRole("team", "Viewer") },
	} {
		mark := d.Watermark()
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"ana"}, d.Changes(mark).Users); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", name, diff)
		}
	}
}

// An id of a role is drawn once.
func TestRoleIDs(t *testing.T) {
	d := studio(t)
	made := d.Role("Owner")
	if made != d.Role("Owner") || len(made.ID) != 36 || made.DisplayName != "Owner" {
		t.Errorf("got %+v", made)
	}
	if d.Role("Editor").ID != "1" {
		t.Error("a defined role has another id")
	}
}

func TestRolesThatCannotBeTakenBack(t *testing.T) {
	d := studio(t)
	if err := d.UnassignRole("ana", "Editor"); err == nil || !strings.Contains(err.Error(), `does not have the role "Editor"`) {
		t.Errorf("got %v", err)
	}
	if err := d.AssignRole("nobody", "Editor"); err == nil {
		t.Error("nobody was assigned")
	}
}

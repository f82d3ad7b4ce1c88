package directory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// E-2.1, E-2.2: who is assigned after these steps.
func TestAssigned(t *testing.T) {
	tests := []struct {
		name  string
		steps func(d *Directory) []error
		want  []string
	}{
		{"nobody at first", func(d *Directory) []error { return nil }, nil},
		{"a user itself", func(d *Directory) []error { return []error{d.Assign("cy")} }, []string{"cy"}},
		{"the direct members of a group", func(d *Directory) []error { return []error{d.Assign("design")} }, []string{"ana", "bo", "design"}},
		{"not the members of a nested group", func(d *Directory) []error {
			return []error{d.AddGroup(attrs{"id": "outer", "members": []any{"cy", "design"}}), d.Assign("outer")}
		}, []string{"cy", "outer"}},
		{"who joins an assigned group", func(d *Directory) []error {
			return []error{d.Assign("design"), d.AddMember("design", "cy")}
		}, []string{"ana", "bo", "cy", "design"}},
		{"not who leaves it", func(d *Directory) []error {
			return []error{d.Assign("design"), d.RemoveMember("design", "bo")}
		}, []string{"ana", "design"}},
		{"who leaves one of two", func(d *Directory) []error {
			return []error{d.Assign("design"), d.Assign("all"), d.RemoveMember("design", "bo")}
		}, []string{"ana", "bo", "cy", "design", "all"}},
		{"a user itself and by group, the group unassigned", func(d *Directory) []error {
			return []error{d.Assign("ana"), d.Assign("design"), d.Unassign("design")}
		}, []string{"ana"}},
		{"a user itself and by group, the user unassigned", func(d *Directory) []error {
			return []error{d.Assign("ana"), d.Assign("design"), d.Unassign("ana")}
		}, []string{"ana", "bo", "design"}},
		{"not through a deleted group", func(d *Directory) []error {
			return []error{d.Assign("design"), d.Delete("design")}
		}, []string{"design"}},
		{"again when the group is restored", func(d *Directory) []error {
			return []error{d.Assign("design"), d.Delete("design"), d.Restore("design")}
		}, []string{"ana", "bo", "design"}},
		{"not through a purged group", func(d *Directory) []error {
			return []error{d.Assign("design"), d.Purge("design")}
		}, nil},
		{"who is blocked or deleted stays assigned", func(d *Directory) []error {
			return []error{d.Assign("design"), d.Disable("ana"), d.Delete("bo")}
		}, []string{"ana", "bo", "design"}},
		{"assigned twice is assigned once", func(d *Directory) []error {
			return []error{d.Assign("design"), d.Assign("design"), d.Unassign("design")}
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := office(t)
			for _, err := range test.steps(d) {
				must(t, err)
			}
			if diff := cmp.Diff(test.want, assigned(d)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func assigned(d *Directory) []string {
	var found []string
	for user := range d.Users() {
		if d.Assigned(user.ID) {
			found = append(found, user.ID)
		}
	}
	for group := range d.Groups() {
		if d.Assigned(group.ID) {
			found = append(found, group.ID)
		}
	}
	return found
}

func TestUnassignAMemberOfAnAssignedGroup(t *testing.T) {
	d := office(t)
	must(t, d.Assign("design"))
	if err := d.Unassign("ana"); err == nil {
		t.Error("ana is assigned through design only: there is nothing to take back")
	}
}

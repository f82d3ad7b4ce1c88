package directory

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// SYNC-15: who is within nested groups, for applications whose documents say that
// they arrive as their users. office has design (ana, bo) and all.
func TestNestedGroups(t *testing.T) {
	d := office(t)
	must(t, d.AddGroup(attrs{"id": "top", "members": []any{"cy", "design"}}))
	must(t, d.AddGroup(attrs{"id": "roof", "members": []any{"top", "ana"}}))
	must(t, d.Assign("roof"))
	within := func(group string) []string { return slices.Collect(d.NestedUsers(d.Group(group))) }
	if diff := cmp.Diff([]string{"cy", "ana", "bo"}, within("roof")); diff != "" {
		t.Errorf("each once, in the order of joining (want -, got +)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"top", "roof"}, d.Holders("design")); diff != "" {
		t.Errorf("holders (want -, got +)\n%s", diff)
	}
	if got := d.Holders("nobody"); got != nil {
		t.Errorf("holders of nobody: %v", got)
	}
	for _, user := range []string{"ana", "bo", "cy"} {
		if !d.AssignedThrough(user) {
			t.Errorf("%s is in an assigned group", user)
		}
	}
	if d.Assigned("bo") || !d.Assigned("ana") {
		t.Error("E-2.2: to Entra only direct members are assigned")
	}
	must(t, d.Delete("top"))
	if d.AssignedThrough("bo") || !d.AssignedThrough("ana") || d.AssignedThrough("nobody") {
		t.Error("through a deleted group nothing reaches anybody")
	}
	if diff := cmp.Diff([]string{"ana"}, within("roof")); diff != "" {
		t.Errorf("without the deleted group (want -, got +)\n%s", diff)
	}
	for range d.NestedUsers(d.Group("design")) {
		break // the walk stops when it is told to
	}
}

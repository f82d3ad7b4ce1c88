package directory

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const day = 24 * time.Hour

// E-11.9: hard delete 30 days after soft delete, not a moment earlier.
func TestHardDeletionAfter30Days(t *testing.T) {
	d := office(t)
	must(t, d.Delete("ana"))
	d.Tick(noon.Add(10 * day))
	must(t, d.Delete("bo"))
	must(t, d.Delete("design"))
	must(t, d.Delete("cy"))
	must(t, d.Restore("cy"))
	steps := []struct {
		after time.Duration
		there []string
	}{
		{30*day - time.Second, []string{"ana", "bo", "cy", "design", "all"}},
		{30 * day, []string{"bo", "cy", "design", "all"}},
		{40*day - time.Second, []string{"bo", "cy", "design", "all"}},
		{40 * day, []string{"cy", "all"}},
		{400 * day, []string{"cy", "all"}},
	}
	for _, step := range steps {
		d.Tick(noon.Add(step.after))
		if diff := cmp.Diff(step.there, everything(d)); diff != "" {
			t.Errorf("after %v (want -, got +)\n%s", step.after, diff)
		}
	}
}

func everything(d *Directory) []string {
	var found []string
	for user := range d.Users() {
		found = append(found, user.ID)
	}
	for group := range d.Groups() {
		found = append(found, group.ID)
	}
	return found
}

// The 30 days count from the last deletion.
func TestDeletedAgainStartsAnew(t *testing.T) {
	d := office(t)
	for _, id := range []string{"ana", "design"} {
		must(t, d.Delete(id))
		must(t, d.Restore(id))
	}
	d.Tick(noon.Add(20 * day))
	must(t, d.Delete("ana"))
	must(t, d.Delete("design"))
	d.Tick(noon.Add(31 * day))
	if d.User("ana") == nil || d.Group("design") == nil {
		t.Fatal("gone 31 days after the first deletion, 11 after the second")
	}
	d.Tick(noon.Add(50 * day))
	if d.User("ana") != nil || d.Group("design") != nil {
		t.Error("still there 30 days after the second deletion")
	}
}

func TestTimeDoesNotRunBackwards(t *testing.T) {
	d := office(t)
	d.Tick(noon.Add(day))
	d.Tick(noon)
	must(t, d.Delete("ana"))
	if want := noon.Add(day); !d.User("ana").SoftDeleted.Equal(want) {
		t.Errorf("deleted at %v, want %v", d.User("ana").SoftDeleted, want)
	}
}

// A user comes back from the recycle bin as it was.
func TestRestore(t *testing.T) {
	d := office(t)
	must(t, d.SetManager("bo", "ana"))
	must(t, d.SetManager("ana", "cy"))
	must(t, d.Assign("ana"))
	must(t, d.Delete("ana"))
	if d.User("ana").SoftDeleted != noon {
		t.Errorf("deleted at %v, want %v", d.User("ana").SoftDeleted, noon)
	}
	must(t, d.Restore("ana"))
	ana := d.User("ana")
	if !ana.SoftDeleted.IsZero() || !ana.Enabled || !d.Assigned("ana") || !d.Group("design").HasMember("ana") || ana.Manager != "cy" || d.User("bo").Manager != "ana" {
		t.Errorf("restored as %+v", ana)
	}
	must(t, d.Delete("ana"))
	if err := d.Delete("ana"); err == nil {
		t.Error("deleted twice")
	}
}

// While a user is in the bin its name is free; then it cannot come back.
func TestNamesInTheRecycleBin(t *testing.T) {
	d := office(t)
	must(t, d.Delete("ana"))
	must(t, d.AddUser(attrs{"id": "heir", "userPrincipalName": "ana.reis@fabrikam.example"}))
	if err := d.Restore("ana"); err == nil {
		t.Error("two users have the same userPrincipalName")
	}
	must(t, d.Update("ana", attrs{"userPrincipalName": "ana.r@fabrikam.example"}))
	must(t, d.Restore("ana"))
}

// A name that was given up is free for another.
func TestNamesAreFreeAfterARename(t *testing.T) {
	d := office(t)
	must(t, d.Update("ana", attrs{"userPrincipalName": "ana.moreira@fabrikam.example"}))
	must(t, d.Update("bo", attrs{"userPrincipalName": "ana.reis@fabrikam.example"}))
	if err := d.Update("cy", attrs{"userPrincipalName": "ana.moreira@fabrikam.example"}); err == nil {
		t.Error("ana has the name")
	}
}

// What is deleted for good leaves all groups, and nobody is managed by it.
func TestPurgeLeavesNothingBehind(t *testing.T) {
	d := office(t)
	must(t, d.SetManager("bo", "ana"))
	must(t, d.SetManager("cy", "bo"))
	must(t, d.AddMember("all", "design"))
	for _, id := range []string{"ana", "bo", "design"} {
		must(t, d.Purge(id))
	}
	if d.User("ana") != nil || d.Group("design") != nil || d.Assigned("ana") {
		t.Error("still found")
	}
	if manager := d.User("cy").Manager; manager != "" {
		t.Errorf("cy reports to %q", manager)
	}
	var members []string
	for member := range d.Group("all").Members() {
		members = append(members, member)
	}
	if diff := cmp.Diff([]string{"cy"}, members); diff != "" {
		t.Errorf("members of all (want -, got +)\n%s", diff)
	}
	if len(d.reports) > 0 {
		t.Errorf("reports of nobody: %v", d.reports)
	}
}

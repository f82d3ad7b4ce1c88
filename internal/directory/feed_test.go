package directory

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the feed says after these events: every object once, memberships net.
func TestChanges(t *testing.T) {
	tests := []struct {
		name  string
		steps func(d *Directory) []error
		want  Delta
	}{
		{"nothing", func(d *Directory) []error { return nil }, Delta{}},
		{"a new user", func(d *Directory) []error { return []error{d.AddUser(attrs{"id": "eve"})} }, Delta{Users: []string{"eve"}}},
		{"one user changed thrice", func(d *Directory) []error {
			return []error{d.Update("bo", attrs{"city": "Pune"}), d.Disable("bo"), d.Update("ana", attrs{"city": "Pune"}), d.Enable("bo")}
		}, Delta{Users: []string{"bo", "ana"}}},
		{"an update that changes nothing", func(d *Directory) []error {
			return []error{d.Update("ana", attrs{"givenName": "Ana"}), d.Enable("ana"), d.Update("design", attrs{"displayName": "Design"}), d.SetManager("ana", "")}
		}, Delta{}},
		{"a manager", func(d *Directory) []error { return []error{d.SetManager("ana", "bo")} }, Delta{Users: []string{"ana"}}},
		{"soft and hard deletion", func(d *Directory) []error {
			return []error{d.RemoveMember("design", "ana"), d.RemoveMember("all", "ana"), d.Delete("ana"), d.Purge("ana")}
		},
			Delta{Users: []string{"ana"}, Groups: []GroupDelta{{ID: "design", Removed: []string{"ana"}}, {ID: "all", Removed: []string{"ana"}}}}},
		{"the reports of one who is purged", func(d *Directory) []error { return []error{d.SetManager("bo", "cy"), d.Purge("cy")} },
			Delta{Users: []string{"bo", "cy"}, Groups: []GroupDelta{{ID: "all", Removed: []string{"cy"}}}}},
		{"a group renamed", func(d *Directory) []error { return []error{d.Update("design", attrs{"displayName": "Drawing"})} },
			Delta{Groups: []GroupDelta{{ID: "design", Changed: true}}}},
		{"a new group with members", func(d *Directory) []error {
			return []error{d.AddGroup(attrs{"id": "new", "members": []any{"cy", "ana"}})}
		},
			Delta{Groups: []GroupDelta{{ID: "new", Changed: true, Added: []string{"cy", "ana"}}}}},
		{"members of a group nobody is assigned to", func(d *Directory) []error {
			return []error{d.AddMember("design", "cy"), d.RemoveMember("design", "ana")}
		},
			Delta{Groups: []GroupDelta{{ID: "design", Added: []string{"cy"}, Removed: []string{"ana"}}}}},
		{"in and out again", func(d *Directory) []error {
			return []error{d.AddMember("design", "cy"), d.RemoveMember("design", "cy")}
		}, Delta{}},
		{"out and in again", func(d *Directory) []error {
			return []error{d.RemoveMember("design", "ana"), d.AddMember("design", "ana")}
		}, Delta{}},
		{"a member that is there", func(d *Directory) []error { return []error{d.AddMember("design", "ana")} }, Delta{}},
		{"a nested group", func(d *Directory) []error { return []error{d.AddMember("all", "design")} },
			Delta{Groups: []GroupDelta{{ID: "all", Added: []string{"design"}}}}},
		{"a group assigned: its direct members are news", func(d *Directory) []error { return []error{d.Assign("design")} },
			Delta{Users: []string{"ana", "bo"}, Groups: []GroupDelta{{ID: "design", Changed: true}}}},
		{"a member of an assigned group", func(d *Directory) []error { return []error{d.Assign("design"), d.AddMember("design", "cy")} },
			Delta{Users: []string{"ana", "bo", "cy"}, Groups: []GroupDelta{{ID: "design", Changed: true, Added: []string{"cy"}}}}},
		// E-8.10: who stays assigned otherwise is not news.
		{"a second assignment", func(d *Directory) []error {
			return []error{d.Assign("ana"), d.Assign("all"), d.Unassign("ana"), d.Assign("design")}
		},
			Delta{Users: []string{"ana", "bo", "cy"}, Groups: []GroupDelta{{ID: "all", Changed: true}, {ID: "design", Changed: true}}}},
		{"an assigned group deleted", func(d *Directory) []error { return []error{d.Assign("design"), d.Delete("design")} },
			Delta{Users: []string{"ana", "bo"}, Groups: []GroupDelta{{ID: "design", Changed: true}}}},
		{"a group purged", func(d *Directory) []error {
			return []error{d.AddMember("all", "design"), d.RemoveMember("design", "bo"), d.Purge("design")}
		},
			Delta{Groups: []GroupDelta{{ID: "design", Changed: true}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := office(t)
			mark := d.Watermark()
			for _, err := range test.steps(d) {
				must(t, err)
			}
			if diff := cmp.Diff(test.want, d.Changes(mark)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// E-8.10, E-5.64: of the members of a group that is unassigned only those are
// news who have no other assignment.
func TestUnassigningAGroup(t *testing.T) {
	d := office(t)
	must(t, d.Assign("ana"))
	must(t, d.Assign("all"))
	mark := d.Watermark()
	must(t, d.Unassign("all"))
	want := Delta{Users: []string{"bo", "cy"}, Groups: []GroupDelta{{ID: "all", Changed: true}}}
	if diff := cmp.Diff(want, d.Changes(mark)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	must(t, d.Assign("all"))
	mark = d.Watermark()
	must(t, d.Unassign("ana"))
	must(t, d.Assign("ana"))
	if diff := cmp.Diff(Delta{}, d.Changes(mark)); diff != "" {
		t.Errorf("ana is assigned through all (want -, got +)\n%s", diff)
	}
}

// The zero watermark means "never read": none that is handed out is zero.
func TestWatermarks(t *testing.T) {
	d := New(Options{})
	first := d.Watermark()
	if first < 1 {
		t.Fatalf("the first watermark is %d", first)
	}
	must(t, d.AddUser(attrs{"id": "ana"}))
	second := d.Watermark()
	must(t, d.AddUser(attrs{"id": "bo"}))
	third := d.Watermark()
	tests := []struct {
		name  string
		since Watermark
		want  []string
	}{
		{"first", first, []string{"ana", "bo"}},
		{"second", second, []string{"bo"}},
		{"third", third, nil},
		{"first again: reading takes nothing away", first, []string{"ana", "bo"}},
		{"beyond the end", third + 5, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, d.Changes(test.since).Users); diff != "" {
			t.Errorf("%s (want -, got +)\n%s", test.name, diff)
		}
	}
	d.Forget(second)
	if diff := cmp.Diff([]string{"bo"}, d.Changes(second).Users); diff != "" {
		t.Errorf("after Forget (want -, got +)\n%s", diff)
	}
	if d.Watermark() != third {
		t.Errorf("Forget moved the end from %d to %d", third, d.Watermark())
	}
	d.Forget(first) // forgotten before: nothing to do
	d.Forget(third)
	if kept := len(d.feed.entries); kept != 0 {
		t.Errorf("%d entries are kept after everything was forgotten", kept)
	}
}

// The cost of a delta is that of the changes: the feed holds no more entries
// than there were changes, and to sum them up no untouched object is looked at.
// All of those are taken away before the feed is read, and nobody misses them.
func TestCostIsThatOfTheChanges(t *testing.T) {
	costs := map[int]float64{}
	for _, size := range []int{200, 5000} {
		d := New(Options{Start: noon})
		must(t, d.Generate(Crowd{Users: size, Groups: size / 20, Assigned: true}))
		mark := d.Watermark()
		must(t, d.Update("user-000001", attrs{"city": "Pune"}))
		must(t, d.Disable("user-000002"))
		must(t, d.Purge("user-000003"))
		must(t, d.Update("group-0002", attrs{"displayName": "Renamed"}))
		if entries := len(d.feed.entries); entries > 40 { // with the reports and memberships of the one who is purged
			t.Errorf("5 events left %d entries", entries)
		}
		changed := d.Changes(mark)
		keep := map[string]bool{}
		for _, delta := range changed.Groups {
			keep[delta.ID] = true
		}
		clear(d.users.by)
		for id := range d.groups.by {
			if !keep[id] {
				delete(d.groups.by, id)
			}
		}
		if diff := cmp.Diff(changed, d.Changes(mark)); diff != "" {
			t.Errorf("the delta depends on objects that did not change:\n%s", diff)
		}
		costs[size] = testing.AllocsPerRun(5, func() { d.Changes(mark) })
	}
	if costs[200] != costs[5000] {
		t.Errorf("reading the same changes takes %.0f allocations among 200 users, %.0f among 5,000", costs[200], costs[5000])
	}
}

// Unassigning a group costs as much as it has members, whatever else there is.
func TestUnassigningCostsTheMembers(t *testing.T) {
	d := New(Options{})
	must(t, d.Generate(Crowd{Users: 1000, Groups: 10, Assigned: true}))
	d.Watermark()
	group := d.Group("group-0001")
	must(t, d.Unassign(group.ID))
	if entries, members := len(d.feed.entries), len(group.members); entries > members+1 || entries < members/2 {
		t.Errorf("%d members left %d entries", members, entries)
	}
}

// Nobody can ask for what happened before the first watermark.
func TestPopulationLeavesNoEntries(t *testing.T) {
	d := office(t)
	if len(d.feed.entries) != 0 {
		t.Errorf("%d entries before anybody reads", len(d.feed.entries))
	}
}

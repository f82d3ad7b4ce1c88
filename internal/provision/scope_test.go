package provision_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-2.1, E-2.2, E-2.3, E-2.6: what is in the target after an initial cycle, and
// after another one.
func TestWhoIsProvisioned(t *testing.T) {
	type steps = func(w *world) []error
	tests := []struct {
		name       string
		before     steps
		first      []string
		then       steps
		afterwards []string
	}{
		{name: "nobody is assigned", before: func(w *world) []error { return nil },
			then: func(w *world) []error { return []error{w.directory.Update("ana", attrs{"surname": "Moreira"})} }},
		{name: "a user", before: func(w *world) []error { return []error{w.directory.Assign("cy")} }, first: []string{"Users/t-cy"},
			then:       func(w *world) []error { return []error{w.directory.Assign("bo")} },
			afterwards: []string{"Users/t-bo", "Users/t-cy"}},
		{name: "a group brings its direct members", before: func(w *world) []error { return []error{w.directory.Assign("design")} },
			first:      []string{"Groups/t-design", "Users/t-ana", "Users/t-bo"},
			then:       func(w *world) []error { return []error{w.directory.AddMember("design", "cy")} },
			afterwards: []string{"Groups/t-design", "Users/t-ana", "Users/t-bo", "Users/t-cy"}},
		{name: "a member of an assigned group is no assigned group",
			before: func(w *world) []error {
				return []error{w.directory.AddMember("staff", "design"), w.directory.Assign("staff")}
			},
			first: []string{"Groups/t-staff", "Users/t-ana", "Users/t-bo", "Users/t-cy"},
			then:  func(w *world) []error { return []error{w.directory.Assign("design")} },
			afterwards: []string{
				"Groups/t-design", "Groups/t-staff", "Users/t-ana", "Users/t-bo", "Users/t-cy",
			}},
		{name: "who is blocked is not created, before the sign-in is allowed (E-2.6)",
			before: func(w *world) []error { return []error{w.directory.Disable("bo"), w.directory.Assign("design")} },
			first:  []string{"Groups/t-design", "Users/t-ana"}, then: func(w *world) []error { return []error{w.directory.Enable("bo")} },
			afterwards: []string{"Groups/t-design", "Users/t-ana", "Users/t-bo"}},
		{name: "who is in the recycle bin is not created, before being restored",
			before: func(w *world) []error { return []error{w.directory.Delete("cy"), w.directory.Assign("cy")} },
			then:   func(w *world) []error { return []error{w.directory.Restore("cy")} }, afterwards: []string{"Users/t-cy"}},
		{name: "everybody (E-2.1)", before: func(w *world) []error { w.everybody = true; return []error{w.directory.Disable("cy")} },
			first:      []string{"Groups/t-design", "Groups/t-staff", "Users/t-ana", "Users/t-bo"},
			then:       func(w *world) []error { return []error{w.directory.Enable("cy")} },
			afterwards: []string{"Groups/t-design", "Groups/t-staff", "Users/t-ana", "Users/t-bo", "Users/t-cy"}},
		{name: "the group mapping off (E-2.3)",
			before: func(w *world) []error { w.profile.Groups = nil; return []error{w.directory.Assign("design")} },
			first:  []string{"Users/t-ana", "Users/t-bo"}, then: func(w *world) []error { return []error{w.directory.AddMember("design", "cy")} },
			afterwards: []string{"Users/t-ana", "Users/t-bo", "Users/t-cy"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(test.before(w)...)
			w.cycle()
			if diff := cmp.Diff(test.first, slices.Sorted(maps.Keys(w.target.resources))); diff != "" {
				t.Errorf("first (want -, got +)\n%s", diff)
			}
			w.must(test.then(w)...)
			w.cycle()
			if diff := cmp.Diff(test.afterwards, slices.Sorted(maps.Keys(w.target.resources))); diff != "" {
				t.Errorf("afterwards (want -, got +)\n%s", diff)
			}
		})
	}
}

// E-1.18, E-9.15, E-2.22: the log says why an object is out of scope.
func TestScopeIsLogged(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("bo"))
	w.cycle()
	w.must(w.directory.Disable("ana"), w.directory.Update("cy", attrs{"surname": "Old"}))
	w.expect(w.cycle())
	for object, scoping := range map[string]provision.Scoping{"ana": {Active: false, Assigned: false}, "cy": {Active: true, Assigned: false}} {
		w.expectLog(object, "other skipped NotEffectivelyEntitled")
		for _, record := range w.log.records {
			if record.Object == object && (record.Scoping != scoping || !strings.Contains(record.Reason, "assigned to the application: False")) {
				t.Errorf("record %+v", record)
			}
		}
	}
}

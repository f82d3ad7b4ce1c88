package provision_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

const unresolved = "other skipped UnableToResolveReferenceAttributeValue"

// E-1.34, E-5.24, E-5.25, E-5.27, E-3.14: what a change of manager sends.
func TestManagers(t *testing.T) {
	tests := []struct {
		name          string
		before, after string
		dialect       string
		want          []string
	}{
		{"set", "", "bo", "entra", []string{"PATCH /Users/ana Add " + manager + "=bo"}},
		{"changed", "bo", "cy", "entra", []string{"PATCH /Users/ana Replace " + manager + "=cy"}},
		{"removed", "bo", "", "entra", []string{"PATCH /Users/ana Replace " + manager + "="}},
		{"the same", "bo", "bo", "entra", nil},
		{"set, flag", "", "bo", "entra-optscim", []string{"PATCH /Users/ana add " + manager + "=bo"}},
		{"changed, flag", "bo", "cy", "entra-optscim", []string{"PATCH /Users/ana replace " + manager + "=cy"}},
		{"removed, flag", "bo", "", "entra-optscim", []string{"PATCH /Users/ana replace " + manager + "="}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.dialect = test.dialect
			w.must(w.directory.Assign("staff"), w.directory.SetManager("ana", test.before))
			w.cycle()
			w.must(w.directory.SetManager("ana", test.after), w.directory.Update("ana", attrs{"city": "Pune"}))
			w.expect(w.cycle(), append([]string{"GET /Users/ana"}, test.want...)...)
			w.expect(w.cycle())
		})
	}
}

// E-5.14, E-1.34: the manager is never in the POST.
func TestManagerIsNotInTheCreation(t *testing.T) {
	w := office(t)
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("staff"))
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		if r.Operation == provision.Create && strings.Contains(string(r.Body), "manager") {
			t.Errorf("created with %s", r.Body)
		}
		return provision.Response{}, nil, false
	}
	w.cycle()
	if shown := w.shown("ana", manager); scim.AsObject(shown).String("value") != "t-bo" {
		t.Errorf("the manager is %v", shown)
	}
}

// E-1.35: a manager out of scope is left out, and nobody comes back to it when
// the manager enters the scope.
func TestManagerOutOfScope(t *testing.T) {
	w := office(t)
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("ana"))
	w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana")
	w.expectLog("ana", "create success", unresolved)
	w.must(w.directory.Assign("bo"))
	w.expect(w.cycle(), "GET /Users?userName eq bo@fabrikam.example", "POST /Users bo")
	w.expect(w.cycle())
}

// A manager that is deleted for good leaves its reports without one (E-3.14).
func TestManagerPurged(t *testing.T) {
	w := office(t)
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	w.must(w.directory.Purge("bo"))
	w.cycle()
	w.expect(w.writes(), "DELETE /Users/bo", "PATCH /Users/ana Replace "+manager+"=")
}

// E-5.28: a target that does not return the manager gets the same PATCH at
// every evaluation; one that returns it as a string is understood.
func TestManagerAsTheTargetShowsIt(t *testing.T) {
	tests := []struct {
		name string
		show func(extension map[string]any)
		want []string
	}{
		{"complex", func(map[string]any) {}, nil},
		{"not at all", func(extension map[string]any) { delete(extension, "manager") }, []string{"PATCH /Users/ana Add " + manager + "=bo"}},
		{"as a string", func(extension map[string]any) { extension["manager"] = "t-bo" }, nil},
		{"another", func(extension map[string]any) { extension["manager"] = attrs{"value": "t-x"} }, []string{"PATCH /Users/ana Replace " + manager + "=bo"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("staff"))
			w.cycle()
			test.show(w.user("ana")[enterprise].(map[string]any))
			w.must(w.directory.Update("ana", attrs{"city": "Pune"}))
			w.cycle()
			w.expect(w.writes(), test.want...)
		})
	}
}

// E-1.36, E-5.44: a member out of scope is left out of the group, and nobody
// comes back to it when the member enters the scope.
func TestMemberOutOfScope(t *testing.T) {
	w := office(t)
	w.must(w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example", "enabled": false}))
	w.must(w.directory.AddMember("design", "eve"), w.directory.Assign("design"))
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "POST /Groups design", "PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo")
	w.expectLog("design", "create success", "update success", "update success", unresolved)
	w.must(w.directory.Enable("eve"))
	w.expect(w.cycle(), "GET /Users?userName eq eve@fabrikam.example", "POST /Users eve")
}

// E-5.43: one member per PATCH, additions before removals; the group is read
// without its members (E-5.35) and its attributes are left alone.
func TestMembersAreSentOneByOne(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"), w.directory.Assign("design"))
	w.cycle()
	w.must(w.directory.RemoveMember("design", "ana"), w.directory.RemoveMember("design", "bo"), w.directory.AddMember("design", "cy"))
	w.expect(w.cycle(), "GET /Groups/design",
		"PATCH /Groups/design Add members=cy", "PATCH /Groups/design Remove members=ana", "PATCH /Groups/design Remove members=bo")
	w.expectLog("design", "update success", "update success", "update success")
	for _, record := range w.log.records {
		if change := record.Changes[0]; change.Name != "members" || (change.Old == "") == (change.New == "") {
			t.Errorf("E-9.10: a member is logged with its new value when added, its old one when removed: %+v", change)
		}
	}
}

// Members that came and went between two cycles are not news.
func TestMembershipsAreNet(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"), w.directory.Assign("design"))
	w.cycle()
	w.must(w.directory.AddMember("design", "cy"), w.directory.RemoveMember("design", "cy"))
	w.must(w.directory.RemoveMember("design", "ana"), w.directory.AddMember("design", "ana"))
	w.expect(w.cycle())
}

// E-2.2: a nested group is one member of the outer group, when it is
// provisioned itself; its members are not expanded.
func TestNestedGroups(t *testing.T) {
	for _, assigned := range []bool{true, false} {
		w := office(t)
		w.must(w.directory.AddGroup(attrs{"id": "outer", "displayName": "Outer", "members": []any{"cy", "design"}}), w.directory.Assign("outer"))
		if assigned {
			w.must(w.directory.Assign("design"))
		}
		w.cycle()
		if got := slices.Contains(w.writes(), "PATCH /Groups/outer Add members=design"); got != assigned {
			t.Errorf("design assigned %t: sent as a member %t", assigned, got)
		}
		if got := w.user("ana") != nil; got != assigned {
			t.Errorf("design assigned %t: its member ana provisioned %t", assigned, got)
		}
	}
}

// A group that was matched gets all its members; who was in it before and is
// not known here stays (E-1.17).
func TestMatchedGroup(t *testing.T) {
	w := office(t)
	w.target.resources["Groups/t-design"] = attrs{"id": "t-design", "displayName": "DESIGN", "externalId": w.directory.Group("design").ObjectID,
		"members": []any{attrs{"value": "t-old"}}}
	w.must(w.directory.Assign("design"))
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "PATCH /Groups/design Add members=ana", "PATCH /Groups/design Add members=bo")
}

// E-2.3: a mapping without members provisions the group alone.
func TestGroupMappingWithoutMembers(t *testing.T) {
	w := office(t)
	w.profile.Groups.Attributes = w.profile.Groups.Attributes[:2]
	w.must(w.directory.Assign("design"))
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "POST /Groups design")
}

// A reference that failed is retried alone (E-7.1), with the user or group read
// first; a success ends it (E-7.4).
func TestReferencesAreRetriedAlone(t *testing.T) {
	tests := []struct {
		name   string
		change func(w *world) []error
		fails  string
		parked provision.Parked
		retry  []string
	}{
		{"a manager", func(w *world) []error { return []error{w.directory.SetManager("ana", "bo")} },
			"PATCH /Users/ana", provision.Parked{Kind: provision.User, Object: "ana", Reference: "manager", Attempts: 1},
			[]string{"GET /Users/ana", "PATCH /Users/ana Add " + manager + "=bo"}},
		{"an added member", func(w *world) []error { return []error{w.directory.AddMember("design", "cy")} },
			"PATCH /Groups/design Add members=cy", provision.Parked{Kind: provision.Group, Object: "design", Reference: "cy", Attempts: 1},
			[]string{"GET /Groups/design", "PATCH /Groups/design Add members=cy"}},
		{"one of two added members", func(w *world) []error {
			return []error{w.directory.RemoveMember("design", "ana"), w.directory.AddMember("design", "cy")}
		}, "PATCH /Groups/design Add members=cy", provision.Parked{Kind: provision.Group, Object: "design", Reference: "cy", Attempts: 1},
			[]string{"GET /Groups/design", "PATCH /Groups/design Add members=cy"}},
		{"a removed member", func(w *world) []error { return []error{w.directory.RemoveMember("design", "ana")} },
			"PATCH /Groups/design Remove members=ana", provision.Parked{Kind: provision.Group, Object: "design", Reference: "ana", Attempts: 1},
			[]string{"GET /Groups/design", "PATCH /Groups/design Remove members=ana"}},
		{"a member of a group that could not be read", func(w *world) []error { return []error{w.directory.AddMember("design", "cy")} },
			"GET /Groups/design", provision.Parked{Kind: provision.Group, Object: "design", Attempts: 1},
			[]string{"GET /Groups/design", "PATCH /Groups/design Add members=cy"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("staff"), w.directory.Assign("design"))
			w.cycle()
			w.must(test.change(w)...)
			w.target.fault = refuse(test.fails, http.StatusInternalServerError)
			w.cycle()
			parked := w.job.Escrows()
			if len(parked) == 0 {
				t.Fatal("nothing is parked")
			}
			parked[0].Next = test.parked.Next
			if parked[0] != test.parked {
				t.Errorf("parked %+v, want %+v", parked[0], test.parked)
			}
			w.target.fault = nil
			w.expect(w.cycle(), test.retry...)
			if test.parked.Reference != "" && !slices.ContainsFunc(w.log.records, func(r provision.Record) bool { return r.Retry && r.Attempts == 1 && len(r.Changes) == 1 }) {
				t.Errorf("E-7.5: no record says that it is a retry: %+v", w.log.records)
			}
			w.expect(w.cycle())
			if left := w.job.Escrows(); len(left) != 0 {
				t.Errorf("still parked: %v", left)
			}
		})
	}
}

// E-7.8 knows reference failures: who could not be created yet becomes a member,
// or a manager, when the retry succeeds, however often it fails before.
func TestReferencesToWhoFailed(t *testing.T) {
	w := office(t)
	w.must(w.directory.SetManager("ana", "bo"), w.directory.Assign("staff"))
	w.target.fault = refuse("POST /Users bo", http.StatusInternalServerError)
	w.cycle()
	w.expectLog("staff", "create success", "update success", unresolved, "update success")
	w.cycle()
	w.expect(w.writes(), "POST /Users bo")
	w.target.fault = nil
	w.pass(6 * time.Hour)
	w.cycle()
	w.expect(w.writes(), "POST /Users bo", "PATCH /Users/ana Add "+manager+"=bo", "PATCH /Groups/staff Add members=bo")
	w.expect(w.cycle())
	if left := w.job.Escrows(); len(left) != 0 {
		t.Errorf("still parked: %v", left)
	}
}

// A member that is due is not forgotten when its group cannot be read.
func TestDueMemberOfAGroupThatCannotBeRead(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"), w.directory.Assign("design"))
	w.cycle()
	w.must(w.directory.AddMember("design", "cy"))
	for _, fails := range []string{"PATCH /Groups/design", "GET /Groups/design", "GET /Groups/design"} {
		w.target.fault = refuse(fails, http.StatusInternalServerError)
		w.cycle()
	}
	w.target.fault = nil
	w.pass(6 * time.Hour)
	w.expect(w.cycle(), "GET /Groups/design", "PATCH /Groups/design Add members=cy")
}

// A reference for which nothing has to be sent any more is not retried for 28
// days: the first evaluation that finds it so ends it.
func TestMootRetriesEnd(t *testing.T) {
	tests := []struct {
		name         string
		change, moot func(w *world) []error
		fails        string
	}{
		{"the manager is taken back", func(w *world) []error { return []error{w.directory.SetManager("ana", "bo")} },
			func(w *world) []error { return []error{w.directory.SetManager("ana", "")} }, "PATCH /Users/ana"},
		{"the member left again", func(w *world) []error { return []error{w.directory.AddMember("design", "cy")} },
			func(w *world) []error { return []error{w.directory.RemoveMember("design", "cy")} }, "PATCH /Groups/design"},
		{"the member came back", func(w *world) []error { return []error{w.directory.RemoveMember("design", "ana")} },
			func(w *world) []error { return []error{w.directory.AddMember("design", "ana")} }, "PATCH /Groups/design"},
		{"the group is gone", func(w *world) []error { return []error{w.directory.AddMember("design", "cy")} },
			func(w *world) []error { return []error{w.directory.Delete("design")} }, "PATCH /Groups/design"},
		{"the user is gone", func(w *world) []error { return []error{w.directory.SetManager("ana", "bo")} },
			func(w *world) []error { return []error{w.directory.Purge("ana")} }, "PATCH /Users/ana"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("staff"), w.directory.Assign("design"))
			w.cycle()
			w.must(test.change(w)...)
			w.target.fault = refuse(test.fails, http.StatusInternalServerError)
			w.cycle()
			w.must(test.moot(w)...)
			w.target.fault = nil
			w.cycle()
			if left := w.job.Escrows(); len(left) != 0 {
				t.Errorf("still parked: %v", left)
			}
			w.expect(w.cycle())
		})
	}
}

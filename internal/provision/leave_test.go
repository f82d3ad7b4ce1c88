package provision_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
)

// variant is a configuration in which the deprovisioning matrix is played.
type variant struct {
	name    string
	prepare func(p *profile.Profile)
}

// variants in the order of the columns below.
func variants() []variant {
	unmapped := func(p *profile.Profile) {
		p.Users.Attributes = slices.DeleteFunc(p.Users.Attributes, func(a profile.Attribute) bool { return a.Target == "active" })
	}
	return []variant{
		{"as documented", func(*profile.Profile) {}},
		{"IsSoftDeleted not mapped (E-8.14)", unmapped},
		{"IsSoftDeleted not mapped, E-8.15 delete", func(p *profile.Profile) { unmapped(p); p.Options.NoSoftDelete = "delete" }},
		{"Update off (E-8.16)", func(p *profile.Profile) {
			p.Users.Actions, p.Groups.Actions = []string{"create", "delete"}, []string{"create", "delete"}
		}},
		{"Delete off (E-8.17)", func(p *profile.Profile) {
			p.Users.Actions, p.Groups.Actions = []string{"create", "update"}, []string{"create", "update"}
		}},
		{"E-8.15 delete, Delete off", func(p *profile.Profile) {
			unmapped(p)
			p.Options.NoSoftDelete, p.Users.Actions = "delete", []string{"create", "update"}
		}},
		{"SkipOutOfScopeDeletions (E-7.25)", func(p *profile.Profile) { p.Options.SkipOutOfScope = true }},
		{"SkipOutOfScopeDeletions, E-7.26 all", func(p *profile.Profile) { p.Options.SkipOutOfScope, p.Options.SkipReach = true, "all" }},
	}
}

// The whole matrix (E-8.1 – E-8.23) in every configuration: what the next cycle
// writes about cy, who is assigned alone, or about the group design (ana, bo).
// Before the event the initial cycle is run, and another one after the state it
// starts from; after it, nothing more happens.
func TestMatrixInEveryConfiguration(t *testing.T) {
	type steps = func(w *world) []error
	const (
		off, on, gone = "PATCH /Users/cy Replace active=False", "PATCH /Users/cy Replace active=True", "DELETE /Users/cy"
		group, born   = "DELETE /Groups/design", "POST /Users cy"
		none          = ""
	)
	unassign := func(w *world) []error { return []error{w.directory.Unassign("cy")} }
	fail := func(w *world) []error { return []error{w.directory.Update("cy", attrs{"department": "Legal"})} }
	block := func(w *world) []error { return []error{w.directory.Disable("cy")} }
	bin := func(w *world) []error { return []error{w.directory.Delete("cy")} }
	purge := func(w *world) []error { return []error{w.directory.Purge("cy")} }
	for _, row := range []struct {
		rule, name string
		between    steps
		event      steps
		want       [8]string // by variant
	}{
		{"E-8.1", "unassigned", nil, unassign, [8]string{off, none, gone, none, off, none, none, none}},
		{"E-8.2", "fails the filter", nil, fail, [8]string{off + " Replace " + department + "=Legal", none, gone, none, off + " Replace " + department + "=Legal", none, none, none}},
		{"E-8.3", "sign-in blocked", nil, block, [8]string{off, none, gone, none, off, none, off, none}},
		{"E-8.4", "soft-deleted", nil, bin, [8]string{off, none, gone, none, off, none, off, none}},
		{"E-8.18", "unassigned and blocked", nil, func(w *world) []error { return append(unassign(w), block(w)...) }, [8]string{off, none, gone, none, off, none, none, none}},
		{"E-8.5", "purged after the recycle bin", bin, purge, [8]string{gone, gone, none, gone, none, none, gone, gone}},
		{"E-8.5", "purged after a block", block, purge, [8]string{gone, gone, none, gone, none, none, gone, gone}},
		{"E-8.6", "unassigned, then purged", unassign, purge, [8]string{}},
		{"E-8.6", "filtered out, then purged", fail, purge, [8]string{}},
		{"E-8.6", "unassigned, then changed", unassign, func(w *world) []error { return []error{w.directory.Update("cy", attrs{"surname": "Old"})} }, [8]string{}},
		{"E-8.7", "soft- and hard-deleted", nil, func(w *world) []error { return append(bin(w), purge(w)...) }, [8]string{gone, gone, gone, gone, none, none, gone, gone}},
		{"E-8.8", "assigned again", unassign, func(w *world) []error { return []error{w.directory.Assign("cy")} }, [8]string{on, none, born, none, on, none, none, none}},
		{"E-8.8", "sign-in allowed again", block, func(w *world) []error { return []error{w.directory.Enable("cy")} }, [8]string{on, none, born, none, on, none, on, none}},
		{"E-8.8", "restored", bin, func(w *world) []error { return []error{w.directory.Restore("cy")} }, [8]string{on, none, born, none, on, none, on, none}},
		{"E-8.8", "passes the filter again", fail, func(w *world) []error { return []error{w.directory.Update("cy", attrs{"department": "Sales"})} },
			[8]string{on + " Replace " + department + "=Sales", none, born, none, on + " Replace " + department + "=Sales", none, none, none}},
		{"E-8.11", "group unassigned", nil, func(w *world) []error { return []error{w.directory.Unassign("design")} }, [8]string{group, group, group, group, none, group, none, none}},
		{"E-8.12", "group deleted", nil, func(w *world) []error { return []error{w.directory.Delete("design")} }, [8]string{group, group, group, group, none, group, group, group}},
		{"E-8.13", "group fails the filter", nil, func(w *world) []error { return []error{w.directory.Update("design", attrs{"description": "x"})} }, [8]string{group, group, group, group, none, group, none, none}},
		{"E-8.13", "group fails the filter, then deleted", func(w *world) []error { return []error{w.directory.Update("design", attrs{"description": "x"})} },
			func(w *world) []error { return []error{w.directory.Delete("design")} }, [8]string{}},
		{"E-8.19", "blocked before the first provisioning", nil, func(w *world) []error {
			return []error{w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example", "department": "Sales", "enabled": false}), w.directory.Assign("eve")}
		}, [8]string{}},
		{"E-8.20", "never in scope", nil, func(w *world) []error {
			w.target.resources["Users/t-eve"] = map[string]any{"id": "t-eve", "userName": "eve@fabrikam.example"}
			return []error{w.directory.AddUser(attrs{"id": "eve", "userPrincipalName": "eve@fabrikam.example"}), w.directory.Purge("eve")}
		}, [8]string{}},
		{"E-8.22", "blocked and changed at once", nil, func(w *world) []error { return append(block(w), w.directory.Update("cy", attrs{"surname": "Old"})) },
			[8]string{off + " Replace name.familyName=Old", "PATCH /Users/cy Replace name.familyName=Old", gone, none, off + " Replace name.familyName=Old", none, off + " Replace name.familyName=Old", none}},
	} {
		for column, v := range variants() {
			t.Run(row.rule+" "+row.name+": "+v.name, func(t *testing.T) {
				w := matrixWorld(t, v)
				w.cycle()
				if row.between != nil {
					w.must(row.between(w)...)
					w.cycle()
				}
				w.must(row.event(w)...)
				w.expect(concerning(w.cycleWrites()), split(row.want[column])...)
				w.expect(w.cycle())
			})
		}
	}
}

// matrixWorld has design and cy assigned, ana and bo besides, so that the group
// can go alone, and a filter that everybody passes at first.
func matrixWorld(t *testing.T, v variant) *world {
	w := office(t)
	v.prepare(w.profile)
	w.profile.Scope.Filters = []profile.Filter{
		{Clauses: clauses{{Attribute: "department", Operator: "EQUALS", Value: "Sales"}}},
		{Of: "groups", Clauses: clauses{{Attribute: "description", Operator: "IS NULL"}}},
	}
	for _, user := range []string{"ana", "bo", "cy"} {
		w.must(w.directory.Update(user, attrs{"department": "Sales"}), w.directory.Assign(user))
	}
	w.must(w.directory.Assign("design"))
	return w
}

func split(want string) []string {
	if want == "" {
		return nil
	}
	return []string{want}
}

// concerning leaves out what a creation brings along.
func concerning(writes []string) []string {
	return slices.DeleteFunc(writes, func(line string) bool { return strings.HasPrefix(line, "PATCH /Groups/") })
}

// E-8.14 with accountEnabled mapped to active: blocking is a change of an
// attribute like any other, being unassigned is none.
func TestAccountEnabledMapped(t *testing.T) {
	w := office(t)
	w.profile.Users.Attributes[1] = profile.Attribute{Target: "active", Source: "accountEnabled"}
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	w.must(w.directory.Disable("ana"), w.directory.Unassign("bo"))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Replace active=False")
}

// E-8.21: IsSoftDeleted may be mapped to another attribute than active.
func TestAnotherAttributeOnDisable(t *testing.T) {
	w := office(t)
	w.profile.Users.Attributes[1] = profile.Attribute{Target: "title", Expression: `IIF([IsSoftDeleted] = "True", "left", "here")`}
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.directory.Unassign("ana"))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Replace title=left")
	w.must(w.directory.Purge("ana"))
	w.expect(w.cycle()) // E-8.6
}

// E-8.14: a mapping that is applied on creation only disables nobody.
func TestSoftDeleteOnCreationOnly(t *testing.T) {
	w := office(t)
	w.profile.Users.Attributes[1].Apply = "create"
	w.must(w.directory.Assign("ana"))
	w.cycle()
	w.must(w.directory.Unassign("ana"))
	w.expect(w.cycle())
	w.expectLog("ana", "other skipped EntrySynchronizationSkipped")
}

// E-8.18, E-8.23: who is spared is logged as skipped and keeps the link, so that
// what changed meanwhile is written on return.
func TestSparedUserComesBack(t *testing.T) {
	w := office(t)
	w.profile.Options.SkipOutOfScope = true
	w.must(w.directory.Assign("cy"))
	w.cycle()
	w.must(w.directory.Unassign("cy"), w.directory.Update("cy", attrs{"surname": "Old"}))
	w.expect(w.cycle())
	w.expectLog("cy", "other skipped EntrySynchronizationSkipped")
	w.must(w.directory.Assign("cy"))
	w.expect(w.cycle(), "GET /Users/cy", "PATCH /Users/cy Replace name.familyName=Old")
	w.must(w.directory.Purge("cy"))
	w.expect(w.cycle(), "GET /Users/cy", "DELETE /Users/cy")
}

// E-7.25 for groups: a spared group gets the members it missed.
func TestSparedGroupComesBack(t *testing.T) {
	w := office(t)
	w.profile.Options.SkipOutOfScope = true
	w.must(w.directory.Assign("design"), w.directory.Assign("cy"), w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	w.must(w.directory.Unassign("design"), w.directory.AddMember("design", "cy"), w.directory.RemoveMember("design", "ana"))
	w.expect(w.cycle())
	w.expectLog("design", "other skipped EntrySynchronizationSkipped")
	w.must(w.directory.Assign("design"))
	w.expect(w.cycleWrites(), "PATCH /Groups/design Add members=cy", "PATCH /Groups/design Remove members=ana")
}

package provision_test

import "testing"

// SYNC-15, as the application's document states it, not Entra (E-2.2): with
// nested groups flattened the users in a nested group are in scope and members of
// the outer one.
func TestFlattenedGroups(t *testing.T) {
	w := office(t)
	w.profile.NestedGroups = "flatten"
	w.must(w.directory.AddGroup(attrs{"id": "all", "displayName": "All", "members": []any{"design"}}),
		w.directory.AddGroup(attrs{"id": "top", "displayName": "Top", "members": []any{"all", "ana"}}), w.directory.Assign("top"))
	w.cycle()
	w.expectProvisioned("Groups/t-top", "Users/t-ana", "Users/t-bo")
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "POST /Groups top", "PATCH /Groups/top Add members=ana", "PATCH /Groups/top Add members=bo")
	w.must(w.directory.AddMember("design", "cy"))
	w.expect(w.cycleWrites(), "POST /Users cy", "PATCH /Groups/top Add members=cy")
	w.must(w.directory.RemoveMember("design", "bo"))
	w.expect(w.cycleWrites(), "PATCH /Users/bo Replace active=False", "PATCH /Groups/top Remove members=bo")
	w.must(w.directory.RemoveMember("top", "all"))
	w.expect(w.cycleWrites(), "PATCH /Users/cy Replace active=False", "PATCH /Groups/top Remove members=cy")
	w.must(w.directory.AddMember("top", "design"))
	w.expect(w.cycleWrites(), "PATCH /Users/cy Replace active=True", "PATCH /Groups/top Add members=cy")
	w.must(w.directory.Purge("design"))
	w.expect(w.cycleWrites(), "PATCH /Users/cy Replace active=False", "PATCH /Groups/top Remove members=cy")
	w.must(w.directory.Unassign("top"))
	w.expect(w.cycleWrites(), "PATCH /Users/ana Replace active=False", "DELETE /Groups/top")
}

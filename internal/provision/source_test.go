package provision_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
)

// E-2.20: what is mapped of a guest, and what filters see of one.
func TestGuests(t *testing.T) {
	w := empty(t)
	w.profile.Users.Attributes = append(w.profile.Users.Attributes, profile.Attribute{Target: "nickName", Source: "originalUserPrincipalName"})
	w.profile.Scope.Filters = []profile.Filter{{Clauses: clauses{{Attribute: "userPrincipalName", Operator: "ENDS_WITH", Value: ".example"}}}}
	names := map[string][2]string{
		"ana": {"ana_partner.example#EXT#@fabrikam.onmicrosoft.example", "ana@partner.example"},
		"bo":  {"bo_b_partner.example#EXT#@fabrikam.onmicrosoft.example", "bo_b@partner.example"},
		"cy":  {"cy_y@fabrikam.example", "cy_y@fabrikam.example"},
	}
	for _, id := range slices.Sorted(maps.Keys(names)) {
		w.must(w.directory.AddUser(attrs{"id": id, "userPrincipalName": names[id][0]}), w.directory.Assign(id))
	}
	w.cycle()
	for id, want := range names {
		if got := w.user(id); got["userName"] != want[1] || got["nickName"] != want[0] {
			t.Errorf("%s: %v", id, got)
		}
	}
	w.must(w.directory.Update("ana", attrs{"givenName": "Ana"}))
	w.expect(w.cycle(), "GET /Users/ana", "PATCH /Users/ana Add name.givenName=Ana")
}

// E-2.21: names of directory extensions count in their case.
func TestExtensionNamesAreCaseSensitive(t *testing.T) {
	w := one(t, nil)
	w.profile.Users.Attributes = append(w.profile.Users.Attributes,
		profile.Attribute{Target: "title", Source: "extension_1_Badge"}, profile.Attribute{Target: "nickName", Expression: "ToUpper([extension_1_badge])"})
	w.must(w.directory.Update("ana", attrs{"extension_1_badge": "b7"}))
	w.cycle()
	if ana := w.user("ana"); ana["title"] != nil || ana["nickName"] != "B7" {
		t.Errorf("got %v", ana)
	}
}

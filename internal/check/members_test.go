package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

func TestCompareMembers(t *testing.T) {
	groups := schema.NewSet(schema.Group())
	set := func(ids ...string) map[string]bool {
		members := map[string]bool{}
		for _, id := range ids {
			members[id] = true
		}
		return members
	}
	shows := func(ids ...string) scim.Resource {
		list := []any{}
		for _, id := range ids {
			list = append(list, map[string]any{"value": id})
		}
		return scim.Resource{"members": list}
	}
	gone := func(ids ...string) []Gone {
		var list []Gone
		for _, id := range ids {
			list = append(list, Gone{"members", id})
		}
		return list
	}
	vanished := func(id string) bool { return id == "dead" }
	for _, r := range []struct {
		name     string
		expected Expected
		seen     scim.Resource
		want     []string
	}{
		{"the same in another order", Expected{Members: set("a", "b")}, shows("b", "a"), nil},
		{"none and not shown (RFC 7643 §2.5)", Expected{Members: set()}, scim.Resource{}, nil},
		{"none and empty", Expected{Members: set()}, shows(), nil},
		{"nothing is known", Expected{Members: nil}, shows("x"), nil},
		{"another member was dropped (fd: add replaces the list)", Expected{Members: set("a", "b", "c")}, shows("c"), []string{"lost members: members a, b -> 1 member"}},
		{"all were removed with one (E-5.42)", Expected{Members: set("a"), Gone: gone("b")}, scim.Resource{}, []string{"lost members: members a -> no members"}},
		{"a removed one is kept", Expected{Members: set("a"), Gone: gone("b")}, shows("a", "b"), []string{"kept members: without b -> members b"}},
		{"a removed one was added again", Expected{Members: set("a", "b"), Gone: gone("b")}, shows("a", "b"), nil},
		{"one that nobody added", Expected{Members: set("a")}, shows("a", "x"), []string{"foreign members: only the members that were added -> members x"}},
		{"a deleted user may be there", Expected{Members: set("a"), MayHold: vanished}, shows("a", "dead"), nil},
		{"a deleted user need not be there", Expected{Members: set("a", "dead"), MayHold: vanished}, shows("a"), nil},
		{"an id in another case is another id (RFC 7643 §3.1)", Expected{Members: set("ab")}, shows("AB"),
			[]string{"lost members: members ab -> 1 member", "foreign members: only the members that were added -> members AB"}},
		{"one twice", Expected{Members: set("a")}, shows("a", "a", "a"), []string{"twice members: each member once -> a more than once"}},
		{"many are told together", Expected{Members: set("a", "b", "c", "d", "e", "f", "g")}, shows(), []string{"lost members: members a, b, c, d, e and 2 more -> no members"}},
		{"members as bare ids are another judgment", Expected{Members: set("a")}, scim.Resource{"members": []any{"a"}}, nil},
		{"the name besides", Expected{Members: set("a"), Resource: scim.Resource{"displayName": "Design"}}, scim.Resource{"displayName": "Art", "members": shows("a")["members"]}, []string{"lost displayName: Design -> Art"}},
	} {
		t.Run(r.name, func(t *testing.T) {
			r.expected.Type = "Group"
			got := drawn(Compare(r.expected, r.seen, groups))
			if diff := cmp.Diff(append([]string{}, r.want...), got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompareGone(t *testing.T) {
	const manager = scim.URNEnterpriseUser + ":manager"
	has := scim.Resource{scim.URNEnterpriseUser: map[string]any{"manager": map[string]any{"value": "51aa"}}, "title": "Buyer",
		"emails": []any{map[string]any{"type": "work", "value": "w@fabrikam.example"}}}
	for _, r := range []struct {
		name     string
		gone     Gone
		expected scim.Resource
		want     []string
	}{
		{"a manager is kept", Gone{manager, "51aa"}, scim.Resource{}, []string{"kept " + manager + ": (none) -> 51aa"}},
		{"a title is kept", Gone{"title", "buyer"}, scim.Resource{}, []string{"kept title: (none) -> buyer"}},
		{"an address is kept", Gone{`emails[type eq "work"].value`, "w@fabrikam.example"}, scim.Resource{}, []string{`kept emails[type eq "work"].value: (none) -> w@fabrikam.example`}},
		{"another manager is no kept one", Gone{manager, "62bb"}, scim.Resource{}, nil},
		{"an address of another type is no kept one", Gone{`emails[type eq "home"].value`, "w@fabrikam.example"}, scim.Resource{}, nil},
		{"it was written again", Gone{manager, "51aa"}, has, nil},
		{"a path that is none", Gone{"emails[", "x"}, scim.Resource{}, nil},
	} {
		t.Run(r.name, func(t *testing.T) {
			expected := Expected{Type: "User", Resource: r.expected, Gone: []Gone{r.gone, r.gone}}
			if diff := cmp.Diff(append([]string{}, r.want...), drawn(Compare(expected, has, users()))); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

package patch_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

// delta is what MemberDelta is expected to say; nil means not ok.
type delta struct{ add, remove []string }

func TestMemberDelta(t *testing.T) {
	ids := func(ids ...string) []string { return ids }
	tests := []struct {
		name, operations string
		strict, tolerant *delta
	}{
		{"add one", `{"op":"add","path":"members","value":[{"value":"a"}]}`, &delta{add: ids("a")}, &delta{add: ids("a")}},
		{"add several", `{"op":"add","path":"members","value":[{"value":"a"},{"value":"b"}]}`, &delta{add: ids("a", "b")}, &delta{add: ids("a", "b")}},
		{"add one without array", `{"op":"add","path":"members","value":{"value":"a"}}`, &delta{add: ids("a")}, &delta{add: ids("a")}},
		{"all that a member may say", `{"op":"add","path":"MEMBERS","value":[{"VALUE":"a","$ref":"../Users/a","display":"A","type":"User"}]}`, &delta{add: ids("a")}, &delta{add: ids("a")}},
		{"$ref null", `{"op":"add","path":"members","value":[{"$ref":null,"value":"a"}]}`, &delta{add: ids("a")}, &delta{add: ids("a")}},
		{"with URN", `{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":[{"value":"a"}]}`, &delta{add: ids("a")}, &delta{add: ids("a")}},
		{"without path", `{"op":"add","value":{"Members":[{"value":"a"}]}}`, &delta{add: ids("a")}, &delta{add: ids("a")}},
		{"remove by filter", `{"op":"remove","path":"members[value eq \"a\"]"}`, &delta{remove: ids("a")}, &delta{remove: ids("a")}},
		{"remove by filter with URN", `{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members[value eq \"a\"]"}`, &delta{remove: ids("a")}, &delta{remove: ids("a")}},
		{"remove by a filter without blank", `{"op":"remove","path":"members[value eq\"a\"]"}`, &delta{remove: ids("a")}, &delta{remove: ids("a")}},
		{"remove and add", `{"op":"remove","path":"members[value eq \"a\"]"},{"op":"add","path":"members","value":[{"value":"b"}]}`, &delta{ids("b"), ids("a")}, &delta{ids("b"), ids("a")}},
		{"remove by list (E-5.41)", `{"op":"remove","path":"members","value":[{"value":"a"},{"value":"b","$ref":null}]}`, nil, &delta{remove: ids("a", "b")}},
		{"bare id", `{"op":"add","path":"members","value":"a"}`, nil, &delta{add: ids("a")}},
		{"bare ids", `{"op":"add","path":"members","value":["a","b"]}`, nil, &delta{add: ids("a", "b")}},

		{"remove all", `{"op":"remove","path":"members"}`, nil, nil},
		{"remove all, value null", `{"op":"remove","path":"members","value":null}`, nil, nil},
		{"replace", `{"op":"replace","path":"members","value":[{"value":"a"}]}`, nil, nil},
		{"replace without path", `{"op":"replace","value":{"members":[{"value":"a"}]}}`, nil, nil},
		{"another attribute", `{"op":"add","path":"displayName","value":"G"}`, nil, nil},
		{"another attribute beside", `{"op":"add","path":"members","value":[{"value":"a"}]},{"op":"replace","path":"displayName","value":"G"}`, nil, nil},
		{"another attribute in the value", `{"op":"add","value":{"members":[{"value":"a"}],"displayName":"G"}}`, nil, nil},
		{"value path", `{"op":"add","path":"members[value eq \"a\"].display","value":"A"}`, nil, nil},
		{"sub-attribute of a member", `{"op":"remove","path":"members[value eq \"a\"].display"}`, nil, nil},
		{"another filter", `{"op":"remove","path":"members[type eq \"User\"]"}`, nil, nil},
		{"another operator", `{"op":"remove","path":"members[value sw \"a\"]"}`, nil, nil},
		{"two terms", `{"op":"remove","path":"members[value eq \"a\" or value eq \"b\"]"}`, nil, nil},
		{"number", `{"op":"remove","path":"members[value eq 7]"}`, nil, nil},
		{"another schema", `{"op":"remove","path":"urn:example:x:members[value eq \"a\"]"}`, nil, nil},
		{"no id in the filter", `{"op":"remove","path":"members[value eq \"\"]"}`, nil, nil},
		{"URN in the filter", `{"op":"remove","path":"members[urn:example:x:value eq \"a\"]"}`, nil, nil},
		{"sub-attribute in the filter", `{"op":"remove","path":"members[value.x eq \"a\"]"}`, nil, nil},
		{"bad path", `{"op":"remove","path":"members[value eq"}`, nil, nil},
		{"more is said", `{"op":"add","path":"members","value":[{"value":"a","displayName":"A"}]}`, nil, nil},
		{"no id", `{"op":"add","path":"members","value":[{"display":"A"}]}`, nil, nil},
		{"empty id", `{"op":"add","path":"members","value":[{"value":""}]}`, nil, nil},
		{"id twice", `{"op":"add","path":"members","value":[{"value":"a","Value":"b"}]}`, nil, nil},
		{"no text", `{"op":"add","path":"members","value":[{"value":"a","type":7}]}`, nil, nil},
		{"null", `{"op":"add","path":"members","value":[null]}`, nil, nil},
		{"nobody", `{"op":"add","path":"members","value":[]}`, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for name, mode := range modes {
				want := map[string]*delta{"strict": test.strict, "tolerant": test.tolerant}[name]
				operations, err := patch.Decode(message(test.operations), mode)
				if err != nil {
					t.Fatal(err)
				}
				add, remove, ok := patch.MemberDelta(operations, mode)
				if ok != (want != nil) {
					t.Errorf("%s: ok is %v", name, ok)
				}
				if want == nil {
					want = &delta{}
				}
				if !slices.Equal(want.add, add) || !slices.Equal(want.remove, remove) {
					t.Errorf("%s: adds %v and removes %v, want %v and %v", name, add, remove, want.add, want.remove)
				}
			}
		})
	}
	if _, _, ok := patch.MemberDelta(nil, patch.Tolerant); ok {
		t.Error("no operations are no change of members")
	}
}

// Where MemberDelta speaks, Apply makes the same members.
func TestMemberDeltaAgreesWithApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.SampledFrom([]string{"a", "b", "c", "d"})
		before := rapid.SliceOfDistinct(id, rapid.ID[string]).Draw(t, "before")
		operation := rapid.Custom(func(t *rapid.T) patch.Operation {
			ids := rapid.SliceOfN(id, 1, 3).Draw(t, "ids")
			switch rapid.IntRange(0, 2).Draw(t, "form") {
			case 0:
				return patch.Operation{Op: patch.Add, Path: "members", Value: members(ids), HasValue: true}
			case 1:
				return patch.Operation{Op: patch.Remove, Path: "members", Value: members(ids), HasValue: true}
			}
			return patch.Operation{Op: patch.Remove, Path: `members[value eq "` + ids[0] + `"]`}
		}).Draw(t, "operation")
		add, remove, ok := patch.MemberDelta([]patch.Operation{operation}, patch.Tolerant)
		if !ok {
			t.Fatal("not ok")
		}
		want := map[string]bool{}
		for _, one := range before {
			want[one] = true
		}
		for _, one := range add {
			want[one] = true
		}
		for _, one := range remove {
			delete(want, one)
		}
		group := scim.Resource{"displayName": "G", "members": members(before)}
		if _, err := (patch.Applier{Set: groups(), Mode: patch.Tolerant}).Apply(group, []patch.Operation{operation}); err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, one := range group.List("members") {
			got[scim.AsObject(one).String("value")] = true
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) != len(group.List("members")) {
			t.Errorf("%v\n%s", group, diff)
		}
	})
}

func members(ids []string) []any {
	list := make([]any, 0, len(ids))
	for _, id := range ids {
		list = append(list, map[string]any{"value": id})
	}
	return list
}

package defect

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

// A wildcard stands for any text, also none.
func TestWildcards(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"alone", "*", `(a pr)`},
		{"at the end", "an*", `(a pr and a sw "an")`},
		{"at the beginning", "*na", `(a pr and a ew "na")`},
		{"in the middle", "a*na", `(a pr and a sw "a" and a ew "na")`},
		{"around", "*nn*", `(a pr and a co "nn")`},
		{"a quotation mark", `x"*`, `(a pr and a sw "x\"")`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := wildcards("a", test.text, "*"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// A password is found wherever a client may send one, whatever its type.
func TestPasswordIn(t *testing.T) {
	patch := func(operation string) string {
		return `{"schemas":["` + scim.URNPatchOp + `"],"Operations":[` + operation + `]}`
	}
	tests := []struct {
		name, method, path, body string
		want                     any
	}{
		{"in a POST", http.MethodPost, "/Users", `{"userName":"anna","password":"secret"}`, "secret"},
		{"in another case", http.MethodPut, "/Users/1", `{"PassWord":"secret"}`, "secret"},
		{"no text", http.MethodPost, "/Users", `{"password":true}`, true},
		{"by a path", http.MethodPatch, "/Users/1", patch(`{"op":"replace","path":"Password","value":"secret"}`), "secret"},
		{"without a path", http.MethodPatch, "/Users/1", patch(`{"op":"add","value":{"title":"x"}},{"op":"add","value":{"password":"secret"}}`), "secret"},
		{"none", http.MethodPost, "/Users", `{"userName":"password"}`, nil},
		{"of a group", http.MethodPost, "/Groups", `{"password":"secret"}`, nil},
		{"malformed", http.MethodPost, "/Users", `{"password":`, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := passwordIn(&Call{Method: test.method, Path: test.path, Raw: []byte(test.body)})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// role becomes roles, other operations stay as they are.
func TestAsRoles(t *testing.T) {
	admin := []any{scim.Resource{"value": "admin"}}
	tests := []struct {
		name      string
		operation scim.Resource
		want      scim.Resource
		changed   bool
	}{
		{"by a path", scim.Resource{"op": "replace", "path": "role", "value": "admin"}, scim.Resource{"op": "replace", "path": "roles", "value": admin}, true},
		{"without a path", scim.Resource{"op": "add", "value": scim.Resource{"title": "x", "role": "admin"}}, scim.Resource{"op": "add", "value": scim.Resource{"title": "x", "roles": admin}}, true},
		{"something else", scim.Resource{"op": "add", "path": "title", "value": "x"}, scim.Resource{"op": "add", "path": "title", "value": "x"}, false},
		{"a remove without value", scim.Resource{"op": "remove", "path": "title"}, scim.Resource{"op": "remove", "path": "title"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if changed := asRoles(test.operation); changed != test.changed {
				t.Errorf("changed: %v, want %v", changed, test.changed)
			}
			if diff := cmp.Diff(test.want, test.operation); diff != "" {
				t.Error(diff)
			}
		})
	}
}

package expr

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func assigned() with {
	return with{"appRoleAssignments": []string{
		`{"id":"0d7f","value":"Admin","displayName":"Administrators"}`,
		`{"id":"1e80","value":"User","displayName":"Users"}`,
	}}
}

// E-3.28, E-4.11, E-4.12, E-4.47.
func TestRoles(t *testing.T) {
	admin, user := Role{"0d7f", "Admin", "Administrators"}, Role{"1e80", "User", "Users"}
	for _, r := range []struct {
		name, text, shown string
		want              Roles
	}{
		{"E-4.47 one of several, the first", `SingleAppRoleAssignment([appRoleAssignments])`, "Admin", Roles{SingleRole, []Role{admin}}},
		{"E-4.11 all", `AppRoleAssignmentsComplex([appRoleAssignments])`, "roles [{0d7f Admin Administrators} {1e80 User Users}]", Roles{AddRoles, []Role{admin, user}}},
		{"E-4.12 all, replacing", `AssertiveAppRoleAssignmentsComplex([appRoleAssignments])`, "roles [{0d7f Admin Administrators} {1e80 User Users}]", Roles{ReplaceRoles, []Role{admin, user}}},
		{"through Coalesce", `Coalesce([none], AppRoleAssignmentsComplex([appRoleAssignments]))`, "roles [{0d7f Admin Administrators} {1e80 User Users}]", Roles{AddRoles, []Role{admin, user}}},
	} {
		t.Run(r.name, func(t *testing.T) {
			value := evaluated(t, r.text, assigned())
			got, ok := value.Roles()
			if diff := cmp.Diff(got, r.want); !ok || diff != "" {
				t.Errorf("roles %v (got -, want +)\n%s", ok, diff)
			}
			if shown := shownValue(value); shown != r.shown {
				t.Errorf("got %q, want %q", shown, r.shown)
			}
		})
	}
}

// E-5.29: the text of a role within the value of a PATCH.
func TestRoleAsJSON(t *testing.T) {
	raw, err := json.Marshal(Role{ID: "0d7f", Value: "Editor", DisplayName: "Editor"})
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"id":"0d7f","value":"Editor","displayName":"Editor"}`; string(raw) != want {
		t.Errorf("got  %s\nwant %s", raw, want)
	}
}

func TestRoleEdges(t *testing.T) {
	runRows(t, []row{
		{"no roles, single", `SingleAppRoleAssignment([appRoleAssignments])`, nil, "null"},
		{"no roles, complex", `AppRoleAssignmentsComplex([appRoleAssignments])`, nil, "null"},
		{"no value", `SingleAppRoleAssignment([appRoleAssignments])`, with{"appRoleAssignments": []string{`{"displayName":"Editors"}`}}, "Editors"},
		{"complex elements are no text", `IsString(AppRoleAssignmentsComplex([appRoleAssignments]))`, assigned(), "False"},
		{"complex elements are present", `IsPresent(AppRoleAssignmentsComplex([appRoleAssignments]))`, assigned(), "True"},
		{"the single role is a text", `ToUpper(SingleAppRoleAssignment([appRoleAssignments]))`, assigned(), "ADMIN"},
	})
	for _, f := range []failing{
		{"no JSON", `SingleAppRoleAssignment([appRoleAssignments])`, with{"appRoleAssignments": []string{"Admin"}}, BadValue, "role 1 of [appRoleAssignments]"},
		{"no name", `SingleAppRoleAssignment([appRoleAssignments])`, with{"appRoleAssignments": []string{`{"id":"1"}`}}, BadValue, "JSON object"},
		{"as a text", `Append(AppRoleAssignmentsComplex([appRoleAssignments]), "x")`, assigned(), BadValue, "a list of roles"},
		{"as a list", `Join(",", AppRoleAssignmentsComplex([appRoleAssignments]))`, assigned(), BadValue, "a list of roles"},
	} {
		f.run(t)
	}
	if _, ok := evaluated(t, `ToUpper(SingleAppRoleAssignment([appRoleAssignments]))`, assigned()).Roles(); ok {
		t.Error("a text made of a role is no longer that role")
	}
}

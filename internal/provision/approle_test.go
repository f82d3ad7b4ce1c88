package provision_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/directory"
	"github.com/scimulator/scimulator/internal/profile"
)

const primary = `roles[primary eq "True"].value`

func roleMapping(function, target string) profile.Attribute {
	return profile.Attribute{Target: target, Expression: function + `([appRoleAssignments])`}
}

// staffed is a world whose only user ana has a role mapping; the role ids are
// fixed.
func staffed(t *testing.T, function, target, dialect string) *world {
	w := empty(t)
	w.dialect = dialect
	w.must(w.directory.AddUser(attrs{"id": "ana", "userPrincipalName": "ana@fabrikam.example"}))
	w.directory.DefineRole(directory.Role{ID: "0d7f", Value: "Editor", DisplayName: "Editor"})
	w.directory.DefineRole(directory.Role{ID: "1e80", Value: "Viewer", DisplayName: "Viewer"})
	w.profile.Users.Attributes = []profile.Attribute{{Target: "userName", Source: "userPrincipalName", Matching: 1}, roleMapping(function, target)}
	w.profile.Options.Schemas = "mapped"
	return w
}

// bodies runs a cycle and gives the bodies of its writes.
func (w *world) bodies() []string {
	requests := w.sent()
	w.report()
	var bodies []string
	for _, r := range *requests {
		if r.Method() != "GET" {
			bodies = append(bodies, string(r.Body))
		}
	}
	w.target.fault = nil
	return bodies
}

// E-3.28, E-5.29, E-5.30, E-5.23: a role is given with the assignment, and
// changed by another one.
func TestRoleStories(t *testing.T) {
	const post = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"meta":{"resourceType":"User"},"roles":[`
	const patch = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`
	const role = `{"primary":true,"type":"WindowsAzureActiveDirectoryRole","value":`
	for _, row := range []struct {
		function, target, dialect string
		created, changed          string
		gone                      []string // when Editor is taken back
	}{
		{"SingleAppRoleAssignment", primary, "entra", post + role + `"Editor"}],"userName":"ana@fabrikam.example"}`,
			"", // the first role stays the one that is picked (E-3.29)
			[]string{patch + `{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"1e80\",\"value\":\"Viewer\",\"displayName\":\"Viewer\"}"}]}]}`}},
		{"SingleAppRoleAssignment", primary, "entra-optscim", post + role + `"Editor"}],"userName":"ana@fabrikam.example"}`, "",
			[]string{patch + `{"op":"add","path":"roles","value":[` + role + `"Viewer"}]}]}`}},
		{"AppRoleAssignmentsComplex", "roles", "entra", post + `{"displayName":"Editor","primary":false,"value":"Editor"}],"userName":"ana@fabrikam.example"}`,
			patch + `{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"1e80\",\"value\":\"Viewer\",\"displayName\":\"Viewer\"}"}]}]}`, nil},
		{"AppRoleAssignmentsComplex", "roles", "entra-optscim", post + `{"displayName":"Editor","primary":false,"value":"Editor"}],"userName":"ana@fabrikam.example"}`,
			patch + `{"op":"add","path":"roles","value":[{"displayName":"Viewer","primary":false,"value":"Viewer"}]}]}`, nil},
		{"AssertiveAppRoleAssignmentsComplex", "roles", "entra", post + `{"display":"Editor","primary":false,"value":"Editor"}],"userName":"ana@fabrikam.example"}`,
			patch + `{"op":"replace","path":"roles","value":[{"display":"Editor","primary":false,"value":"Editor"},{"display":"Viewer","primary":false,"value":"Viewer"}]}]}`,
			[]string{patch + `{"op":"replace","path":"roles","value":[{"display":"Viewer","primary":false,"value":"Viewer"}]}]}`}},
	} {
		t.Run(row.function+" "+row.dialect, func(t *testing.T) {
			w := staffed(t, row.function, row.target, row.dialect)
			w.must(w.directory.AssignRole("ana", "Editor"))
			w.compare("created", []string{row.created}, w.bodies())
			w.compare("unchanged", nil, w.bodies())
			w.must(w.directory.AssignRole("ana", "Viewer"))
			changed := []string{row.changed}
			if row.changed == "" {
				changed = nil
			}
			w.compare("one more", changed, w.bodies())
			if row.function == "AppRoleAssignmentsComplex" { // the fake replaces where Add is sent
				w.target.resources["Users/t-ana"]["roles"] = []any{map[string]any{"value": "Editor"}, map[string]any{"value": "Viewer"}}
			}
			w.must(w.directory.UnassignRole("ana", "Editor"))
			w.compare("one less", row.gone, w.bodies())
		})
	}
}

func (w *world) compare(what string, want, got []string) {
	w.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("%s (want -, got +)\n%s", what, diff)
	}
}

// E-3.29: none of the functions works when all users are synchronised.
func TestNoRolesForEverybody(t *testing.T) {
	w := staffed(t, "SingleAppRoleAssignment", primary, "entra")
	w.everybody = true
	w.must(w.directory.AssignRole("ana", "Editor"))
	w.compare("created", []string{`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"meta":{"resourceType":"User"},"roles":[],"userName":"ana@fabrikam.example"}`}, w.bodies())
}

// E-2.5, E-3.28: the default access has no role, and a role may come from a group.
func TestRolesOfAssignments(t *testing.T) {
	w := staffed(t, "SingleAppRoleAssignment", "title", "entra")
	w.must(w.directory.AddGroup(attrs{"id": "team", "displayName": "Team", "members": []any{"ana"}}), w.directory.Assign("ana"))
	w.cycle()
	if got := w.user("ana")["title"]; got != nil {
		t.Errorf("default access gives the role %v", got)
	}
	w.must(w.directory.AssignRole("team", "Viewer"))
	w.cycle()
	if got := w.user("ana")["title"]; got != "Viewer" { // where roles is not the target it is a text
		t.Errorf("the role of the group is %v", got)
	}
}

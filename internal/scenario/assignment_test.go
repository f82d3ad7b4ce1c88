package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const roleStory = `apiVersion: scimulator/v1
kind: Scenario
name: roles
profile: entra-default
directory:
  users: [{id: ana, userPrincipalName: ana@fabrikam.example}, {id: bo, userPrincipalName: bo@fabrikam.example}]
  groups: [{id: team, displayName: Team, members: [bo]}]
assigned: [{user: ana, role: Editor}, team]
timeline:
  - cycle: initial
  - after: 5m
    change:
      - assign: {group: team, role: Viewer}
      - assign: {user: ana, role: Viewer}
      - unassign: {user: ana, role: Editor}
      - unassign: ana
`

// Assignments name a user or group, and perhaps an app role (E-3.28).
func TestAssignments(t *testing.T) {
	got, err := load(t, roleStory)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Assignment{{Object: "ana", Role: "Editor"}, {Object: "team"}}, got.Assigned.Objects); diff != "" {
		t.Errorf("assigned (-want +got)\n%s", diff)
	}
	want := []Change{
		{Assign: Assignment{"team", "Viewer"}}, {Assign: Assignment{"ana", "Viewer"}}, {Unassign: Assignment{"ana", "Editor"}}, {Unassign: Assignment{Object: "ana"}},
	}
	if diff := cmp.Diff(want, got.Timeline[1].Change); diff != "" {
		t.Errorf("changes (-want +got)\n%s", diff)
	}
	if text := want[0].Assign.String() + ", " + want[3].Unassign.String(); text != "team (Viewer), ana" {
		t.Errorf("told as %s", text)
	}
}

// What is wrong with an assignment is told where it stands.
func TestMistakesInAssignments(t *testing.T) {
	for _, row := range []struct{ name, old, new, want string }{
		{"nobody", "{user: ana, role: Editor}, team", "{user: anna, role: Editor}, team", `story.yaml:8:19: there is no user "anna" in this story (did you mean "ana"?)`},
		{"a group for a user", "{user: ana, role: Editor}, team", "{user: team, role: Editor}, bo", `story.yaml:8:19: "team" is a group, a user is needed here`},
		{"a role that is not there", "unassign: {user: ana, role: Editor}", "unassign: {user: ana, role: Owner}",
			`story.yaml:15:19: "ana" does not have the role "Owner" by an assignment of its own, so it cannot be taken back`},
	} {
		t.Run(row.name, func(t *testing.T) {
			if strings.Count(roleStory, row.old) != 1 {
				t.Fatal(row.old)
			}
			_, err := load(t, strings.Replace(roleStory, row.old, row.new, 1))
			if err == nil || !strings.HasPrefix(err.Error(), row.want) {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
	for _, wrong := range []string{"{user: ana}", "{user: ana, group: team}", "{role: Editor}", "{user: ana, role: ''}", "{user: ana, role: x, group: team}"} {
		if _, err := load(t, strings.Replace(roleStory, "{user: ana, role: Editor}, team", wrong, 1)); err == nil {
			t.Errorf("assigned: [%s] is taken", wrong)
		}
	}
}

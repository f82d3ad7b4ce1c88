package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestActions(t *testing.T) {
	judge(t, []row{
		{"for somebody", story("  - act: {action: assign-seat, by: admin, object: ana, with: {product: x}}"), ""},
		{"for nobody", story("  - act: {action: turn-sso-off, by: admin, with: {reason: 'we move'}, keep: was}"), ""},
		{"by nobody", story("  - act: {action: assign-seat}"), `14:10: "by" is missing in timeline[1].act`},
		{"for a stranger", story("  - act: {action: assign-seat, by: admin, object: anna}"), `14:51: there is no user or group "anna" in this story (did you mean "ana"?)`},
		{"a value that is given", story("  - act: {action: assign-seat, by: admin, with: {id: 7}}"), "14:50: {id} has its value from object and by: leave it out"},
		{"a value that is no text", story("  - act: {action: assign-seat, by: admin, with: {product: [x]}}"), `14:59: product: should be a string or a number or a boolean or an object, not a list`},
		{"kept as what is given", story("  - act: {action: assign-seat, by: admin, keep: by}"), "14:49: keep: {by} has its value from object and by: take another name"},
		{"kept of a refusal", story("  - act: {action: assign-seat, by: admin, refused: true, keep: it}"), "14:58: keep: nothing comes of what is refused"},
	})
	got, err := load(t, story("  - act: {action: set-sync, by: sso-admin, with: {enabled: false}, refused: true, covers: [ADSK-03]}"))
	if err != nil {
		t.Fatal(err)
	}
	want := &Act{Action: "set-sync", By: "sso-admin", With: map[string]Value{"enabled": {Plain: false}}, Refused: true, Covers: []string{"ADSK-03"}}
	if diff := cmp.Diff(want, got.Timeline[1].Act); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What an observation is about: a user or group of the story, an address, a domain,
// the target itself.
func TestObservedOf(t *testing.T) {
	judge(t, []row{
		{"alias", expecting("{observed: {team-member: {ana: true}}}"), ""},
		{"address", expecting("{observed: {accounts: {new.hand@fabrikam.example: 1}}}"), ""},
		{"domain", expecting("{observed: {domain-state: {fabrikam.example: on}}}"), ""},
		{"target", expecting("{observed: {directory-sync: {target: true}}}"), ""},
		{"stranger", expecting("{observed: {team-member: {anna: true}}}"), `14:39: there is no user or group "anna" in this story (did you mean "ana"?)`},
	})
}

package scenario

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	connects = "  - act: {action: create-connection, by: admin, with: {certificate: {certificate: entra}}, keep: office}"
	signsIn  = "  - act: {action: sign-in, by: user, with: {assertion: {assertion: {by: entra, for: ana}}}}"
)

// What the run makes for an action, and what earlier ones gave.
func TestValues(t *testing.T) {
	judge(t, []row{
		{"a certificate and an assertion", story(connects, signsIn), ""},
		{"of nobody's provider", story(signsIn), `14:73: no action is given the certificate of an identity provider "entra"`},
		{"of a provider misspelt", story(connects, "  - act: {action: edit-connection, by: admin, with: {entity: {entity: entar}}}"), `15:71: no action is given the certificate of an identity provider "entar" (did you mean "entra"?)`},
		{"for a stranger", story(connects, "  - act: {action: sign-in, by: user, with: {assertion: {assertion: {by: entra, for: anna}}}}"), `15:85: there is no user "anna" in this story (did you mean "ana"?)`},
		{"for a group", story(connects, "  - act: {action: sign-in, by: user, with: {assertion: {assertion: {by: entra, for: design}}}}"), `15:85: "design" is a group, a user is needed here`},
		{"kept before", story(connects, "  - act: {action: turn-sso-on, by: admin, with: {connection: {kept: office}}}"), ""},
		{"kept by nobody", story(connects, "  - act: {action: turn-sso-on, by: admin, with: {connection: {kept: offise}}}"), `15:69: no action before keeps "offise" (did you mean "office"?)`},
		{"kept later", story("  - act: {action: turn-sso-on, by: admin, with: {connection: {kept: office}}}", connects), `14:69: no action before keeps "office"`},
		{"kept under an alias", story("  - act: {action: invite, by: admin, object: ana, keep: ana}"), `14:57: keep: "ana" is a user of the story: take another name`},
		{"given and refused", story("  - act: {action: invite, by: admin, refused: true, gives: true}"), "14:53: gives: nothing comes of what is refused"},
		{"needed and refused", story("  - act: {action: invite, by: admin, refused: true, needed: true}"), "14:53: needed: what is to be refused is needed by nobody"},
		{"clear and done", story("  - act: {action: invite, by: admin, clear: true}"), "14:38: clear: only a refusal says why"},
		{"two things at once", story("  - act: {action: invite, by: admin, with: {x: {entity: entra, kept: office}}}"), "14:48: x: fits more than one of several forms that exclude each other\n14:57: no action is given the certificate of an identity provider \"entra\"\n14:70: no action before keeps \"office\""},
		{"an unknown key", story("  - act: {action: add-domain, by: admin, with: {x: {certificat: entra}}}"), "14:52: \"certificate\" is missing in timeline[1].act.with.x\n14:53: unknown key \"certificat\" (did you mean \"certificate\"?)"},
		{"the marker", story("  - act: {action: add-domain, by: admin, with: {domain: 'x-{marker}.example'}}"), ""},
		{"another placeholder", story("  - act: {action: add-domain, by: admin, with: {domain: 'x-{maker}.example'}}"), "14:57: {maker} stands for nothing: only {marker} does, for the marker of the run"},
		{"another placeholder in an address", story("  - change: [{update: {id: ana, mail: 'ana@{maker}.example'}}]"), "14:39: {maker} stands for nothing: only {marker} does, for the marker of the run"},
	})
	got, err := load(t, story(connects, signsIn))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Value{"assertion": {Assertion: &Assertion{By: "entra", For: "ana"}}}
	if diff := cmp.Diff(want, got.Timeline[2].Act.With); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What is seen may be named in other ways than by a value, and be about what an
// action gave.
func TestObservedValues(t *testing.T) {
	judge(t, []row{
		{"a connection", story(connects, "  - expect: {needs: office, observed: {connection-state: {office: 'on'}}}"), ""},
		{"of nobody", story("  - expect: {observed: {connection-state: {office: 'on'}}}"), `14:44: there is no user or group "office" in this story`},
		{"what nobody kept", story("  - expect: {needs: office, observed: {team-member: {ana: true}}}"), `14:21: no action before keeps "office"`},
		{"a certificate", story(connects, "  - expect: {observed: {connection-certificate: {office: {certificate: entra}}}}"), ""},
		{"anything", expecting("{observed: {service-metadata: {target: {any: true}}}}"), ""},
		{"words", expecting("{observed: {notices: {target: {says: 'x-{marker}.example'}}}}"), ""},
		{"wrong words", expecting("{observed: {notices: {target: {says: 'x-{maker}.example'}}}}"), "14:50: {maker} stands for nothing: only {marker} does, for the marker of the run"},
		{"one of two", expecting("{observed: {domain-state: {'x-{marker}.example': {either: [verified, unlinked]}}}}"), ""},
		{"a domain misspelt", expecting("{observed: {domain-state: {'x-{maker}.example': 'on'}}}"), "14:40: {maker} stands for nothing: only {marker} does, for the marker of the run"},
	})
	for value, want := range map[any]Value{true: {Plain: true}, "on": {Plain: "on"}} {
		if diff := cmp.Diff(want, Seen(value)); diff != "" {
			t.Errorf("%v (-want +got)\n%s", value, diff)
		}
	}
	if got := Seen(map[string]any{"kept": "office"}); got.Kept != "office" {
		t.Errorf("%+v", got)
	}
}

// Time passes on the target where time passes.
func TestOnTarget(t *testing.T) {
	judge(t, []row{
		{"with a run", story("  - {run: 8h, onTarget: true}"), ""},
		{"with a cycle", story("  - {cycle: incremental, onTarget: true}"), ""},
		{"with nothing", story("  - {change: [{disable: ana}], onTarget: true}"), "14:32: onTarget: no time passes in this step"},
	})
}

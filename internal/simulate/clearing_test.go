package simulate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

const managerPath = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"

// However a manager is taken away (E-5.27, E-5.46), one that stays is looked for.
func TestClearedManagers(t *testing.T) {
	for name, operation := range map[string]string{
		"empty text":    `{"op":"Replace","path":"` + managerPath + `","value":""}`,
		"object":        `{"op":"replace","path":"` + managerPath + `","value":{"value":""}}`,
		"legacy":        `{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager","value":[{"$ref":null,"value":""}]}`,
		"by filter":     `{"op":"remove","path":"manager[value eq \"51aa\"]"}`,
		"another value": `{"op":"replace","path":"` + managerPath + `","value":"62bb"}`,
	} {
		t.Run(name, func(t *testing.T) {
			p := &profile.Profile{}
			m := newModel(p, schemaSets(p))
			m.shown(provision.User, "ana", scim.Resource{
				"id": "1", "userName": "ana", scim.URNEnterpriseUser: map[string]any{"manager": map[string]any{"value": "51aa"}},
			})
			m.patched(provision.Request{Kind: provision.User, ID: "1", Object: "ana", Body: []byte(
				`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + operation + `]}`)}, 1)
			written := m.close()
			if len(written) != 1 || written[0].unsure {
				t.Fatalf("the model does not know what it means: %+v", written)
			}
			want, manager := []check.Gone{{Attribute: managerPath, Value: "51aa"}}, ""
			if name == "another value" {
				want, manager = nil, "62bb"
			}
			if diff := cmp.Diff(want, written[0].removed); diff != "" {
				t.Errorf("removed (want -, got +)\n%s", diff)
			}
			if got := written[0].resource.Object(scim.URNEnterpriseUser).Object("manager").String("value"); got != manager {
				t.Errorf("the model has the manager %q, want %q", got, manager)
			}
		})
	}
}

// A group that is written whole (E-5.49), or whose list of members is replaced
// (E-12.5, row 22), has the members that the request says.
func TestWrittenMembers(t *testing.T) {
	p := &profile.Profile{}
	m := newModel(p, schemaSets(p))
	m.startMembers("g", []string{"a", "b"})
	m.patched(provision.Request{Operation: provision.Update, Kind: provision.Group, ID: "g", Body: []byte(
		`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"members","value":[{"value":"b"},{"value":"c"}]}]}`)}, 1)
	if diff := cmp.Diff(map[string]bool{"b": true, "c": true}, m.members["g"]); diff != "" {
		t.Errorf("replaced (want -, got +)\n%s", diff)
	}
	if diff := cmp.Diff([]check.Gone{{Attribute: "members", Value: "a"}}, m.close()[0].removed); diff != "" {
		t.Errorf("removed (want -, got +)\n%s", diff)
	}
	whole := provision.Request{Operation: provision.Whole, Kind: provision.Group, ID: "g", Body: []byte(`{"displayName":"G","members":[{"value":"d"}]}`)}
	m.replaced(whole, 2)
	if written := m.close(); len(written) != 1 || written[0].resource.String("displayName") != "G" || !m.members["g"]["d"] || len(m.members["g"]) != 1 {
		t.Errorf("written whole: %v", m.members["g"])
	}
	m.lost(whole)
	if m.knowsMembers("g") {
		t.Error("after a PUT without an answer nobody knows who is a member")
	}
}

// A form of writing that no document prints may be refused: that is advice, and a
// refusal of anything else, or another failure, is what it was.
func TestDoubtfulForms(t *testing.T) {
	for _, row := range []struct {
		name, rule string
		status     int
		want       verdict.Outcome
	}{
		{"documented", "", 400, verdict.Fail},
		{"a legacy path", "E-5.46", 400, verdict.Advice},
		{"a legacy path and a server error", "E-5.46", 500, verdict.Fail},
	} {
		failure := &provision.Failure{Status: row.status, Request: provision.Request{Doubtful: row.rule}}
		if got := doubted(verdict.Finding{Outcome: verdict.Fail}, failure); got.Outcome != row.want || strings.Contains(got.Hint, "E-5.46") != (row.want == verdict.Advice) {
			t.Errorf("%s: %v %q", row.name, got.Outcome, got.Hint)
		}
	}
}

// The headers of a request are those of the dialect (E-5.4); reads of our own have
// the client's usual ones.
func TestHeadersOfTheDialect(t *testing.T) {
	w := &wire{}
	for _, row := range []struct {
		name                string
		request             provision.Request
		contentType, accept string
	}{
		{"documented", provision.Request{Body: []byte("{}"), Media: dialect.Media{ContentType: "a/b", Accept: "c/d"}}, "a/b", "c/d"},
		{"without a body", provision.Request{Media: dialect.Media{ContentType: "a/b", Accept: "c/d"}}, "", "c/d"},
		{"bare", provision.Request{Body: []byte("{}"), Media: dialect.Media{ContentType: "a/b"}}, "a/b", client.NoAccept},
		{"ours", provision.Request{}, "", ""},
	} {
		if got := w.request(row.request); got.ContentType != row.contentType || got.Accept != row.accept {
			t.Errorf("%s: %q %q", row.name, got.ContentType, got.Accept)
		}
	}
}

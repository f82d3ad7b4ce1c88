package provision_test

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/profile"
)

// career is the directory of the story: ana reports to bo and is in the group
// buyers, cy is her next manager.
func career(t *testing.T, dialect string) *world {
	w := empty(t)
	w.dialect = dialect
	for _, name := range []string{"ana", "bo", "cy"} {
		w.must(w.directory.AddUser(attrs{"id": name, "userPrincipalName": name + "@fabrikam.example"}))
	}
	w.must(w.directory.AddGroup(attrs{"id": "buyers", "objectId": "b1f0c6de", "displayName": "Buyers", "members": []any{"ana"}}))
	w.must(w.directory.Assign("bo"), w.directory.Assign("cy"))
	w.profile.Users.Attributes = []profile.Attribute{
		{Target: "userName", Source: "userPrincipalName", Matching: 1}, {Target: "active", Expression: switched},
		{Target: "displayName", Source: "displayName"}, {Target: "name.familyName", Source: "surname"},
		{Target: `emails[type eq "work"].value`, Source: "mail"}, {Target: department, Source: "department"}, {Target: manager, Source: "manager"},
	}
	w.cycle()
	return w
}

// chapter is what happens, and the writes about ana and the group in each dialect:
// method and path, then the body, of a PATCH its operations only.
type chapter struct {
	rules  string
	events func(w *world) []error
	want   map[string][]string
}

// A joiner, a mover and a leaver: the requests of the dialects differ exactly as
// section 5 says.
func TestStoryInEveryDialect(t *testing.T) {
	user := `"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","` + enterprise + `"],"active":true,"displayName":"Ana Reis",` +
		`"emails":[{"primary":true,"type":"work","value":"ana@fabrikam.example"}],"meta":{"resourceType":"User"},"name":{"familyName":"Reis"},"roles":[],` +
		`"userName":"ana@fabrikam.example"}`
	group := `"displayName":"Buyers","externalId":"b1f0c6de","meta":{"resourceType":"Group"}}`
	story := []chapter{
		{"joiner: E-5.10, E-5.37, E-5.40, E-5.24, E-5.41", func(w *world) []error {
			return []error{w.directory.Update("ana", attrs{"displayName": "Ana Reis", "surname": "Reis", "mail": "ana@fabrikam.example", "manager": "bo"}), w.directory.Assign("buyers")}
		}, map[string][]string{
			"entra": {`POST /Users {` + user, `POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],` + group,
				`PATCH /Users/ana {"op":"Add","path":"` + manager + `","value":"t-bo"}`, `PATCH /Groups/buyers {"op":"Add","path":"members","value":[{"value":"t-ana"}]}`},
			"entra-optscim": {`POST /Users {` + user, `POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],` + group,
				`PATCH /Users/ana {"op":"add","path":"` + manager + `","value":"t-bo"}`, `PATCH /Groups/buyers {"op":"add","path":"members","value":[{"value":"t-ana"}]}`},
			"entra-legacy": {`POST /Users {` + user,
				`POST /Groups {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],` + group,
				`PATCH /Users/ana {"op":"Add","path":"` + enterprise + `.manager","value":[{"$ref":null,"value":"t-bo"}]}`,
				`PATCH /Groups/buyers {"op":"Add","path":"members","value":[{"$ref":null,"value":"t-ana"}]}`},
		}},
		{"mover: E-5.16 – E-5.21, E-5.25, E-5.38, E-5.46", func(w *world) []error {
			return []error{w.directory.Update("ana", attrs{"displayName": "Ana M. Reis", "surname": "M. Reis", "mail": "ana.m@fabrikam.example", "department": "Sourcing", "manager": "cy"}),
				w.directory.Update("buyers", attrs{"displayName": "Sourcing"})}
		}, map[string][]string{
			"entra": {
				`PATCH /Users/ana {"op":"Replace","path":"displayName","value":"Ana M. Reis"},{"op":"Replace","path":"name.familyName","value":"M. Reis"},` +
					`{"op":"Replace","path":"emails[type eq \"work\"].value","value":"ana.m@fabrikam.example"},{"op":"Add","path":"` + department + `","value":"Sourcing"}`,
				`PATCH /Groups/buyers {"op":"Replace","path":"displayName","value":"Sourcing"}`, `PATCH /Users/ana {"op":"Replace","path":"` + manager + `","value":"t-cy"}`},
			"entra-optscim": {
				`PATCH /Users/ana {"op":"replace","path":"emails[type eq \"work\"].value","value":"ana.m@fabrikam.example"},` +
					`{"op":"replace","value":{"displayName":"Ana M. Reis","name.familyName":"M. Reis"}},{"op":"add","path":"` + department + `","value":"Sourcing"}`,
				`PATCH /Groups/buyers {"op":"replace","value":{"displayName":"Sourcing"}}`, `PATCH /Users/ana {"op":"replace","path":"` + manager + `","value":"t-cy"}`},
			"entra-legacy": {
				`PATCH /Users/ana {"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"Ana M. Reis"}]},{"op":"Replace","path":"name.familyName","value":[{"$ref":null,"value":"M. Reis"}]},` +
					`{"op":"Replace","path":"emails[type eq work].value","value":[{"$ref":null,"value":"ana.m@fabrikam.example"}]},{"op":"Add","path":"` + enterprise + `.department","value":[{"$ref":null,"value":"Sourcing"}]}`,
				`PATCH /Groups/buyers {"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"Sourcing"}]}`, `PATCH /Users/ana {"op":"Replace","path":"` + enterprise + `.manager","value":[{"$ref":null,"value":"t-cy"}]}`},
		}},
		{"without a manager: E-5.27", func(w *world) []error { return []error{w.directory.SetManager("ana", "")} }, map[string][]string{
			"entra":         {`PATCH /Users/ana {"op":"Replace","path":"` + manager + `","value":""}`},
			"entra-optscim": {`PATCH /Users/ana {"op":"replace","path":"` + manager + `","value":""}`},
			"entra-legacy":  {`PATCH /Users/ana {"op":"Replace","path":"` + enterprise + `.manager","value":[{"$ref":null,"value":""}]}`},
		}},
		{"leaver: E-5.31, E-5.22, E-5.41, E-5.63", func(w *world) []error { return []error{w.directory.RemoveMember("buyers", "ana")} }, map[string][]string{
			"entra":         {`PATCH /Users/ana {"op":"Replace","path":"active","value":"False"}`, `PATCH /Groups/buyers {"op":"Remove","path":"members","value":[{"value":"t-ana"}]}`},
			"entra-optscim": {`PATCH /Users/ana {"op":"replace","path":"active","value":false}`, `PATCH /Groups/buyers {"op":"remove","path":"members[value eq \"t-ana\"]"}`},
			"entra-legacy": {`PATCH /Users/ana {"op":"Replace","path":"active","value":[{"$ref":null,"value":"False"}]}`,
				`PATCH /Groups/buyers {"op":"Remove","path":"members","value":[{"$ref":null,"value":"t-ana"}]}`},
		}},
		{"the group goes: E-5.39", func(w *world) []error { return []error{w.directory.Unassign("buyers")} }, map[string][]string{
			"entra": {"DELETE /Groups/buyers"}, "entra-optscim": {"DELETE /Groups/buyers"}, "entra-legacy": {"DELETE /Groups/buyers"},
		}},
	}
	for _, dialect := range []string{"entra", "entra-optscim", "entra-legacy"} {
		t.Run(dialect, func(t *testing.T) {
			w := career(t, dialect)
			for _, chapter := range story {
				w.must(chapter.events(w)...)
				w.compare(chapter.rules, chapter.want[dialect], w.story())
			}
		})
	}
}

// story runs a cycle and gives its writes as chapters tell them.
func (w *world) story() []string {
	requests := w.sent()
	w.report()
	w.target.fault = nil
	var writes []string
	for _, r := range *requests {
		if r.Method() == "GET" {
			continue
		}
		body := strings.TrimPrefix(string(r.Body), `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`)
		if body != string(r.Body) {
			body = strings.TrimSuffix(body, "]}")
		}
		writes = append(writes, strings.TrimSpace(r.Method()+" "+strings.ReplaceAll(r.Path(), "/t-", "/")+" "+body))
	}
	return writes
}

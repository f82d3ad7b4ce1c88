package provision_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
)

const (
	other = `emails[type eq "other"].value`
	tags  = "urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:tags"
)

// flows plays one more mapping: ana is created, or matched where the target shows
// something before, and then updated. The operations of both cycles are compared.
type flows struct {
	rule, name string
	attribute  profile.Attribute
	source     attrs
	before     map[string]any // what the target holds of ana, nil for nobody
	first      string         // write of the initial cycle, without the rest of a creation
	update     attrs
	then       string
}

func (f flows) run(t *testing.T) {
	w := empty(t)
	w.must(w.directory.AddUser(attrs{"id": "ana", "userPrincipalName": "ana@fabrikam.example"}))
	w.must(w.directory.Assign("ana"))
	w.profile.Users.Attributes = []profile.Attribute{{Target: "userName", Source: "userPrincipalName", Matching: 1}, f.attribute}
	if f.source != nil {
		w.must(w.directory.Update("ana", f.source))
	}
	if f.before != nil {
		f.before["id"], f.before["userName"] = "t-ana", "ana@fabrikam.example"
		w.target.resources["Users/t-ana"] = f.before
	}
	requests := w.sent()
	for _, step := range []struct {
		update attrs
		want   string
	}{{nil, f.first}, {f.update, f.then}} {
		*requests = nil
		if step.update != nil {
			w.must(w.directory.Update("ana", step.update))
		}
		w.report()
		got := ""
		for _, r := range *requests {
			if r.Method() != "GET" {
				got += string(r.Body)
			}
		}
		if step.want != "" {
			step.want = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + step.want + `]}`
		}
		if f.before == nil && step.update == nil {
			continue // a creation, see TestMappings
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("(want -, got +)\n%s\nlog %v", diff, w.logged("ana"))
		}
	}
}

// How a mapping flows: kinds, defaults, times and types (E-3.4 – E-3.7, E-3.16,
// E-3.23).
func TestFlows(t *testing.T) {
	title := profile.Attribute{Target: "title", Source: "jobTitle"}
	none := profile.Attribute{Target: "title", Default: "Member"}
	always := profile.Attribute{Target: "title", Source: "jobTitle", Flow: "always"}
	element := profile.Attribute{Target: other, Source: "proxyAddresses", Apply: "additions"}
	list := profile.Attribute{Target: tags, Source: "proxyAddresses", Many: true}
	addition := profile.Attribute{Target: tags, Source: "proxyAddresses", Many: true, Apply: "additions"}
	number := profile.Attribute{Target: "x", Source: "employeeId", Type: "integer"}
	date := profile.Attribute{Target: "x", Expression: `CDate([hired])`, Type: "dateTime"}
	binary := profile.Attribute{Target: "x", Source: "key", Type: "binary"}
	shown := func(name string, value any) map[string]any { return map[string]any{name: value} }
	extension := func(value any) map[string]any {
		return map[string]any{"urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User": map[string]any{"tags": value}}
	}
	for _, f := range []flows{
		{rule: "E-3.4", name: "none fills what is empty", attribute: none, before: map[string]any{}, first: `{"op":"Add","path":"title","value":"Member"}`},
		{rule: "E-3.4", name: "none leaves the target alone", attribute: none, before: shown("title", "Lead"), update: attrs{"jobTitle": "x"}},
		{rule: "E-3.5", name: "no default on update", attribute: profile.Attribute{Target: "title", Source: "jobTitle", Default: "d"}, before: map[string]any{}},
		{rule: "E-3.6", name: "an element is added", attribute: element, source: attrs{"proxyAddresses": []any{"SMTP:a@b.example"}}, before: map[string]any{},
			first: `{"op":"Add","path":"emails[type eq \"other\"].value","value":"SMTP:a@b.example"}`},
		{rule: "E-3.6", name: "an element is never replaced", attribute: element, source: attrs{"proxyAddresses": []any{"a"}},
			before: shown("emails", []any{map[string]any{"type": "other", "value": "b"}}), update: attrs{"proxyAddresses": []any{"c"}}},
		{rule: "E-3.6", name: "only what is missing is added to a list", attribute: addition, source: attrs{"proxyAddresses": []any{"a", "b"}}, before: extension([]any{"B", "z"}),
			first: `{"op":"Add","path":"` + tags + `","value":["a"]}`},
		{rule: "E-3.6", name: "nothing leaves a list", attribute: addition, source: attrs{"proxyAddresses": []any{"a"}}, before: extension([]any{"a", "z"}), update: attrs{"surname": "New"}},
		{rule: "E-3.7", name: "equal and not sent", attribute: title, source: attrs{"jobTitle": "Buyer"}, before: shown("title", "Buyer"), update: attrs{"surname": "New"}},
		{rule: "E-3.7", name: "equal and sent all the same", attribute: always, source: attrs{"jobTitle": "Buyer"}, before: shown("title", "Buyer"),
			first: `{"op":"Replace","path":"title","value":"Buyer"}`, update: attrs{"surname": "New"}, then: `{"op":"Replace","path":"title","value":"Buyer"}`},
		{rule: "E-3.12", name: "null is not sent, however it flows", attribute: always, before: shown("title", "Buyer")},
		{rule: "E-3.16", name: "integer", attribute: number, source: attrs{"employeeId": "007"}, before: map[string]any{}, first: `{"op":"Add","path":"x","value":7}`},
		{rule: "E-3.16", name: "equal integer", attribute: number, source: attrs{"employeeId": "7"}, before: shown("x", 7)},
		{rule: "E-3.16", name: "date of a function", attribute: date, source: attrs{"hired": "2020-03-16-07:00"}, before: map[string]any{}, first: `{"op":"Add","path":"x","value":"2020-03-16T07:00:00Z"}`},
		{rule: "E-3.16", name: "the same moment in another zone", attribute: date, source: attrs{"hired": "2020-03-16-07:00"}, before: shown("x", "2020-03-16T00:00:00-07:00")},
		{rule: "E-3.16", name: "binary tells cases apart", attribute: binary, source: attrs{"key": "QQ=="}, before: shown("x", "qQ=="), first: `{"op":"Replace","path":"x","value":"QQ=="}`},
		{rule: "E-3.20", name: "a list is written whole", attribute: list, source: attrs{"proxyAddresses": []any{"a", "b"}}, before: extension([]any{"a"}),
			first: `{"op":"Replace","path":"` + tags + `","value":["a","b"]}`},
		{rule: "E-3.20", name: "a list in another order is the same", attribute: list, source: attrs{"proxyAddresses": []any{"a", "b"}}, before: extension([]any{"b", "a"})},
		{rule: "E-3.20", name: "a list that the target shows as objects", attribute: list, source: attrs{"proxyAddresses": []any{"a"}}, before: extension([]any{map[string]any{"value": "a"}})},
		{rule: "E-3.24", name: "proxyAddresses to the other e-mail", attribute: profile.Attribute{Target: other, Source: "proxyAddresses"}, source: attrs{"proxyAddresses": []any{"SMTP:a@b.example"}},
			before: map[string]any{}, first: `{"op":"Add","path":"emails[type eq \"other\"].value","value":"SMTP:a@b.example"}`},
		{rule: "E-3.27", name: "the spelling of the mapping", attribute: profile.Attribute{Target: "active", Expression: `ToLower(` + switched + `)`}, before: shown("active", false),
			first: `{"op":"Replace","path":"active","value":"true"}`},
	} {
		t.Run(f.rule+" "+f.name, f.run)
	}
}

// What does not fit its type is no value to be sent, and nothing else of the
// object is (E-3.16, E-9.13).
func TestValuesThatDoNotFit(t *testing.T) {
	for name, attribute := range map[string]profile.Attribute{
		"create failure InternalError":                    {Target: "x", Source: "jobTitle", Type: "integer"},
		"create failure InternalError ":                   {Target: "x", Source: "jobTitle", Type: "dateTime"},
		"create failure SchemaPropertyCanOnlyAcceptValue": {Target: other, Source: "proxyAddresses"}, // E-3.23: one value of a type
	} {
		t.Run(attribute.Target+" "+attribute.Type, func(t *testing.T) {
			w := office(t)
			w.mapAlso(attribute)
			w.must(w.directory.Update("ana", attrs{"jobTitle": "Buyer", "proxyAddresses": []any{"a", "b"}}), w.directory.Assign("ana"))
			w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example")
			w.expectLog("ana", trimmed(name))
			if len(w.job.Escrows()) != 0 {
				t.Error("parked, although no retry can help (E-7.6)")
			}
		})
	}
}

func trimmed(text string) string {
	for len(text) > 0 && text[len(text)-1] == ' ' {
		text = text[:len(text)-1]
	}
	return text
}

// E-4.50: the defect that Microsoft notes about Switch, by option only. The
// computed IsSoftDeleted is spared (inferred).
func TestSwitchDefect(t *testing.T) {
	for _, row := range []struct {
		name   string
		option bool
		update attrs
		want   string
	}{
		{"off, source unchanged", false, attrs{"surname": "New"}, "PATCH /Users/ana Replace name.familyName=New"},
		{"on, source unchanged", true, attrs{"surname": "New"}, "PATCH /Users/ana Replace name.familyName=New Replace title="},
		{"on, source changed", true, attrs{"surname": "New", "state": "QLD"}, "PATCH /Users/ana Replace name.familyName=New Replace title=Brisbane"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := office(t)
			w.profile.Options.SwitchDefect = row.option
			w.mapAlso(profile.Attribute{Target: "title", Expression: `Switch([state], "?", "NSW", "Sydney", "QLD", "Brisbane")`})
			w.must(w.directory.Update("ana", attrs{"state": "NSW"}), w.directory.Assign("ana"))
			w.cycle()
			w.must(w.directory.Update("ana", row.update))
			w.cycle()
			w.expect(w.writes(), row.want)
		})
	}
}

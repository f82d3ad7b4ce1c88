package refserver_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// What Entra sends beyond the letter of the RFCs, and what two servers make of
// it: the tolerant one, which Entra has to be able to work with, and the strict
// one, which knows the letter only. Names with a dollar sign are ids.

// leniency is a request and what comes of it.
type leniency struct {
	name     string
	given    string // the user $ana before it; the group $team has the members $ana, $bo and $chief
	method   string
	path     string
	body     string
	tolerant effect
	strict   effect
}

// effect is an answer, and the literal resource that is there afterwards: what
// was created, or else what the path names.
type effect struct {
	status   int
	scimType string // of an error, after which everything is as before
	after    string
}

func refusal(scimType string) effect { return effect{400, scimType, ""} }

func changed(after string) effect { return effect{200, "", after} }

func added(after string) effect { return effect{201, "", after} }

// team is the answer to a change of members, which is given without a body
// (E-6.8).
func team(members ...string) effect {
	after := `{"schemas":["` + scim.URNGroup + `"],"displayName":"Team","members":[` + memberList(members) + `]}`
	if len(members) == 0 {
		after = `{"schemas":["` + scim.URNGroup + `"],"displayName":"Team"}`
	}
	return effect{204, "", after}
}

func memberList(ids []string) (list string) {
	for i, id := range ids {
		if i > 0 {
			list += ","
		}
		list += member(id)
	}
	return list
}

// ana is the user with more members, each with a comma before it.
func ana(more string) string {
	return `{"schemas":["` + scim.URNUser + `"],"userName":"ana"` + more + `}`
}

// employed is the user with an enterprise extension.
func employed(members string) string {
	return `{"schemas":["` + scim.URNUser + `","` + scim.URNEnterpriseUser + `"],"userName":"ana","` + scim.URNEnterpriseUser + `":{` + members + `}}`
}

// withManager is the user with a manager as the server shows one.
func withManager(id string) string {
	return employed(`"manager":{"value":"` + id + `","$ref":"https://example.com/v2/Users/` + id + `"}`)
}

func toUser(name, given, operation string, tolerant, strict effect) leniency {
	return leniency{name, given, http.MethodPatch, "/Users/$ana", patchOp(operation), tolerant, strict}
}

func toTeam(name, operation string, tolerant, strict effect) leniency {
	return leniency{name, ana(""), http.MethodPatch, "/Groups/$team", patchOp(operation), tolerant, strict}
}

func toUsers(name, body string, tolerant, strict effect) leniency {
	return leniency{name, ana(`,"title":"the other one"`), http.MethodPost, "/Users", body, tolerant, strict}
}

// play sends the request to a fresh server of either kind.
func (l leniency) play(t *testing.T) {
	for name, want := range map[string]effect{"tolerant": l.tolerant, "strict": l.strict} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, refserver.Options{Tolerant: name == "tolerant", Token: token7644})
			s.create("$bo", "/Users", aUser("bo"))
			s.create("$chief", "/Users", aUser("chief"))
			s.create("$ana", "/Users", s.translate(l.given))
			s.create("$team", "/Groups", aGroup("Team", "$ana", "$bo", "$chief"))
			about := l.path
			if l.method == http.MethodPost {
				about = "/Users/$ana"
			}
			before, count := s.shown(about), s.server.Count("User")
			got := s.send(message{method: l.method, path: l.path, body: l.body, header: http.Header{
				"Content-Type": {scim.MediaType}, "Authorization": {"Bearer " + token7644},
			}})
			if got.status != want.status || got.status >= 400 && got.body.String("scimType") != want.scimType {
				t.Fatalf("status %d, scimType %q; want %d, %q: %s", got.status, got.body.String("scimType"), want.status, want.scimType, got.raw)
			}
			if got.status >= 400 {
				s.same(before, s.shown(about))
				if s.server.Count("User") != count {
					t.Errorf("there are %d users after a refusal, %d before", s.server.Count("User"), count)
				}
				return
			}
			if got.status == http.StatusCreated {
				about = "/Users/" + got.body.ID()
			}
			s.same(decoded(t, s.translate(want.after)), s.shown(about))
		})
	}
}

// shown is a resource, or a list, without what says nothing about tolerance.
func (s *stage) shown(path string) scim.Resource {
	s.t.Helper()
	resource := s.do(http.StatusOK, http.MethodGet, path+"?excludedAttributes=groups,meta", "").body
	delete(resource, "id")
	return resource
}

func playAll(t *testing.T, rows []leniency) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, row.play)
	}
}

func TestToleranceOfChanges(t *testing.T) {
	const enterprise = scim.URNEnterpriseUser
	const home = `,"emails":[{"type":"home","value":"h@example.com"}]`
	const created = `,"emails":[{"type":"home","value":"h@example.com"},{"type":"work","value":"w@example.com"}]`
	playAll(t, []leniency{
		// E-6.13; RFC 7644 §3.5.2: "add", "remove", "replace".
		toUser("op Add", ana(""), `{"op":"Add","path":"title","value":"t"}`, changed(ana(`,"title":"t"`)), refusal("invalidSyntax")),
		toUser("op Replace", ana(`,"title":"s"`), `{"op":"Replace","path":"title","value":"t"}`, changed(ana(`,"title":"t"`)), refusal("invalidSyntax")),
		toUser("op Remove", ana(`,"title":"s"`), `{"op":"Remove","path":"title"}`, changed(ana("")), refusal("invalidSyntax")),
		// E-5.20; RFC 7643 §2.3.2: a boolean is true or false.
		toUser("active False", ana(`,"active":true`), `{"op":"replace","path":"active","value":"False"}`, changed(ana(`,"active":false`)), refusal("invalidValue")),
		toUser("active True", ana(`,"active":false`), `{"op":"replace","path":"active","value":"True"}`, changed(ana(`,"active":true`)), refusal("invalidValue")),
		toUser("primary True", ana(""), `{"op":"add","path":"roles","value":[{"value":"r","primary":"True"}]}`, changed(ana(`,"roles":[{"value":"r","primary":true}]`)), refusal("invalidValue")),
		// E-5.21; RFC 7644 §3.5.2.3: without a path the value has attributes, and table 9: one that the schema does not have is an invalid value.
		toUser("a dotted key", ana(`,"name":{"givenName":"Ana"}`), `{"op":"replace","value":{"name.familyName":"Reis"}}`,
			changed(ana(`,"name":{"givenName":"Ana","familyName":"Reis"}`)), refusal("invalidValue")),
		toUser("a key with a URN", ana(""), `{"op":"replace","value":{"`+enterprise+`:department":"Design"}}`, changed(employed(`"department":"Design"`)), refusal("invalidValue")),
		// E-5.18, E-6.19; RFC 7644 §3.5.2.3: noTarget; of add the letter is silent (EID 8097), and table 9 has noTarget for a filter without match.
		toUser("an element by Add", ana(home), `{"op":"add","path":"emails[type eq \"work\"].value","value":"w@example.com"}`, changed(ana(created)), refusal("noTarget")),
		toUser("an element by Replace", ana(home), `{"op":"replace","path":"emails[type eq \"work\"].value","value":"w@example.com"}`, changed(ana(created)), refusal("noTarget")),
		toUser("an element that is there", ana(home), `{"op":"replace","path":"emails[type eq \"home\"].value","value":"i@example.com"}`,
			changed(ana(`,"emails":[{"type":"home","value":"i@example.com"}]`)), changed(ana(`,"emails":[{"type":"home","value":"i@example.com"}]`))),
		// E-3.28; RFC 7644 table 3: values have to be identical, and a string is no boolean.
		toUser("a role by primary eq True", ana(""), `{"op":"replace","path":"roles[primary eq \"True\"].value","value":"r"}`,
			changed(ana(`,"roles":[{"primary":true,"value":"r"}]`)), refusal("invalidFilter")),
		toUser("a role that is there by primary eq True", ana(`,"roles":[{"primary":true,"value":"q"}]`), `{"op":"replace","path":"roles[primary eq \"True\"].value","value":"r"}`,
			changed(ana(`,"roles":[{"primary":true,"value":"r"}]`)), refusal("invalidFilter")),
		toUser("a role by primary eq true", ana(`,"roles":[{"primary":true,"value":"q"}]`), `{"op":"replace","path":"roles[primary eq true].value","value":"r"}`,
			changed(ana(`,"roles":[{"primary":true,"value":"r"}]`)), changed(ana(`,"roles":[{"primary":true,"value":"r"}]`))),
		// E-5.46: any value as an array of one object.
		toUser("a value in an array", ana(""), `{"op":"replace","path":"title","value":[{"$ref":null,"value":"t"}]}`, changed(ana(`,"title":"t"`)), refusal("invalidValue")),
		// RFC 7643 §2.5: null and [] are no value, for both.
		toUser("no roles", ana(`,"roles":[{"value":"r"}]`), `{"op":"replace","path":"roles","value":[]}`, changed(ana("")), changed(ana(""))),
		toUser("no title", ana(`,"title":"t"`), `{"op":"replace","path":"title","value":null}`, changed(ana("")), changed(ana(""))),
	})
}

func TestToleranceOfManagers(t *testing.T) {
	const path = scim.URNEnterpriseUser + ":manager"
	given := employed(`"manager":{"value":"$bo"}`)
	to := func(operation string) string { return `{"op":` + operation + `}` }
	playAll(t, []leniency{
		// E-5.24, E-5.25; RFC 7644 §3.5.2.3: a complex attribute takes a set of sub-attributes.
		toUser("set as a bare id", ana(""), to(`"add","path":"`+path+`","value":"$bo"`), changed(withManager("$bo")), refusal("invalidValue")),
		toUser("changed as a bare id", given, to(`"replace","path":"`+path+`","value":"$chief"`), changed(withManager("$chief")), refusal("invalidValue")),
		toUser("set as an object", ana(""), to(`"add","path":"`+path+`","value":{"value":"$bo"}`), changed(withManager("$bo")), changed(withManager("$bo"))),
		// E-5.26.
		toUser("set as an array of one", ana(""), to(`"add","path":"manager","value":[{"$ref":"https://example.com/v2/Users/$bo","value":"$bo"}]`), changed(withManager("$bo")), refusal("invalidValue")),
		toUser("$ref is null", ana(""), to(`"add","path":"`+path+`","value":{"$ref":null,"value":"$bo"}`), changed(withManager("$bo")), changed(withManager("$bo"))),
		// E-5.27; by the letter an empty text is a value like any other.
		toUser("cleared by an empty text", given, to(`"replace","path":"`+path+`","value":""`), changed(ana("")), refusal("invalidValue")),
		toUser("cleared by an empty value", given, to(`"replace","path":"`+path+`","value":{"value":""}`), changed(ana("")), changed(employed(`"manager":{"value":""}`))),
		toUser("removed by a filter", given, to(`"remove","path":"manager[value eq \"$bo\"]"`), changed(ana("")), refusal("invalidPath")),
		toUser("removed", given, to(`"remove","path":"`+path+`"`), changed(ana("")), changed(ana(""))),
	})
}

func TestToleranceOfGroups(t *testing.T) {
	playAll(t, []leniency{
		// E-5.41, E-5.42; RFC 7644 §3.5.2.2: without a filter the attribute and all values are removed.
		toTeam("one member removed by a list", `{"op":"remove","path":"members","value":[{"value":"$ana"}]}`, team("$bo", "$chief"), team()),
		toTeam("two members removed by a list", `{"op":"remove","path":"members","value":[{"$ref":null,"value":"$chief"},{"$ref":null,"value":"$ana"}]}`, team("$bo"), team()),
		toTeam("a member removed by a filter", `{"op":"remove","path":"members[value eq \"$ana\"]"}`, team("$bo", "$chief"), team("$bo", "$chief")),
		toTeam("$ref of a member is null", `{"op":"replace","path":"members","value":[{"$ref":null,"value":"$bo"}]}`, team("$bo"), team("$bo")),
		// Of vendors' test collections; RFC 7643 §2.3.8: a complex value is an object.
		toTeam("a member as a bare id", `{"op":"replace","path":"members","value":["$bo"]}`, team("$bo"), refusal("invalidValue")),
	})
}

// E-6.14: Entra needs group names to be unique; RFC 7643 §8.7.1 says they need
// not be.
func TestToleranceOfGroupNames(t *testing.T) {
	for name, want := range map[string]effect{"tolerant": {409, "uniqueness", ""}, "strict": added("")} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, refserver.Options{Tolerant: name == "tolerant", Token: token7644})
			s.do(http.StatusCreated, http.MethodPost, "/Groups", aGroup("Team"))
			other := s.do(http.StatusCreated, http.MethodPost, "/Groups", aGroup("Other")).body.ID()
			got := s.do(want.status, http.MethodPost, "/Groups", aGroup("team"))
			if got.body.String("scimType") != want.scimType {
				t.Errorf("scimType in %s", got.raw)
			}
			rename := patchOp(`{"op":"replace","path":"displayName","value":"TEAM"}`)
			s.do(map[int]int{201: 204, 409: 409}[want.status], http.MethodPatch, "/Groups/"+other, rename)
		})
	}
}

func TestToleranceOfCreation(t *testing.T) {
	const enterprise = scim.URNEnterpriseUser
	user := func(more string) string { return `{"schemas":["` + scim.URNUser + `"],"userName":"new"` + more + `}` }
	employee := func(members string) string {
		return `{"schemas":["` + scim.URNUser + `","` + enterprise + `"],"userName":"new","` + enterprise + `":{` + members + `}}`
	}
	managed := added(employee(`"manager":{"value":"$bo","$ref":"https://example.com/v2/Users/$bo"}`))
	playAll(t, []leniency{
		// E-5.13; RFC 7643 §3: schemas has the URIs of all that is there.
		toUsers("an extension that schemas does not name", user(`,"`+enterprise+`":{"department":"Design"}`), added(employee(`"department":"Design"`)), refusal("invalidSyntax")),
		// E-5.40: old jobs name a schema of their own.
		toUsers("a schema that nobody knows", `{"schemas":["`+scim.URNUser+`","http://schemas.example.com/2006/11/User"],"userName":"new"}`, added(user("")), refusal("invalidSyntax")),
		// E-5.14.
		toUsers("a manager as a bare id", employee(`"manager":"$bo"`), managed, refusal("invalidValue")),
		toUsers("a manager whose $ref is null", employee(`"manager":{"value":"$bo","$ref":null}`), managed, managed),
		// E-5.15.
		toUsers("active as a text", user(`,"active":"True"`), added(user(`,"active":true`)), refusal("invalidValue")),
		// E-5.11; RFC 7643 §2.5: an empty array is no value.
		toUsers("no roles", user(`,"roles":[]`), added(user("")), added(user(""))),
		// E-5.30: displayName in a role, which the schema does not have.
		toUsers("a role with an unknown name", user(`,"roles":[{"value":"r","displayName":"R"}]`), added(user(`,"roles":[{"value":"r"}]`)), refusal("invalidSyntax")),
	})
}

// TestToleranceOfFilters asks for users as Entra does.
func TestToleranceOfFilters(t *testing.T) {
	tests := []struct{ name, query, tolerant, strict string }{ // "" in strict: 400 invalidFilter
		// E-5.7; figure 1 of RFC 7644 has nothing behind a value path.
		{"a sub-attribute behind a value path", url.QueryEscape(`emails[type eq "work"].value eq "a@example.com"`), "ana", ""},
		{"what that means by the letter", url.QueryEscape(`emails[type eq "work" and value eq "a@example.com"]`), "ana", "ana"},
		// E-5.6; figure 1: a string is in quotation marks.
		{"an operand without quotation marks", url.QueryEscape(`externalId eq X1`), "ana", ""},
		// E-3.28; table 3: values have to be identical.
		{"a boolean as a text", url.QueryEscape(`active eq "True"`), "ana", ""},
		{"a boolean", url.QueryEscape(`active eq true`), "ana", "ana"},
		// E-5.5: three ways of encoding.
		{"blanks as plus signs, quotation marks as they are", `userName+eq+"ana"`, "ana", "ana"},
		{"all of it in percent", `userName%20eq%20%22ana%22`, "ana", "ana"},
		{"a plus sign in a value", `userName+eq+%22bo%2bwork%22`, "bo+work", "bo+work"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for mode, want := range map[string]string{"tolerant": test.tolerant, "strict": test.strict} {
				s := newStage(t, refserver.Options{Tolerant: mode == "tolerant", Token: token7644})
				s.do(http.StatusCreated, http.MethodPost, "/Users", ana(`,"externalId":"X1","active":true,"emails":[{"type":"work","value":"a@example.com"}]`))
				s.do(http.StatusCreated, http.MethodPost, "/Users", `{"schemas":["`+scim.URNUser+`"],"userName":"bo+work","active":false,"emails":[{"type":"home","value":"a@example.com"}]}`)
				if want == "" {
					isError(t, s.do(http.StatusBadRequest, http.MethodGet, "/Users?filter="+test.query, ""), 400, "invalidFilter")
					continue
				}
				if diff := cmp.Diff([]string{want}, userNames(s.do(http.StatusOK, http.MethodGet, "/Users?filter="+test.query, "").body)); diff != "" {
					t.Errorf("%s: %s", mode, diff)
				}
			}
		})
	}
}

package refserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

func patchMessage(operations string) string {
	return `{"schemas":["` + scim.URNPatchOp + `"],"Operations":` + operations + `}`
}

// What is wrong in a PatchOp message, to a user and to a group, whose members
// take a way of their own.
func TestMalformedChanges(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 70_000)
	deep := strings.Repeat(`{"value":[`, 4_000) + strings.Repeat(`]}`, 4_000)
	messages := []struct{ name, body, scimType string }{
		{"no Operations", `{"schemas":["` + scim.URNPatchOp + `"]}`, "invalidSyntax"},
		{"Operations is null", patchMessage(`null`), "invalidSyntax"},
		{"Operations is an object", patchMessage(`{"op":"add","path":"displayName","value":"x"}`), "invalidSyntax"},
		{"Operations is a string", patchMessage(`"add"`), "invalidSyntax"},
		{"an operation is null", patchMessage(`[null]`), "invalidSyntax"},
		{"an operation is an array", patchMessage(`[[]]`), "invalidSyntax"},
		{"an operation is empty", patchMessage(`[{}]`), "invalidSyntax"},
		{"op is a number", patchMessage(`[{"op":1,"path":"displayName","value":"x"}]`), "invalidSyntax"},
		{"op is null", patchMessage(`[{"op":null,"path":"displayName","value":"x"}]`), "invalidSyntax"},
		{"op is another", patchMessage(`[{"op":"move","from":"a","path":"displayName"}]`), "invalidSyntax"},
		{"op in two cases", patchMessage(`[{"op":"add","OP":"remove","path":"displayName","value":"x"}]`), "invalidSyntax"},
		{"path is a number", patchMessage(`[{"op":"add","path":1,"value":"x"}]`), "invalidPath"},
		{"path is an object", patchMessage(`[{"op":"add","path":{},"value":"x"}]`), "invalidPath"},
		{"path is empty", patchMessage(`[{"op":"add","path":"","value":"x"}]`), "invalidPath"},
		{"path is a blank", patchMessage(`[{"op":"add","path":" ","value":"x"}]`), "invalidPath"},
		{"path is a JSON pointer", patchMessage(`[{"op":"add","path":"/displayName","value":"x"}]`), "invalidPath"},
		{"path has a NUL byte", patchMessage(`[{"op":"add","path":"display\u0000Name","value":"x"}]`), "invalidPath"},
		{"path is very long", patchMessage(`[{"op":"add","path":"` + long + `","value":"x"}]`), "invalidPath"},
		{"path with 20,000 brackets", patchMessage(`[{"op":"add","path":"` + strings.Repeat("a[", 20_000) + `","value":"x"}]`), ""},
		{"path with an open bracket", patchMessage(`[{"op":"remove","path":"members[value eq \"x\""}]`), ""},
		{"path with a filter that is none", patchMessage(`[{"op":"remove","path":"members[value eq]"}]`), "invalidFilter"},
		{"path with an index", patchMessage(`[{"op":"remove","path":"members[0]"}]`), "invalidPath"},
		{"path with something behind it", patchMessage(`[{"op":"remove","path":"members[value pr]x"}]`), "invalidPath"},
		{"a name that nobody has", patchMessage(`[{"op":"add","path":"nobody","value":"x"}]`), "invalidPath"},
		{"a URN that nobody has", patchMessage(`[{"op":"add","path":"urn:example:2.0:X:y","value":"x"}]`), "invalidPath"},
		{"remove without a path", patchMessage(`[{"op":"remove"}]`), "noTarget"},
		{"add without a value", patchMessage(`[{"op":"add","path":"displayName"}]`), "invalidValue"},
		{"replace without a value", patchMessage(`[{"op":"replace","path":"displayName"}]`), "invalidValue"},
		{"without path and object", patchMessage(`[{"op":"add","value":"x"}]`), "invalidValue"},
		{"without path, an array", patchMessage(`[{"op":"add","value":[{"displayName":"x"}]}]`), "invalidValue"},
		{"a name in two cases", patchMessage(`[{"op":"add","value":{"displayName":"x","DISPLAYNAME":"y"}}]`), "invalidValue"},
		{"a deep value", patchMessage(`[{"op":"add","path":"displayName","value":` + deep + `}]`), ""},
		{"a deep value without path", patchMessage(`[{"op":"add","value":{"displayName":` + deep + `}}]`), ""},
		{"id", patchMessage(`[{"op":"replace","path":"id","value":"x"}]`), "mutability"},
		{"meta", patchMessage(`[{"op":"replace","path":"meta.created","value":"2026-03-02T08:00:00Z"}]`), "mutability"},
	}
	besieged(t, func(s *stage) {
		for _, m := range messages {
			s.refuse([]attempt{
				{"user: " + m.name, http.MethodPatch, "/Users/$ana", m.body, 400, userFault(m.name, m.scimType)},
				{"group: " + m.name, http.MethodPatch, "/Groups/$team", m.body, 400, m.scimType},
			})
		}
	})
}

// userFault is the keyword for a user, who has no members: whether their path or
// the filter in it is at fault is not looked at.
func userFault(name, scimType string) string {
	if strings.HasPrefix(name, "path with") {
		return ""
	}
	return scimType
}

// A PATCH is all or nothing (RFC 7644 §3.5.2), and so is every operation of a
// bulk request (§3.7), which leaves the others alone.
func TestNothingIsHalfApplied(t *testing.T) {
	member := func(op, id string) string {
		if op == "remove" {
			return `{"op":"remove","path":"members[value eq \"` + id + `\"]"}`
		}
		return `{"op":"` + op + `","path":"members","value":[{"value":"` + id + `"}]}`
	}
	rename := `{"op":"replace","path":"displayName","value":"Renamed"}`
	changes := []struct{ name, path, operations string }{
		{"the third of a user's has no path", "/Users/$ana", rename + `,{"op":"add","path":"title","value":"x"},{"op":"remove"}`},
		{"the third names nothing", "/Users/$ana", rename + `,{"op":"remove","path":"emails"},{"op":"add","path":"nobody","value":"x"}`},
		{"the third matches nothing", "/Users/$ana", rename + `,{"op":"remove","path":"emails"},{"op":"replace","path":"emails[value sw \"a\"].value","value":"x"}`},
		{"the third is of a wrong type", "/Users/$ana", rename + `,{"op":"add","path":"title","value":"x"},{"op":"add","path":"active","value":7}`},
		{"the third takes a name that is taken", "/Users/$ana", rename + `,{"op":"add","path":"title","value":"x"},{"op":"replace","path":"userName","value":"BO"}`},
		{"the third removes what is required", "/Users/$ana", rename + `,{"op":"add","path":"title","value":"x"},{"op":"remove","path":"userName"}`},
		{"the third is read-only", "/Users/$ana", rename + `,{"op":"add","path":"title","value":"x"},{"op":"replace","path":"id","value":"x"}`},
		{"the third adds a member that nobody is", "/Groups/$team", member("add", "$bo") + `,` + member("remove", "$ana") + `,` + member("add", "nobody")},
		{"a list of members with one that nobody is", "/Groups/$team", `{"op":"add","path":"members","value":[{"value":"$bo"},{"value":"nobody"}]}`},
		{"replaced members with one that nobody is", "/Groups/$team", rename + `,{"op":"replace","path":"members","value":[{"value":"$bo"},{"value":"nobody"}]}`},
		{"all members removed, then one that nobody is", "/Groups/$team", `{"op":"remove","path":"members"},` + member("add", "nobody")},
		{"a member without a value", "/Groups/$team", member("add", "$bo") + `,` + rename + `,{"op":"add","path":"members","value":[{"type":"User"}]}`},
		{"a member that is a number", "/Groups/$team", member("add", "$bo") + `,{"op":"add","path":"members","value":[7]}`},
		{"a member that is empty", "/Groups/$team", member("add", "$bo") + `,{"op":"add","path":"members","value":[{"value":""}]}`},
	}
	besieged(t, func(s *stage) {
		for _, c := range changes {
			s.refuse([]attempt{{c.name, http.MethodPatch, c.path, patchOp(c.operations), 0, ""}})
			before := s.do(http.StatusOK, http.MethodGet, "", "").raw
			body := bulkRequest("", `{"method":"PATCH","path":"`+c.path+`","data":`+patchOp(c.operations)+`}`, `{"method":"DELETE","path":"/Users/nobody"}`)
			made := results(s.do(http.StatusOK, http.MethodPost, "/Bulk", body))
			if len(made) != 2 || made[0].String("status") < "400" || made[0].String("status") > "499" || made[1].String("status") != "404" {
				s.t.Errorf("%s in bulk: %v", c.name, made)
			}
			if after := s.do(http.StatusOK, http.MethodGet, "", "").raw; after != before {
				s.t.Fatalf("%s in bulk: something has changed:\n%s\n%s", c.name, before, after)
			}
		}
		s.refuse([]attempt{
			{"a new group with a member that nobody is", http.MethodPost, "/Groups", aGroup("New", "$bo", "nobody"), 400, "invalidValue"},
			{"a replaced group with a member that nobody is", http.MethodPut, "/Groups/$team", aGroup("New", "$bo", "nobody"), 400, "invalidValue"},
			{"a replaced user with a name that is taken", http.MethodPut, "/Users/$ana", aUser("bo"), 409, "uniqueness"},
			{"a new user with a name that is taken", http.MethodPost, "/Users", aUser("BO"), 409, "uniqueness"},
		})
	})
}

// What makes a search or bulk message meaningless is refused, and nothing of it
// is done.
func TestMalformedMessages(t *testing.T) {
	search := func(member string) string { return `{"schemas":["` + scim.URNSearchRequest + `"],` + member + `}` }
	bulk := func(members string) string { return `{"schemas":["` + scim.URNBulkRequest + `"],` + members + `}` }
	good := post("Users", "x", aUser("x"))
	besieged(t, func(s *stage) {
		for _, member := range []string{
			`"filter":7`, `"filter":{}`, `"filter":""`, `"filter":"title"`, `"filter":["title pr"]`, `"attributes":"title"`, `"attributes":[7]`, `"attributes":{}`,
			`"excludedAttributes":"title"`, `"attributes":["title"],"excludedAttributes":["title"]`, `"sortBy":7`, `"sortBy":["title"]`, `"sortOrder":1`, `"sortOrder":"up"`,
			`"startIndex":"1"`, `"startIndex":1.5`, `"startIndex":[1]`, `"count":"1"`, `"count":1e400`, `"count":1.5`, `"count":true`, `"cursor":7`, `"cursor":"x"`,
			`"cursor":"","startIndex":1`,
		} {
			s.refuse([]attempt{
				{"root: " + member, http.MethodPost, "/.search", search(member), 400, ""},
				{"users: " + member, http.MethodPost, "/Users/.search", search(member), 400, ""},
			})
		}
		for _, members := range []string{
			`"Operations":null`, `"Operations":{}`, `"Operations":"x"`, `"failOnErrors":"1","Operations":[` + good + `]`, `"failOnErrors":1.5,"Operations":[` + good + `]`,
			`"failOnErrors":-1,"Operations":[` + good + `]`, `"failOnErrors":1e400,"Operations":[` + good + `]`, `"failOnErrors":[1],"Operations":[` + good + `]`,
			`"Operations":[` + good + `,` + good + `]`,
		} {
			s.refuse([]attempt{{members, http.MethodPost, "/Bulk", bulk(members), 400, ""}})
		}
	})
}

// A bulk operation that is malformed fails alone, with a SCIM error of its own.
func TestMalformedBulkOperations(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`{"a":`, 4_000) + `1` + strings.Repeat("}", 4_000)
	operations := []string{
		`null`, `7`, `"x"`, `[]`, `{}`, `{"method":7,"path":"/Users","bulkId":"b","data":{}}`, `{"method":"GET","path":"/Users/$ana"}`, `{"method":"post","path":"/Users","bulkId":"b","data":{}}`,
		`{"method":"DELETE","path":7}`, `{"method":"DELETE","path":""}`, `{"method":"DELETE","path":"Users/$ana"}`, `{"method":"DELETE","path":"/"}`, `{"method":"DELETE","path":"/Users"}`,
		`{"method":"DELETE","path":"/Users/"}`, `{"method":"DELETE","path":"//$ana"}`, `{"method":"DELETE","path":"/Users/%zz"}`, `{"method":"DELETE","path":"/Users/a%2Fb"}`,
		`{"method":"DELETE","path":"/Users/ü"}`, `{"method":"DELETE","path":"/Users/../Groups/$team"}`, `{"method":"DELETE","path":"/Users/$ana?x=1#y"}`, `{"method":"DELETE","path":"/Users/\u0000"}`,
		`{"method":"DELETE","path":"https://example.com/v2/Users/$ana"}`, `{"method":"DELETE","path":"/Groups/$ana"}`, `{"method":"DELETE","path":"/Schemas/x"}`,
		`{"method":"POST","path":"/Users","data":{}}`, `{"method":"POST","path":"/Users","bulkId":7,"data":{}}`, `{"method":"POST","path":"/Users","bulkId":"b"}`,
		`{"method":"POST","path":"/Users","bulkId":"b","data":null}`, `{"method":"POST","path":"/Users","bulkId":"b","data":[]}`, `{"method":"POST","path":"/Users","bulkId":"b","data":"x"}`,
		`{"method":"POST","path":"/Users","bulkId":"b","data":{"schemas":7}}`, `{"method":"POST","path":"/Users","bulkId":"b","data":` + deep + `}`,
		`{"method":"POST","path":"/Groups","bulkId":"b","data":` + aGroup("G", "bulkId:nobody") + `}`, `{"method":"POST","path":"/Groups","bulkId":"b","data":` + aGroup("G", "bulkId:") + `}`,
		`{"method":"PUT","path":"/Users/$ana","data":{}}`, `{"method":"PUT","path":"/Users/bulkId:nobody","data":` + aUser("x") + `}`, `{"method":"PATCH","path":"/Users/$ana","data":[]}`,
		`{"method":"PATCH","path":"/Users/$ana","data":{"Operations":[]}}`, `{"method":"PUT","path":"/Users/$ana","version":"W/\"no\"","data":` + aUser("ana") + `}`,
	}
	besieged(t, func(s *stage) {
		before := s.do(http.StatusOK, http.MethodGet, "", "").raw
		for _, operation := range operations {
			made := results(s.do(http.StatusOK, http.MethodPost, "/Bulk", bulkRequest("", operation)))
			if len(made) != 1 {
				s.t.Errorf("%.200s: %d results", operation, len(made))
				continue
			}
			status, response := made[0].String("status"), made[0].Object("response")
			if status < "400" || status > "499" || response.String("status") != status || response.String("detail") == "" {
				s.t.Errorf("%.200s: %.300v", operation, made[0])
			}
			if diff := cmp.Diff([]any{scim.URNError}, response.List("schemas")); diff != "" {
				s.t.Errorf("%.200s: %s", operation, diff)
			}
		}
		if after := s.do(http.StatusOK, http.MethodGet, "", "").raw; after != before {
			s.t.Errorf("something has changed:\n%s\n%s", before, after)
		}
	})
}

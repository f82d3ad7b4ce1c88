package patch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

// RFC 7644 §3.5.2.1.
func TestAdd(t *testing.T) {
	play(t, users(), []row{
		{"an attribute without value", `{"userName":"a"}`, `{"op":"add","path":"title","value":"x"}`, `{"userName":"a","title":"x"}`, ""},
		{"a single value is replaced", `{"title":"x"}`, `{"op":"add","path":"title","value":"y"}`, `{"title":"y"}`, ""},
		{"the value that is there", `{"title":"x"}`, `{"op":"add","path":"title","value":"x"}`, same, ""},
		{"complex: others stay", `{"name":{"givenName":"A"}}`, `{"op":"add","path":"name","value":{"familyName":"R"}}`, `{"name":{"givenName":"A","familyName":"R"}}`, ""},
		{"complex: no object", `{"name":{"givenName":"A"}}`, `{"op":"add","path":"name","value":"R"}`, "invalidValue", ""},
		{"complex: an array", `{"name":{"givenName":"A"}}`, `{"op":"add","path":"name","value":[]}`, "invalidValue", ""},
		{"complex: a sub-attribute twice", `{"userName":"a"}`, `{"op":"add","path":"name","value":{"familyName":"R","FamilyName":"S"}}`, "invalidValue", ""},
		{"sub-attribute of nothing", `{"userName":"a"}`, `{"op":"add","path":"name.familyName","value":"R"}`, `{"userName":"a","name":{"familyName":"R"}}`, ""},
		{"sub-attribute that is there", `{"name":{"familyName":"R"}}`, `{"op":"add","path":"name.familyName","value":"R"}`, same, ""},
		{"values are appended", `{"roles":[{"value":"a"}]}`, `{"op":"add","path":"roles","value":[{"value":"b"},{"value":"c"}]}`, `{"roles":[{"value":"a"},{"value":"b"},{"value":"c"}]}`, ""},
		{"one value without an array", `{"roles":[{"value":"a"}]}`, `{"op":"add","path":"roles","value":{"value":"b"}}`, `{"roles":[{"value":"a"},{"value":"b"}]}`, ""},
		{"known and new values", `{"roles":[{"value":"a"}]}`, `{"op":"add","path":"roles","value":[{"value":"a"},{"value":"b"},{"value":"b"}]}`, `{"roles":[{"value":"a"},{"value":"b"}]}`, ""},
		{"same value, another type", `{"emails":[{"value":"a@example.com","type":"work"}]}`, `{"op":"add","path":"emails","value":[{"value":"a@example.com","type":"home"}]}`, `{"emails":[{"value":"a@example.com","type":"work"},{"value":"a@example.com","type":"home"}]}`, ""},
		// RFC 7643 §2.4: the same (type, value) combination not more than once.
		{"same value and type, more said", `{"emails":[{"value":"a@example.com","type":"work"}]}`, `{"op":"add","path":"emails","value":[{"value":"a@example.com","type":"work","display":"A"}]}`, `{"emails":[{"value":"a@example.com","type":"work","display":"A"}]}`, ""},
		{"less said", `{"emails":[{"value":"a@example.com","type":"work"}]}`, `{"op":"add","path":"emails","value":[{"value":"a@example.com"}]}`, same, ""},
		{"values that have no value", `{"addresses":[{"type":"work","country":"PT"}]}`, `{"op":"add","path":"addresses","value":[{"type":"work","country":"PT"},{"type":"work","country":"ES"}]}`, `{"addresses":[{"type":"work","country":"PT"},{"type":"work","country":"ES"}]}`, ""},
		{"value in another case is another value", `{"roles":[{"value":"a"}]}`, `{"op":"add","path":"roles","value":[{"value":"A"}]}`, `{"roles":[{"value":"a"},{"value":"A"}]}`, ""},
		{"simple values", `{"` + acme + `":{"tags":["a"]}}`, `{"op":"add","path":"` + acme + `:tags","value":["a","b"]}`, `{"` + acme + `":{"tags":["a","b"]}}`, ""},
		{"one simple value", `{"` + acme + `":{"tags":["a"]}}`, `{"op":"add","path":"` + acme + `:tags","value":"b"}`, `{"` + acme + `":{"tags":["a","b"]}}`, ""},
		{"an empty array adds nothing", `{"roles":[{"value":"a"}]}`, `{"op":"add","path":"roles","value":[]}`, same, ""},
		{"null adds nothing", `{"roles":[{"value":"a"}]}`, `{"op":"add","path":"roles","value":[null]}`, same, ""},
		{"null replaces a single value", `{"userName":"a","title":"x"}`, `{"op":"add","path":"title","value":null}`, `{"userName":"a"}`, ""},
		{"null within a value", `{"userName":"a"}`, `{"op":"add","path":"roles","value":[{"value":"x","$ref":null,"type":null}]}`, `{"userName":"a","roles":[{"value":"x"}]}`, ""},
		{"value path with sub-attribute", `{"emails":[{"type":"work","value":"a"},{"type":"home","value":"b"}]}`, `{"op":"add","path":"emails[type eq \"work\"].value","value":"c"}`, `{"emails":[{"type":"work","value":"c"},{"type":"home","value":"b"}]}`, ""},
		{"value path, all that match", `{"emails":[{"type":"work","value":"a"},{"type":"work","value":"b"}]}`, `{"op":"add","path":"emails[type eq \"work\"].display","value":"W"}`, `{"emails":[{"type":"work","value":"a","display":"W"},{"type":"work","value":"b","display":"W"}]}`, ""},
		{"value path without sub-attribute merges", `{"emails":[{"type":"work","value":"a"}]}`, `{"op":"add","path":"emails[type eq \"work\"]","value":{"display":"W"}}`, `{"emails":[{"type":"work","value":"a","display":"W"}]}`, ""},
		{"sub-attribute of all values", `{"emails":[{"value":"a"},{"value":"b","type":"home"}]}`, `{"op":"add","path":"emails.type","value":"work"}`, `{"emails":[{"value":"a","type":"work"},{"value":"b","type":"work"}]}`, ""},
		{"sub-attribute of no value", `{"userName":"a"}`, `{"op":"add","path":"emails.value","value":"x"}`, `{"userName":"a","emails":[{"value":"x"}]}`, ""},
		{"object for a simple attribute", `{"title":"x"}`, `{"op":"add","path":"title","value":{"a":"b"}}`, "invalidValue", ""},
		{"two values for one", `{"title":"x"}`, `{"op":"add","path":"title","value":["a","b"]}`, "invalidValue", ""},
		{"without path: an empty set", `{"title":"x"}`, `{"op":"add","value":{}}`, same, ""},
		{"value path: null", `{"emails":[{"type":"work","value":"a"},{"value":"b"}]}`, `{"op":"add","path":"emails[type eq \"work\"]","value":null}`, `{"emails":[{"value":"b"}]}`, ""},
		{"object for a simple sub-attribute", `{"title":"x"}`, `{"op":"add","path":"name","value":{"givenName":{"a":"b"}}}`, "invalidValue", ""},
		{"unknown sub-attributes are the caller's", `{"userName":"a"}`, `{"op":"add","path":"roles","value":[{"value":"x","colour":"red"}]}`, `{"userName":"a","roles":[{"value":"x","colour":"red"}]}`, ""},
	})
}

// RFC 7644 §3.5.2.3.
func TestReplace(t *testing.T) {
	play(t, users(), []row{
		{"a single value", `{"title":"x"}`, `{"op":"replace","path":"title","value":"y"}`, `{"title":"y"}`, ""},
		{"treated as add", `{"userName":"a"}`, `{"op":"replace","path":"title","value":"y"}`, `{"userName":"a","title":"y"}`, ""},
		{"the same value", `{"title":"x"}`, `{"op":"replace","path":"title","value":"x"}`, same, ""},
		{"the empty text is a value", `{"title":"x"}`, `{"op":"replace","path":"title","value":""}`, `{"title":""}`, ""},
		// RFC 7643 §2.5: null and an empty array make an attribute unassigned.
		{"null", `{"userName":"a","title":"x"}`, `{"op":"replace","path":"title","value":null}`, `{"userName":"a"}`, ""},
		{"null where nothing is", `{"userName":"a"}`, `{"op":"replace","path":"title","value":null}`, same, ""},
		{"null for null", `{"userName":"a","title":null,"emails":[]}`, `{"op":"replace","path":"title","value":null}`, same, ""},
		{"null for a complex attribute", `{"userName":"a","name":{"givenName":"A"}}`, `{"op":"replace","path":"name","value":null}`, `{"userName":"a"}`, ""},
		{"empty array", `{"userName":"a","roles":[{"value":"x"}]}`, `{"op":"replace","path":"roles","value":[]}`, `{"userName":"a"}`, ""},
		{"null for many values", `{"userName":"a","roles":[{"value":"x"}]}`, `{"op":"replace","path":"roles","value":null}`, `{"userName":"a"}`, ""},
		{"complex: others stay", `{"name":{"givenName":"A","familyName":"R"}}`, `{"op":"replace","path":"name","value":{"familyName":"S","middleName":"M"}}`, `{"name":{"givenName":"A","familyName":"S","middleName":"M"}}`, ""},
		{"complex: null takes one away", `{"name":{"givenName":"A","familyName":"R"}}`, `{"op":"replace","path":"name","value":{"familyName":null}}`, `{"name":{"givenName":"A"}}`, ""},
		{"complex: the last one", `{"userName":"a","name":{"givenName":"A"}}`, `{"op":"replace","path":"name","value":{"givenName":null}}`, `{"userName":"a"}`, ""},
		{"sub-attribute", `{"name":{"givenName":"A","familyName":"R"}}`, `{"op":"replace","path":"name.familyName","value":"S"}`, `{"name":{"givenName":"A","familyName":"S"}}`, ""},
		{"all values", `{"roles":[{"value":"a"},{"value":"b"}]}`, `{"op":"replace","path":"roles","value":[{"value":"c"},{"value":"c"}]}`, `{"roles":[{"value":"c"}]}`, ""},
		{"all values by themselves", `{"roles":[{"value":"a"},{"value":"b"}]}`, `{"op":"replace","path":"roles","value":[{"value":"a"},{"value":"b"}]}`, same, ""},
		{"one value without an array", `{"roles":[{"value":"a"},{"value":"b"}]}`, `{"op":"replace","path":"roles","value":{"value":"c"}}`, "invalidValue", `{"roles":[{"value":"c"}]}`},
		{"simple values", `{"` + acme + `":{"tags":["a"]}}`, `{"op":"replace","path":"` + acme + `:tags","value":["b","b","c"]}`, `{"` + acme + `":{"tags":["b","c"]}}`, ""},
		{"value path: the whole value", `{"emails":[{"type":"work","value":"a","display":"A"},{"type":"home","value":"b"}]}`, `{"op":"replace","path":"emails[type eq \"work\"]","value":{"type":"work","value":"c"}}`, `{"emails":[{"type":"work","value":"c"},{"type":"home","value":"b"}]}`, ""},
		{"value path: all that match", `{"emails":[{"type":"work","value":"a"},{"type":"home","value":"b"},{"type":"work","value":"c"}]}`, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"d"}`, `{"emails":[{"type":"work","value":"d"},{"type":"home","value":"b"},{"type":"work","value":"d"}]}`, ""},
		{"value path: null", `{"emails":[{"type":"work","value":"a","display":"A"}]}`, `{"op":"replace","path":"emails[type eq \"work\"].display","value":null}`, `{"emails":[{"type":"work","value":"a"}]}`, ""},
		{"value path: null for the value", `{"emails":[{"type":"work","value":"a"},{"type":"home","value":"b"}]}`, `{"op":"replace","path":"emails[type eq \"work\"]","value":null}`, `{"emails":[{"type":"home","value":"b"}]}`, ""},
		{"value path: no object", `{"emails":[{"type":"work","value":"a"}]}`, `{"op":"replace","path":"emails[type eq \"work\"]","value":7}`, "invalidValue", ""},
		{"value of a simple attribute by filter", `{"` + acme + `":{"tags":["a","b"]}}`, `{"op":"replace","path":"` + acme + `:tags[value eq \"a\"]","value":"c"}`, `{"` + acme + `":{"tags":["c","b"]}}`, ""},
		{"value path matches by the schema's case", `{"emails":[{"type":"Work","value":"a"}]}`, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"b"}`, `{"emails":[{"type":"Work","value":"b"}]}`, ""},
		{"without path: no object", `{"userName":"a"}`, `{"op":"replace","value":["a"]}`, "invalidValue", ""},
		{"without path: null", `{"userName":"a"}`, `{"op":"replace","value":null}`, "invalidValue", ""},
		{"without path: one or more attributes", `{"userName":"a"}`, `{"op":"replace","value":{}}`, "invalidValue", same},
		{"without path: others stay", `{"userName":"a","title":"x","name":{"givenName":"A","familyName":"R"}}`, `{"op":"replace","value":{"name":{"familyName":"S"},"nickName":"N"}}`, `{"userName":"a","title":"x","nickName":"N","name":{"givenName":"A","familyName":"S"}}`, ""},
		{"without path: null", `{"userName":"a","title":"x"}`, `{"op":"replace","value":{"title":null}}`, `{"userName":"a"}`, ""},
		{"without path: an attribute twice", `{"userName":"a"}`, `{"op":"replace","value":{"title":"x","TITLE":"y"}}`, "invalidValue", ""},
		{"without path: unknown attribute", `{"userName":"a"}`, `{"op":"replace","value":{"shoeSize":"44"}}`, "invalidValue", ""},
	})
}

// RFC 7644 §3.5.2.2.
func TestRemove(t *testing.T) {
	play(t, users(), []row{
		{"a single value", `{"userName":"a","title":"x"}`, `{"op":"remove","path":"title"}`, `{"userName":"a"}`, ""},
		{"what is not there", `{"userName":"a"}`, `{"op":"remove","path":"title"}`, same, ""},
		{"complex", `{"userName":"a","name":{"givenName":"A"}}`, `{"op":"remove","path":"name"}`, `{"userName":"a"}`, ""},
		{"sub-attribute", `{"name":{"givenName":"A","familyName":"R"}}`, `{"op":"remove","path":"name.familyName"}`, `{"name":{"givenName":"A"}}`, ""},
		{"the last sub-attribute", `{"userName":"a","name":{"givenName":"A"}}`, `{"op":"remove","path":"name.givenName"}`, `{"userName":"a"}`, ""},
		{"sub-attribute of nothing", `{"userName":"a"}`, `{"op":"remove","path":"name.givenName"}`, same, ""},
		{"all values", `{"userName":"a","emails":[{"value":"x"},{"value":"y"}]}`, `{"op":"remove","path":"emails"}`, `{"userName":"a"}`, ""},
		{"values that match", `{"emails":[{"value":"x","type":"work"},{"value":"y","type":"home"},{"value":"z","type":"work"}]}`, `{"op":"remove","path":"emails[type eq \"work\"]"}`, `{"emails":[{"value":"y","type":"home"}]}`, ""},
		{"the last value", `{"userName":"a","emails":[{"value":"x","type":"work"}]}`, `{"op":"remove","path":"emails[type eq \"work\"]"}`, `{"userName":"a"}`, ""},
		{"no value matches: success", `{"emails":[{"value":"x","type":"work"}]}`, `{"op":"remove","path":"emails[type eq \"fax\"]"}`, same, ""},
		{"sub-attribute of values that match", `{"emails":[{"value":"x","type":"work","display":"X"},{"value":"y","display":"Y"}]}`, `{"op":"remove","path":"emails[type eq \"work\"].display"}`, `{"emails":[{"value":"x","type":"work"},{"value":"y","display":"Y"}]}`, ""},
		{"all that a value has", `{"userName":"a","emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails[value eq \"x\"].value"}`, `{"userName":"a"}`, ""},
		{"no value matches the sub-attribute's filter", `{"emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails[type eq \"fax\"].value"}`, same, ""},
		{"simple values by filter", `{"` + acme + `":{"tags":["a","b","a"]}}`, `{"op":"remove","path":"` + acme + `:tags[value eq \"a\"]"}`, `{"` + acme + `":{"tags":["b"]}}`, ""},
		{"sub-attribute of all values", `{"emails":[{"value":"x","type":"work"},{"value":"y","type":"home"}]}`, `{"op":"remove","path":"emails.type"}`, `{"emails":[{"value":"x"},{"value":"y"}]}`, ""},
		{"value beside a single-valued path is nothing", `{"userName":"a","title":"x"}`, `{"op":"remove","path":"title","value":"y"}`, `{"userName":"a"}`, ""},
		{"null beside a path is nothing", `{"userName":"a","emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails","value":null}`, `{"userName":"a"}`, ""},
	})
}

// RFC 7644 figure 7, §3.10 and table 9: how attributes are named.
func TestPaths(t *testing.T) {
	with := func(part string) string { return `{"userName":"a","` + enterprise + `":{` + part + `}}` }
	play(t, users(), []row{
		{"names in another case", `{"title":"x"}`, `{"op":"replace","path":"TITLE","value":"y"}`, `{"title":"y"}`, ""},
		{"the schema spells what is created", `{"userName":"a"}`, `{"op":"add","path":"NAME.FAMILYNAME","value":"R"}`, `{"userName":"a","name":{"familyName":"R"}}`, ""},
		{"and in values", `{"userName":"a"}`, `{"op":"add","value":{"EMAILS":[{"VALUE":"x","Type":"work"}]}}`, `{"userName":"a","emails":[{"value":"x","type":"work"}]}`, ""},
		{"what is there keeps its spelling", `{"TITLE":"x"}`, `{"op":"replace","path":"title","value":"y"}`, `{"TITLE":"y"}`, ""},
		{"and is removed", `{"userName":"a","TITLE":"x"}`, `{"op":"remove","path":"title"}`, `{"userName":"a"}`, ""},
		{"core URN", `{"title":"x"}`, `{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"y"}`, `{"title":"y"}`, ""},
		{"core URN and sub-attribute", `{"userName":"a"}`, `{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:name.givenName","value":"A"}`, `{"userName":"a","name":{"givenName":"A"}}`, ""},
		{"extension", with(`"division":"d"`), `{"op":"add","path":"` + enterprise + `:department","value":"x"}`, outcome(with(`"division":"d","department":"x"`)), ""},
		{"extension in another case", with(`"department":"d"`), `{"op":"replace","path":"URN:IETF:params:scim:schemas:extension:enterprise:2.0:user:DEPARTMENT","value":"x"}`, outcome(with(`"department":"x"`)), ""},
		{"extension that was not there", `{"userName":"a"}`, `{"op":"add","path":"` + enterprise + `:department","value":"x"}`, outcome(with(`"department":"x"`)), ""},
		{"sub-attribute in an extension", `{"userName":"a"}`, `{"op":"add","path":"` + enterprise + `:manager.value","value":"51aa"}`, outcome(with(`"manager":{"value":"51aa"}`)), ""},
		{"value path in an extension", `{"` + acme + `":{"tags":["a"]}}`, `{"op":"replace","path":"` + acme + `:tags[value eq \"a\"]","value":"b"}`, `{"` + acme + `":{"tags":["b"]}}`, ""},
		{"the last attribute of an extension", with(`"department":"x"`), `{"op":"remove","path":"` + enterprise + `:department"}`, `{"userName":"a"}`, ""},
		// §3.10: SHOULD be fully qualified.
		{"extension without its URN", `{"userName":"a"}`, `{"op":"add","path":"department","value":"x"}`, outcome(with(`"department":"x"`)), ""},
		{"whole extension", with(`"department":"x"`), `{"op":"remove","path":"` + enterprise + `"}`, `{"userName":"a"}`, ""},
		{"whole extension with something unknown", with(`"colour":"red"`), `{"op":"remove","path":"` + enterprise + `"}`, `{"userName":"a"}`, ""},
		{"what is there twice is changed once", `{"TITLE":"x","Title":"y"}`, `{"op":"replace","path":"title","value":"z"}`, `{"TITLE":"z","Title":"y"}`, ""},
		{"and removed twice", `{"userName":"a","TITLE":"x","Title":"y"}`, `{"op":"remove","path":"title"}`, `{"userName":"a"}`, ""},
		{"whole extension is merged", with(`"department":"x"`), `{"op":"replace","path":"` + enterprise + `","value":{"division":"d"}}`, outcome(with(`"department":"x","division":"d"`)), ""},
		{"whole extension without path", with(`"department":"x"`), `{"op":"add","value":{"` + enterprise + `":{"division":"d","department":"y"}}}`, outcome(with(`"department":"y","division":"d"`)), ""},
		{"whole extension null", with(`"department":"x"`), `{"op":"replace","value":{"` + enterprise + `":null}}`, `{"userName":"a"}`, ""},
		{"whole extension no object", with(`"department":"x"`), `{"op":"replace","value":{"` + enterprise + `":"x"}}`, "invalidValue", ""},
		{"unknown attribute of an extension", `{"userName":"a"}`, `{"op":"add","value":{"` + enterprise + `":{"colour":"red"}}}`, "invalidValue", ""},
		{"extension within an extension", `{"userName":"a"}`, `{"op":"add","value":{"` + enterprise + `":{"` + acme + `":{"badge":"1"}}}}`, "invalidValue", ""},
		{"unknown attribute", `{"userName":"a"}`, `{"op":"add","path":"shoeSize","value":"44"}`, "invalidPath", ""},
		{"unknown attribute of an extension by path", `{"userName":"a"}`, `{"op":"add","path":"` + enterprise + `:colour","value":"red"}`, "invalidPath", ""},
		{"unknown schema", `{"userName":"a"}`, `{"op":"add","path":"urn:example:other:2.0:User:colour","value":"red"}`, "invalidPath", ""},
		{"core schema as a whole", `{"userName":"a"}`, `{"op":"remove","path":"urn:ietf:params:scim:schemas:core:2.0:User"}`, "invalidPath", ""},
		{"unknown sub-attribute", `{"userName":"a"}`, `{"op":"add","path":"name.nick","value":"x"}`, "invalidPath", ""},
		{"sub-attribute of a simple attribute", `{"userName":"a"}`, `{"op":"add","path":"title.value","value":"x"}`, "invalidPath", ""},
		{"array index", `{"emails":[{"value":"x"}]}`, `{"op":"replace","path":"emails[0].value","value":"y"}`, "invalidPath", ""},
		{"JSON pointer", `{"name":{"givenName":"A"}}`, `{"op":"replace","path":"/name/givenName","value":"y"}`, "invalidPath", ""},
		{"two dots", `{"name":{"givenName":"A"}}`, `{"op":"replace","path":"name..givenName","value":"y"}`, "invalidPath", ""},
		{"open bracket", `{"emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails[type eq"}`, "invalidPath", ""},
		{"something behind the value path", `{"emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails[type eq \"work\"]x"}`, "invalidPath", ""},
		{"bad filter", `{"emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails[type is \"work\"]"}`, "invalidFilter", ""},
		{"filter on what values do not have", `{"emails":[{"value":"x"}]}`, `{"op":"remove","path":"emails[colour eq \"red\"]"}`, "invalidFilter", ""},
		{"filter on a single simple attribute", `{"title":"x"}`, `{"op":"remove","path":"title[value eq \"x\"]"}`, "invalidPath", ""},
	})
	play(t, groups(), []row{
		// EID 6011: the printed schema lacks members.display; figure 8 has
		// displayName, which members never had.
		{"members.display", `{"members":[{"value":"a"}]}`, `{"op":"add","path":"members[value eq \"a\"].display","value":"A"}`, `{"members":[{"value":"a","display":"A"}]}`, ""},
		{"members.displayName", `{"members":[{"value":"a"}]}`, `{"op":"add","path":"members[value eq \"a\"].displayName","value":"A"}`, "invalidPath", ""},
		{"an attribute of another type", `{"displayName":"G"}`, `{"op":"add","path":"userName","value":"A"}`, "invalidPath", ""},
	})
}

// RFC 7644 §3.5.2 and §3.5.2.2: readOnly, immutable and required.
func TestMutability(t *testing.T) {
	has := func(part string) string { return `{"id":"7","` + acme + `":{` + part + `}}` }
	play(t, users(), []row{
		{"replace id", `{"id":"7"}`, `{"op":"replace","path":"id","value":"8"}`, "mutability", ""},
		{"replace id without path", `{"id":"7"}`, `{"op":"replace","value":{"id":"8"}}`, "mutability", ""},
		{"the id that it has", `{"id":"7"}`, `{"op":"replace","path":"id","value":"7"}`, same, ""},
		{"remove id", `{"id":"7"}`, `{"op":"remove","path":"id"}`, "mutability", ""},
		{"remove meta that is not shown", `{"id":"7"}`, `{"op":"remove","path":"meta"}`, "mutability", ""},
		{"remove groups", `{"groups":[{"value":"g"}]}`, `{"op":"remove","path":"groups"}`, "mutability", ""},
		{"remove a group", `{"groups":[{"value":"g"}]}`, `{"op":"remove","path":"groups[value eq \"g\"]"}`, "mutability", ""},
		{"add a group", `{"userName":"a"}`, `{"op":"add","path":"groups","value":[{"value":"g"}]}`, "mutability", ""},
		{"add a group that is there", `{"groups":[{"value":"g"}]}`, `{"op":"add","path":"groups","value":[{"value":"g"}]}`, same, ""},
		{"add no groups", `{"id":"7"}`, `{"op":"add","path":"groups","value":[]}`, same, ""},
		{"replace a group that is none", `{"userName":"a"}`, `{"op":"replace","path":"groups[value eq \"g\"].display","value":"G"}`, "mutability", ""},
		{"replace meta.created", `{"meta":{"created":"2026-01-01T00:00:00Z"}}`, `{"op":"replace","path":"meta.created","value":"2025-01-01T00:00:00Z"}`, "mutability", ""},
		{"read-only sub-attribute", `{"id":"7"}`, `{"op":"replace","path":"` + enterprise + `:manager.displayName","value":"X"}`, "mutability", ""},
		{"remove a read-only sub-attribute", `{"` + enterprise + `":{"manager":{"value":"1","displayName":"X"}}}`, `{"op":"remove","path":"` + enterprise + `:manager.displayName"}`, "mutability", ""},
		{
			"read-only sub-attribute within a value", `{"` + enterprise + `":{"manager":{"value":"1","displayName":"X"}}}`,
			`{"op":"replace","path":"` + enterprise + `:manager","value":{"value":"2","displayName":"Y"}}`,
			"mutability", `{"` + enterprise + `":{"manager":{"value":"2","displayName":"X"}}}`,
		},
		{"its own value within a value", has(`"seal":{"code":"a","issued":"2026-01-01T00:00:00Z"}`), `{"op":"replace","path":"` + acme + `:seal","value":{"code":"b","issued":"2026-01-01T00:00:00Z"}}`, outcome(has(`"seal":{"code":"b","issued":"2026-01-01T00:00:00Z"}`)), ""},

		{"immutable without value", has(`"contract":"c"`), `{"op":"add","path":"` + acme + `:badge","value":"1"}`, outcome(has(`"contract":"c","badge":"1"`)), ""},
		{"immutable with another value", has(`"badge":"1"`), `{"op":"add","path":"` + acme + `:badge","value":"2"}`, "mutability", ""},
		{"immutable with its value", has(`"badge":"1"`), `{"op":"replace","path":"` + acme + `:badge","value":"1"}`, same, ""},
		{"remove an immutable", has(`"badge":"1"`), `{"op":"remove","path":"` + acme + `:badge"}`, "mutability", ""},
		{"remove an immutable without value", has(`"contract":"c"`), `{"op":"remove","path":"` + acme + `:badge"}`, same, ""},
		{"null for an immutable", has(`"badge":"1"`), `{"op":"replace","path":"` + acme + `:badge","value":null}`, "mutability", ""},
		{"immutable values", has(`"serials":["1"]`), `{"op":"add","path":"` + acme + `:serials","value":["2"]}`, "mutability", ""},
		{"immutable values that are there", has(`"serials":["1"]`), `{"op":"add","path":"` + acme + `:serials","value":["1"]}`, same, ""},
		{"immutable sub-attribute", has(`"seal":{"code":"a"}`), `{"op":"add","path":"` + acme + `:seal.mark","value":"m"}`, outcome(has(`"seal":{"code":"a","mark":"m"}`)), ""},
		{"immutable sub-attribute with another value", has(`"seal":{"code":"a","mark":"m"}`), `{"op":"replace","path":"` + acme + `:seal","value":{"mark":"n"}}`, "mutability", ""},

		{"remove a required attribute", `{"userName":"a"}`, `{"op":"remove","path":"userName"}`, "mutability", ""},
		{"null for a required attribute", `{"userName":"a"}`, `{"op":"replace","path":"userName","value":null}`, "invalidValue", ""},
		{"null for it without path", `{"userName":"a"}`, `{"op":"replace","value":{"userName":null}}`, "invalidValue", ""},
		{"remove the last of required values", has(`"sites":["a"]`), `{"op":"remove","path":"` + acme + `:sites[value eq \"a\"]"}`, "mutability", ""},
		{"remove one of required values", has(`"sites":["a","b"]`), `{"op":"remove","path":"` + acme + `:sites[value eq \"a\"]"}`, outcome(has(`"sites":["b"]`)), ""},
		{"no values for required ones", has(`"sites":["a"]`), `{"op":"replace","path":"` + acme + `:sites","value":[]}`, "invalidValue", ""},
		{"remove a required sub-attribute", has(`"seal":{"code":"a","mark":"m"}`), `{"op":"remove","path":"` + acme + `:seal.code"}`, "mutability", ""},
		{"null for a required sub-attribute", has(`"seal":{"code":"a"}`), `{"op":"replace","path":"` + acme + `:seal","value":{"code":null}}`, "invalidValue", ""},
		{"remove an extension with a required attribute", has(`"contract":"c"`), `{"op":"remove","path":"` + acme + `"}`, "mutability", ""},
		{"remove an extension whose read-only attribute has no value", has(`"tags":["x"]`), `{"op":"remove","path":"` + acme + `"}`, `{"id":"7"}`, ""},
		{"remove an extension with a read-only attribute", has(`"stamp":"s"`), `{"op":"remove","path":"` + acme + `"}`, "mutability", ""},
		{"the same value with another immutable", has(`"keys":[{"value":"a","mark":"m"}]`), `{"op":"add","path":"` + acme + `:keys","value":[{"value":"a","mark":"n"}]}`, "mutability", ""},
		{"the same value and what it lacks", has(`"keys":[{"value":"a"}]`), `{"op":"add","path":"` + acme + `:keys","value":[{"value":"a","mark":"n"}]}`, outcome(has(`"keys":[{"value":"a","mark":"n"}]`)), ""},
		{"usual sub-attributes", has(`"keys":[{"value":"a"}]`), `{"op":"add","path":"` + acme + `:keys[value eq \"a\"].type","value":"t"},{"op":"add","path":"` + acme + `:keys[value eq \"a\"].primary","value":true},{"op":"add","path":"` + acme + `:keys[value eq \"a\"].$ref","value":"../Keys/a"}`, outcome(has(`"keys":[{"value":"a","type":"t","primary":true,"$ref":"../Keys/a"}]`)), ""},
		{"values of a sub-attribute", has(`"seal":{"code":"a"}`), `{"op":"add","path":"` + acme + `:seal.levels","value":["1","2"]}`, outcome(has(`"seal":{"code":"a","levels":["1","2"]}`)), ""},
		{"no values of a sub-attribute", has(`"seal":{"code":"a","levels":["1"]}`), `{"op":"replace","path":"` + acme + `:seal.levels","value":[]}`, outcome(has(`"seal":{"code":"a"}`)), ""},
	})
	play(t, groups(), []row{
		// RFC 7643 §4.2: values may be added or removed, their sub-attributes are
		// immutable.
		{"another value for a member", `{"members":[{"value":"a"}]}`, `{"op":"replace","path":"members[value eq \"a\"].value","value":"b"}`, "mutability", ""},
		{"another type for a member", `{"members":[{"value":"a","type":"User"}]}`, `{"op":"add","path":"members[value eq \"a\"]","value":{"type":"Group"}}`, "mutability", ""},
		{"another member in its place", `{"members":[{"value":"a","type":"User"}]}`, `{"op":"replace","path":"members[value eq \"a\"]","value":{"value":"b"}}`, `{"members":[{"value":"b"}]}`, ""},
		{"remove the name of a group", `{"displayName":"G"}`, `{"op":"remove","path":"displayName"}`, "mutability", ""},
	})
}

// RFC 7644 §3.5.2: a value that becomes primary is the only one.
func TestPrimary(t *testing.T) {
	const (
		work = `{"value":"a","type":"work","primary":true}`
		both = `{"emails":[` + work + `,{"value":"b","type":"home"}]}`
	)
	moved := outcome(`{"emails":[{"value":"a","type":"work","primary":false},{"value":"b","type":"home","primary":true}]}`)
	play(t, users(), []row{
		{"added", `{"emails":[` + work + `]}`, `{"op":"add","path":"emails","value":[{"value":"b","type":"home","primary":true}]}`, moved, ""},
		{"added without path", `{"emails":[` + work + `]}`, `{"op":"add","value":{"emails":[{"value":"b","type":"home","primary":true}]}}`, moved, ""},
		{"added to what is there", both, `{"op":"add","path":"emails","value":[{"value":"b","type":"home","primary":true}]}`, moved, ""},
		{"set by value path", both, `{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}`, moved, ""},
		{"set in a replaced value", both, `{"op":"replace","path":"emails[type eq \"home\"]","value":{"value":"b","type":"home","primary":true}}`, moved, ""},
		{"set in a merged value", both, `{"op":"add","path":"emails[type eq \"home\"]","value":{"primary":true}}`, moved, ""},
		{"set by a text (E-5.20)", both, `{"op":"replace","path":"emails[type eq \"home\"].primary","value":"True"}`, `{"emails":[` + work + `,{"value":"b","type":"home","primary":"True"}]}`, moved},
		{"it was that already", both, `{"op":"add","path":"emails[type eq \"work\"].primary","value":true}`, same, ""},
		// RFC 7643 §2.4: not specified is false; nobody is promoted.
		{"added without primary", `{"emails":[` + work + `]}`, `{"op":"add","path":"emails","value":[{"value":"b","type":"home"}]}`, both, ""},
		{"taken away", `{"emails":[` + work + `]}`, `{"op":"replace","path":"emails[type eq \"work\"].primary","value":false}`, `{"emails":[{"value":"a","type":"work","primary":false}]}`, ""},
		{"another sub-attribute moves nothing", `{"emails":[` + work + `,{"value":"b","type":"home","primary":true}]}`, `{"op":"replace","path":"emails[type eq \"home\"].value","value":"c"}`, `{"emails":[` + work + `,{"value":"c","type":"home","primary":true}]}`, ""},
		{"two at once", `{"userName":"a"}`, `{"op":"add","path":"emails","value":[{"value":"a","primary":true},{"value":"b","primary":true}]}`, "invalidValue", ""},
		{"the same one twice", `{"userName":"a"}`, `{"op":"add","path":"emails","value":[{"value":"a","primary":true},{"value":"a","primary":true}]}`, `{"userName":"a","emails":[{"value":"a","primary":true}]}`, ""},
		{"two of a replaced list", both, `{"op":"replace","path":"emails","value":[{"value":"a","primary":true},{"value":"b","primary":true}]}`, "invalidValue", ""},
		{"two that match", both, `{"op":"replace","path":"emails[value pr].primary","value":true}`, "invalidValue", ""},
	})
}

// RFC 7644 §3.5.2: in order, on the result of what was before, all or nothing.
func TestSequence(t *testing.T) {
	play(t, users(), []row{
		{"in order", `{"title":"t"}`, `{"op":"add","path":"nickName","value":"A"},{"op":"replace","path":"nickName","value":"B"},{"op":"remove","path":"title"}`, `{"nickName":"B"}`, ""},
		{"on the result", `{"userName":"a"}`, `{"op":"add","path":"emails","value":[{"type":"work","value":"x"}]},{"op":"replace","path":"emails[type eq \"work\"].value","value":"y"}`, `{"userName":"a","emails":[{"type":"work","value":"y"}]}`, ""},
		{"there and back again", `{"title":"t"}`, `{"op":"remove","path":"title"},{"op":"add","path":"title","value":"t"}`, same, ""},
		{"the last one fails", `{"title":"t","emails":[{"type":"work","value":"x"}]}`, `{"op":"remove","path":"title"},{"op":"replace","path":"emails[type eq \"work\"].value","value":"y"},{"op":"replace","path":"id","value":"1"}`, "mutability", ""},
		{"half of a path-less value fails", `{"title":"t"}`, `{"op":"replace","value":{"title":"u","zodiac":"x"}}`, "invalidValue", ""},
	})
}

// RFC 7644 §3.5.2: an attribute of an extension adds its URN to schemas; what
// has no schemas gets none.
func TestSchemasFollow(t *testing.T) {
	const core = `"urn:ietf:params:scim:schemas:core:2.0:User"`
	all := outcome(`{"schemas":[` + core + `,"` + enterprise + `"],"` + enterprise + `":{"employeeNumber":"1"}}`)
	play(t, users(), []row{
		{"added", `{"schemas":[` + core + `]}`, `{"op":"add","path":"` + enterprise + `:employeeNumber","value":"1"}`, all, ""},
		{"replaced", `{"schemas":[` + core + `]}`, `{"op":"replace","value":{"` + enterprise + `":{"employeeNumber":"1"}}}`, all, ""},
		{"added by hand before", `{"schemas":[` + core + `]}`, `{"op":"add","path":"schemas","value":["` + enterprise + `"]},{"op":"add","path":"` + enterprise + `:employeeNumber","value":"1"}`, all, ""},
		{"removed", `{"schemas":[` + core + `]}`, `{"op":"remove","path":"schemas"}`, "mutability", ""},
	})
}

// Nothing of an operation becomes part of the resource, so that neither changes
// with the other.
func TestOperationsKeepTheirValues(t *testing.T) {
	raw := message(`{"op":"add","path":"emails","value":[{"value":"a","type":"work"}]}`, `{"op":"add","path":"emails[type eq \"work\"].value","value":"b"}`,
		`{"op":"add","path":"roles","value":[{"value":"r","more":{"x":["y"]}}]}`,
		`{"op":"add","path":"`+acme+`:seal.levels","value":["1"]}`)
	operations, err := patch.Decode(raw, patch.Strict)
	if err != nil {
		t.Fatal(err)
	}
	resource := scim.Resource{}
	if _, err := (patch.Applier{Set: users()}).Apply(resource, operations); err != nil {
		t.Fatal(err)
	}
	role := scim.AsObject(resource.List("roles")[0])
	role.Object("more").List("x")[0] = "z"
	resource.Object(acme).Object("seal").List("levels")[0] = "2"
	fresh, _ := patch.Decode(raw, patch.Strict)
	if diff := cmp.Diff(fresh, operations); diff != "" {
		t.Errorf("(sent -, now +)\n%s", diff)
	}
}

// Decode lets no such operation through, but a program may make one.
func TestRemoveWithoutPath(t *testing.T) {
	user := scim.Resource{"userName": "a", "title": "x"}
	changed, err := patch.Applier{Set: users()}.Apply(user, []patch.Operation{{Op: patch.Remove, Value: map[string]any{"title": "x"}, HasValue: true}})
	if scimType(err) != "noTarget" || changed || len(user) != 2 {
		t.Errorf("%v, changed %v: %v", err, changed, user)
	}
}

// RFC 7644 §3.5.2.1: only a value that is there already changes nothing; one
// without "value" is not the one that happens to have more.
func TestAddWhatAnotherHasMoreOf(t *testing.T) {
	play(t, users(), []row{
		{
			"an address", `{"addresses":[{"type":"work","country":"US"}]}`, `{"op":"add","path":"addresses","value":[{"country":"US"}]}`,
			`{"addresses":[{"type":"work","country":"US"},{"country":"US"}]}`, "",
		},
		{"the same address", `{"addresses":[{"type":"work","country":"US"}]}`, `{"op":"add","path":"addresses","value":[{"country":"US","type":"work"}]}`, same, ""},
		{
			"an e-mail without a value", `{"emails":[{"type":"work","value":"a@example.com"}]}`, `{"op":"add","path":"emails","value":{"type":"work"}}`,
			`{"emails":[{"type":"work","value":"a@example.com"},{"type":"work"}]}`, "",
		},
	})
}

package patch_test

import "testing"

// What Entra sends beyond the letter, and what the letter says to it.

// E-5.18, E-6.19; EID 8097, RFC 7644 §3.5.2.3 and table 9: noTarget.
func TestValuePathWithoutMatch(t *testing.T) {
	const none = `{"userName":"a"}`
	play(t, users(), []row{
		{"add", none, `{"op":"add","path":"emails[type eq \"work\"].value","value":"x"}`, "noTarget", `{"userName":"a","emails":[{"type":"work","value":"x"}]}`},
		{"replace", none, `{"op":"replace","path":"emails[type eq \"work\"].value","value":"x"}`, "noTarget", `{"userName":"a","emails":[{"type":"work","value":"x"}]}`},
		{"beside another", `{"phoneNumbers":[{"type":"work","value":"1"}]}`, `{"op":"add","path":"phoneNumbers[type eq \"mobile\"].value","value":"2"}`, "noTarget", `{"phoneNumbers":[{"type":"work","value":"1"},{"type":"mobile","value":"2"}]}`},
		{"whole value", none, `{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"x","display":"X"}}`, "noTarget", `{"userName":"a","emails":[{"type":"work","value":"x","display":"X"}]}`},
		{"two equalities", none, `{"op":"add","path":"emails[type eq \"work\" and primary eq true].value","value":"x"}`, "noTarget", `{"userName":"a","emails":[{"type":"work","primary":true,"value":"x"}]}`},
		{"primary as a text (E-3.28)", none, `{"op":"replace","path":"roles[primary eq \"True\"].value","value":"r"}`, "invalidFilter", `{"userName":"a","roles":[{"primary":true,"value":"r"}]}`},
		{"names in another case", none, `{"op":"add","path":"EMAILS[TYPE eq \"work\"].VALUE","value":"x"}`, "noTarget", `{"userName":"a","emails":[{"type":"work","value":"x"}]}`},
		{"no equality", none, `{"op":"add","path":"emails[type sw \"w\"].value","value":"x"}`, "noTarget", "noTarget"},
		{"either of two", none, `{"op":"add","path":"emails[type eq \"work\" or type eq \"home\"].value","value":"x"}`, "noTarget", "noTarget"},
		{"both of two", none, `{"op":"add","path":"emails[type eq \"work\" and type eq \"home\"].value","value":"x"}`, "noTarget", "noTarget"},
		{"a negation", none, `{"op":"add","path":"emails[not (type eq \"work\")].value","value":"x"}`, "noTarget", "noTarget"},
		{"an equality and a negation", none, `{"op":"add","path":"emails[type eq \"work\" and not (primary eq true)].value","value":"x"}`, "noTarget", `{"userName":"a","emails":[{"type":"work","value":"x"}]}`},
		{"the primary one is created", `{"emails":[{"type":"home","value":"x","primary":true}]}`, `{"op":"add","path":"emails[type eq \"work\"]","value":{"value":"y","primary":true}}`, "noTarget", `{"emails":[{"type":"home","value":"x","primary":false},{"type":"work","value":"y","primary":true}]}`},
		{"no object", none, `{"op":"add","path":"emails[type eq \"work\"]","value":7}`, "noTarget", "invalidValue"},
		{"nothing to create", none, `{"op":"replace","path":"emails[type eq \"work\"].value","value":null}`, "noTarget", same},
		{"simple values", none, `{"op":"replace","path":"` + acme + `:tags[value eq \"a\"]","value":"b"}`, "noTarget", "noTarget"},
		{"created and then found", none, `{"op":"add","path":"addresses[type eq \"work\"].country","value":"PT"},{"op":"add","path":"addresses[type eq \"work\"].locality","value":"Porto"}`, "noTarget", `{"userName":"a","addresses":[{"type":"work","country":"PT","locality":"Porto"}]}`},
	})
}

// E-5.20. Whether a text is a boolean is the caller's to judge, as every type is;
// as the operand of a filter it is none (RFC 7644 table 3: identical).
func TestBooleansAsText(t *testing.T) {
	play(t, users(), []row{
		{"False", `{"active":true}`, `{"op":"replace","path":"active","value":"False"}`, `{"active":"False"}`, `{"active":false}`},
		{"true in lower case", `{"active":false}`, `{"op":"replace","path":"active","value":"true"}`, `{"active":"true"}`, `{"active":true}`},
		{"without path", `{"active":true}`, `{"op":"replace","value":{"active":"False"}}`, `{"active":"False"}`, `{"active":false}`},
		{"in a list", `{"userName":"a"}`, `{"op":"add","path":"roles","value":[{"value":"x","primary":"True"}]}`, `{"userName":"a","roles":[{"value":"x","primary":"True"}]}`, `{"userName":"a","roles":[{"value":"x","primary":true}]}`},
		{"no boolean word", `{"active":true}`, `{"op":"replace","path":"active","value":"maybe"}`, `{"active":"maybe"}`, `{"active":"maybe"}`},
		{"text stays text", `{"userName":"a"}`, `{"op":"add","path":"title","value":"True"}`, `{"userName":"a","title":"True"}`, ""},
		{"a filter finds the boolean", `{"roles":[{"value":"x","primary":true},{"value":"y"}]}`, `{"op":"replace","path":"roles[primary eq \"True\"].value","value":"z"}`, "invalidFilter", `{"roles":[{"value":"z","primary":true},{"value":"y"}]}`},
	})
}

// E-5.21; by the letter, names in a value are those of a resource.
func TestPathsAsNames(t *testing.T) {
	play(t, users(), []row{
		{"dotted", `{"name":{"givenName":"A"}}`, `{"op":"replace","value":{"name.familyName":"R"}}`, "invalidValue", `{"name":{"givenName":"A","familyName":"R"}}`},
		{"URN and name", `{"userName":"a"}`, `{"op":"replace","value":{"` + enterprise + `:employeeNumber":"1"}}`, "invalidValue", `{"userName":"a","` + enterprise + `":{"employeeNumber":"1"}}`},
		{"URN, name and sub-attribute", `{"userName":"a"}`, `{"op":"add","value":{"` + enterprise + `:manager.value":"1"}}`, "invalidValue", `{"userName":"a","` + enterprise + `":{"manager":{"value":"1"}}}`},
		{"core URN", `{"userName":"a"}`, `{"op":"add","value":{"urn:ietf:params:scim:schemas:core:2.0:User:title":"x"}}`, "invalidValue", `{"userName":"a","title":"x"}`},
		{"value path", `{"userName":"a"}`, `{"op":"add","value":{"emails[type eq \"work\"].value":"x"}}`, "invalidValue", `{"userName":"a","emails":[{"type":"work","value":"x"}]}`},
		{"within an extension", `{"userName":"a"}`, `{"op":"add","value":{"` + enterprise + `":{"manager.value":"1"}}}`, "invalidValue", `{"userName":"a","` + enterprise + `":{"manager":{"value":"1"}}}`},
		{"extension attribute without URN", `{"userName":"a"}`, `{"op":"add","value":{"department":"x"}}`, "invalidValue", `{"userName":"a","` + enterprise + `":{"department":"x"}}`},
		{"no such path", `{"userName":"a"}`, `{"op":"add","value":{"name.nick":"x"}}`, "invalidValue", "invalidValue"},
	})
}

// E-5.24 – E-5.27.
func TestManager(t *testing.T) {
	const path = enterprise + ":manager"
	with := func(manager string) string {
		return `{"userName":"a","` + enterprise + `":{"department":"d","manager":` + manager + `}}`
	}
	const without = `{"userName":"a","` + enterprise + `":{"department":"d"}}`
	play(t, users(), []row{
		{"bare id", without, `{"op":"add","path":"` + path + `","value":"51aa"}`, "invalidValue", outcome(with(`{"value":"51aa"}`))},
		{"another bare id takes nothing over", with(`{"value":"51aa","$ref":"../Users/51aa","displayName":"A"}`), `{"op":"replace","path":"` + path + `","value":"62bb"}`, "invalidValue", outcome(with(`{"value":"62bb"}`))},
		{"object", without, `{"op":"add","path":"` + path + `","value":{"value":"51aa"}}`, outcome(with(`{"value":"51aa"}`)), ""},
		{"array of one, without URN", without, `{"op":"add","path":"manager","value":[{"$ref":"https://example.com/Users/51aa","value":"51aa"}]}`, "invalidValue", outcome(with(`{"$ref":"https://example.com/Users/51aa","value":"51aa"}`))},
		{"$ref null", without, `{"op":"add","path":"` + path + `","value":{"$ref":null,"value":"51aa"}}`, outcome(with(`{"value":"51aa"}`)), ""},
		{"sub-attribute", without, `{"op":"add","path":"` + path + `.value","value":"51aa"}`, outcome(with(`{"value":"51aa"}`)), ""},
		{"cleared by an empty text", with(`{"value":"51aa"}`), `{"op":"replace","path":"` + path + `","value":""}`, "invalidValue", without},
		{"cleared by an empty value", with(`{"value":"51aa"}`), `{"op":"replace","path":"` + path + `","value":{"value":""}}`, outcome(with(`{"value":""}`)), without},
		{"cleared by an empty sub-attribute", with(`{"value":"51aa"}`), `{"op":"replace","path":"` + path + `.value","value":""}`, outcome(with(`{"value":""}`)), without},
		{"cleared when there is none", without, `{"op":"replace","path":"` + path + `","value":""}`, "invalidValue", same},
		{"removed", with(`{"value":"51aa"}`), `{"op":"remove","path":"` + path + `"}`, without, ""},
		{"removed by filter", with(`{"value":"51aa"}`), `{"op":"remove","path":"manager[value eq \"51aa\"]"}`, "invalidPath", without},
		{"another removed by filter", with(`{"value":"51aa"}`), `{"op":"remove","path":"manager[value eq \"62bb\"]"}`, "invalidPath", same},
		{"changed by filter", with(`{"value":"51aa"}`), `{"op":"replace","path":"manager[value eq \"51aa\"].value","value":"62bb"}`, "invalidPath", outcome(with(`{"value":"62bb"}`))},
		{"null", with(`{"value":"51aa"}`), `{"op":"replace","path":"` + path + `","value":null}`, without, ""},
	})
}

// E-5.41, E-5.42: the letter empties the group, the service means the listed.
func TestRemovalByList(t *testing.T) {
	const three = `{"displayName":"G","members":[{"value":"a","type":"User"},{"value":"b"},{"value":"c"}]}`
	const none = `{"displayName":"G"}`
	play(t, groups(), []row{
		{"one", three, `{"op":"remove","path":"members","value":[{"value":"a"}]}`, none, `{"displayName":"G","members":[{"value":"b"},{"value":"c"}]}`},
		{"two, $ref null", three, `{"op":"remove","path":"members","value":[{"$ref":null,"value":"c"},{"$ref":null,"value":"a"}]}`, none, `{"displayName":"G","members":[{"value":"b"}]}`},
		{"all", three, `{"op":"remove","path":"members","value":[{"value":"a"},{"value":"b"},{"value":"c"}]}`, none, none},
		{"nobody who is one", three, `{"op":"remove","path":"members","value":[{"value":"x"}]}`, none, same},
		{"otherwise described", three, `{"op":"remove","path":"members","value":[{"value":"b","display":"B"}]}`, none, `{"displayName":"G","members":[{"value":"a","type":"User"},{"value":"c"}]}`},
		{"an empty list lists nobody", three, `{"op":"remove","path":"members","value":[]}`, none, same},
		{"one without array", three, `{"op":"remove","path":"members","value":{"value":"a"}}`, none, `{"displayName":"G","members":[{"value":"b"},{"value":"c"}]}`},
		{"bare ids", three, `{"op":"remove","path":"members","value":["a","c"]}`, none, `{"displayName":"G","members":[{"value":"b"}]}`},
		{"filter and list", three, `{"op":"remove","path":"members[value eq \"a\"]","value":[{"value":"b"}]}`, `{"displayName":"G","members":[{"value":"b"},{"value":"c"}]}`, ""},
	})
	play(t, users(), []row{
		{"by type alone", `{"emails":[{"value":"a","type":"work"},{"value":"b","type":"home"}]}`, `{"op":"remove","path":"emails","value":[{"type":"work"}]}`, `{}`, `{"emails":[{"value":"b","type":"home"}]}`},
		{"another type stays", `{"emails":[{"value":"a","type":"work"},{"value":"a","type":"home"}]}`, `{"op":"remove","path":"emails","value":[{"value":"a","type":"work"}]}`, `{}`, `{"emails":[{"value":"a","type":"home"}]}`},
		{"simple values", `{"` + acme + `":{"tags":["a","b"]}}`, `{"op":"remove","path":"` + acme + `:tags","value":["a"]}`, `{}`, `{"` + acme + `":{"tags":["b"]}}`},
	})
}

// Bare members of vendors' test collections, and the roles of E-5.29.
func TestBareValues(t *testing.T) {
	play(t, groups(), []row{
		{"member as a bare id", `{"displayName":"G"}`, `{"op":"add","path":"members","value":"a"}`, "invalidValue", `{"displayName":"G","members":[{"value":"a"}]}`},
		{"members as bare ids", `{"members":[{"value":"a"}]}`, `{"op":"replace","path":"members","value":["b","c"]}`, "invalidValue", `{"members":[{"value":"b"},{"value":"c"}]}`},
	})
	play(t, users(), []row{
		{"a role in a text is a text", `{"userName":"a"}`, `{"op":"add","path":"roles","value":[{"value":"{\"id\":\"7\",\"value\":\"Editor\"}"}]}`, `{"userName":"a","roles":[{"value":"{\"id\":\"7\",\"value\":\"Editor\"}"}]}`, ""},
		{"a simple value in an array of one object (E-5.46)", `{"userName":"a"}`, `{"op":"replace","path":"name.givenName","value":[{"$ref":null,"value":"J"}]}`, "invalidValue", `{"userName":"a","name":{"givenName":"J"}}`},
		{"a number is no bare value", `{"userName":"a"}`, `{"op":"add","path":"roles","value":[7]}`, "invalidValue", "invalidValue"},
	})
}

// E-5.46: the paths of old jobs. The dot before extension attributes is
// documented, the invalid filters are inferred.
func TestLegacyPaths(t *testing.T) {
	const none = `{"userName":"a"}`
	work := outcome(`{"userName":"a","emails":[{"type":"work","value":"x"}]}`)
	play(t, users(), []row{
		{"dot before an extension attribute", none, `{"op":"add","path":"` + enterprise + `.department","value":[{"$ref":null,"value":"d"}]}`, "invalidPath", outcome(`{"userName":"a","` + enterprise + `":{"department":"d"}}`)},
		{"URN in another case", none, `{"op":"add","path":"URN:IETF:params:scim:schemas:extension:enterprise:2.0:User.department","value":"d"}`, "invalidPath", outcome(`{"userName":"a","` + enterprise + `":{"department":"d"}}`)},
		{"operand without quotes", none, `{"op":"add","path":"emails[type eq work].value","value":"x"}`, "invalidFilter", work},
		{"type between dots", none, `{"op":"add","path":"emails.work.value","value":"x"}`, "invalidPath", work},
		{"manager cleared", `{"userName":"a","` + enterprise + `":{"department":"d","manager":{"value":"1"}}}`, `{"op":"replace","path":"` + enterprise + `.manager","value":[{"$ref":null,"value":""}]}`, "invalidPath", outcome(`{"userName":"a","` + enterprise + `":{"department":"d"}}`)},
		{"no such attribute", none, `{"op":"add","path":"` + enterprise + `.nothing","value":"x"}`, "invalidPath", "invalidPath"},
		{"a single value between dots", none, `{"op":"add","path":"name.work.givenName","value":"x"}`, "invalidPath", "invalidPath"},
		{"a whole schema and a dot", none, `{"op":"add","path":"` + enterprise + `.","value":"x"}`, "invalidPath", "invalidPath"},
		{"empty operand", none, `{"op":"add","path":"emails[type eq ].value","value":"x"}`, "invalidFilter", "invalidFilter"},
	})
}

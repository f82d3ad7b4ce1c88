package filter_test

import (
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const ledger = "urn:example:ledger:2.0:User"

// ledgerSchema has an attribute of every type that the core schemas lack.
func ledgerSchema() *schema.Schema {
	s := schema.Extension(ledger, "level", "rate", "since", "tags", "code", "department")
	s.Attribute("level").Type = "integer"
	s.Attribute("rate").Type = "decimal"
	s.Attribute("since").Type = "dateTime"
	s.Attribute("tags").MultiValued = true
	s.Attribute("code").CaseExact = true
	return s
}

func ledgerSet() *schema.Set {
	return schema.NewSet(schema.User(), schema.EnterpriseUser(), ledgerSchema())
}

func ana(t *testing.T) scim.Resource {
	return decode(t, `{"schemas":["`+scim.URNUser+`","`+ledger+`"],"id":"Ab1","externalId":"X1","userName":"Ana.Reis","displayName":"say \"hi\" é",
		"nickName":"","title":null,"active":true,"profileUrl":"https://example.com/Ana",
		"name":{"givenName":"Ana","familyName":"","middleName":null},"locale":"pt-PT",
		"emails":[{"type":"work","value":"ana@example.com","primary":true},{"type":"home","value":"ana@home.example"},{"value":"ana@fabrikam.example"}],
		"phoneNumbers":[],"photos":[{}],"roles":[null],
		"addresses":[{"type":"work","locality":"Porto"}],
		"x509Certificates":[{"value":"AbCd"}],
		"meta":{"resourceType":"User","created":"2026-03-02T08:00:00Z","lastModified":"2026-03-02T09:30:00.25+01:00","version":"W/\"a\"","location":"https://example.com/Users/Ab1"},
		"`+scim.URNEnterpriseUser+`":{"department":"Sales","manager":{"value":"Cd2","displayName":"Bo"}},
		"`+ledger+`":{"level":10,"rate":2.50,"since":"2020-02-29T12:00:00","tags":["Red","blue"],"code":"aBc","department":"Ledger"},
		"shoeSize":"43"}`)
}

func TestMatch(t *testing.T) {
	tests := []struct {
		about, text string
		want        bool
	}{
		{"eq", `locale eq "pt-PT"`, true},
		{"eq, another value", `locale eq "pt-BR"`, false},
		{"eq is not co", `locale eq "pt"`, false},
		{"ne", `locale ne "pt-BR"`, true},
		{"ne, the same value", `locale ne "pt-PT"`, false},
		{"co in the middle", `locale co "t-P"`, true},
		{"co not there", `locale co "x"`, false},
		{"co, the whole value", `locale co "pt-PT"`, true},
		{"sw", `locale sw "pt"`, true},
		{"sw, the whole value", `locale sw "pt-PT"`, true},
		{"sw, an inner part", `locale sw "t-P"`, false},
		{"ew", `locale ew "PT"`, true},
		{"ew, the whole value", `locale ew "pt-PT"`, true},
		{"ew, an inner part", `locale ew "t-P"`, false},
		{"gt", `locale gt "pt-AA"`, true},
		{"gt, the same value", `locale gt "pt-PT"`, false},
		{"ge, the same value", `locale ge "pt-PT"`, true},
		{"lt", `locale lt "q"`, true},
		{"lt, the same value", `locale lt "pt-PT"`, false},
		{"le, the same value", `locale le "pt-PT"`, true},
		{"le, a lesser value", `locale le "a"`, false},

		{"pr", `userName pr`, true},
		{"pr, absent", `userType pr`, false},
		{"pr, null", `title pr`, false},
		{"pr, empty string", `nickName pr`, false},
		{"pr, false is a value", `not (active pr)`, false},
		{"pr, empty array", `phoneNumbers pr`, false},
		{"pr, empty object", `photos pr`, false},
		{"pr, array of null", `roles pr`, false},
		{"pr, complex", `name pr`, true},
		{"pr, empty sub-attribute", `name.familyName pr`, false},
		{"pr, null sub-attribute", `name.middleName pr`, false},
		{"pr, sub-attribute of an absent one", `roles.value pr`, false},
		{"pr, sub-attribute of one value", `emails.primary pr`, true},
		{"pr, number", ledger + `:level pr`, true},

		{"RFC 7643 §8.7.1: userName is not case-exact", `userName eq "ANA.REIS"`, true},
		{"so are its parts", `userName co "A.R"`, true},
		{"and its order", `userName gt "ANA.REI"`, true},
		{"ne without case", `userName ne "ANA.REIS"`, false},
		{"RFC 7643 §3.1: id is case-exact", `id eq "ab1"`, false},
		{"id", `id eq "Ab1"`, true},
		{"externalId is case-exact", `externalId eq "x1"`, false},
		{"externalId", `externalId sw "X"`, true},
		{"case-exact extension", ledger + `:code eq "abc"`, false},
		{"case-exact order", ledger + `:code lt "aa"`, true},
		{"version is case-exact", `meta.version eq "w/\"a\""`, false},
		{"RFC 7643 §2.3.7: references are case-exact", `profileUrl eq "https://example.com/ana"`, false},
		{"reference", `profileUrl eq "https://example.com/Ana"`, true},
		{"RFC 7643 §2.3.6: binary values are case-exact", `x509Certificates.value eq "abcd"`, false},
		{"binary", `x509Certificates.value eq "AbCd"`, true},
		{"no order of binary values", `x509Certificates.value gt "AbCc"`, false},
		{"EID 8472: manager.value is case-exact", `manager.value eq "cd2"`, false},
		{"escapes", `displayName eq "say \"hi\" \u00E9"`, true},
		{"letters beyond ASCII without case", `displayName ew "É"`, true},

		{"null, absent", `userType eq null`, true},
		{"null, null", `title eq null`, true},
		{"RFC 7643 §2.5: null, empty array", `phoneNumbers eq null`, true},
		{"null, array of null", `roles eq null`, true},
		{"null, there", `userName eq null`, false},
		{"null, an empty string is not null", `nickName eq null`, false},
		{"null, false is not null", `active eq null`, false},
		{"null, sub-attribute in no value", `emails.display eq null`, true},
		{"null, sub-attribute in one value", `emails.primary eq null`, false},
		{"not null", `userName ne null`, true},
		{"not null, absent", `userType ne null`, false},
		{"no order with null", `userName gt null`, false},

		{"ne, absent", `userType ne "x"`, true},
		{"ne, null", `title ne "x"`, true},
		{"ne, empty array", `phoneNumbers.value ne "x"`, true},
		{"ne, one value differs", `emails.type ne "work"`, true},
		{"ne, the only value is the same", `addresses.type ne "work"`, false},
		{"eq, absent", `userType eq "x"`, false},
		{"eq with the empty string, absent", `userType eq ""`, false},
		{"gt, absent", `userType gt "a"`, false},
		{"le, absent", `userType le "z"`, false},

		{"true", `active eq true`, true},
		{"false", `active eq false`, false},
		{"ne with a boolean", `active ne false`, true},
		{"E-3.28: a boolean as a string", `active eq "True"`, true},
		{"E-3.28: the other boolean", `active ne "False"`, true},
		{"another string is not a boolean", `active eq "yes"`, false},
		{"no order of booleans", `active ge true`, false},
		{"a part of a boolean", `active co "tru"`, false},
		{"a string is no boolean", `userName eq true`, false},
		{"a string differs from a number", `userName ne 1`, true},

		{"integers by value", ledger + `:level gt 9`, true},
		{"integers by value, greater", ledger + `:level lt 9`, false},
		{"integers written in another way", ledger + `:level eq 1.0e1`, true},
		{"decimals", ledger + `:rate eq 2.5`, true},
		{"decimals, less", ledger + `:rate lt 2.51`, true},
		{"a number is no string", ledger + `:level eq "10"`, false},
		{"a part of a number", ledger + `:level co 1`, false},

		{"instants with another offset", `meta.lastModified eq "2026-03-02T08:30:00.250Z"`, true},
		{"instants in order though texts are not", `meta.lastModified lt "2026-03-02T09:00:00Z"`, true},
		{"instants, fraction", `meta.lastModified gt "2026-03-02T08:30:00Z"`, true},
		{"instants, ne", `meta.created ne "2026-03-02T09:00:00+01:00"`, false},
		{"without time zone, as UTC", ledger + `:since eq "2020-02-29T13:00:00+01:00"`, true},
		{"a part of a dateTime", `meta.created sw "2026-03"`, true},
		{"sw, the whole dateTime", `meta.created sw "2026-03-02T08:00:00Z"`, true},
		{"co, the same instant written in another way", `meta.created co "2026-03-02T09:00:00+01:00"`, false},
		{"no dateTime has no order", `meta.created gt "2026"`, false},
		{"no dateTime is not equal", `meta.created eq "2026"`, false},
		{"no dateTime differs", `meta.created ne "2026"`, true},

		{"any value", `emails.value eq "ana@home.example"`, true},
		{"any value by default sub-attribute", `emails eq "ana@home.example"`, true},
		{"no value", `emails.value eq "x"`, false},
		{"other sub-attributes do not count", `emails eq "home"`, false},
		{"multi-valued string", ledger + `:tags eq "BLUE"`, true},
		{"multi-valued string, none", ledger + `:tags eq "green"`, false},
		{"schemas", `schemas eq "` + ledger + `"`, true},
		{"RFC 7644 §3.10: URNs without case", `schemas eq "URN:EXAMPLE:LEDGER:2.0:USER"`, true},
		{"complex by default sub-attribute", `manager eq "Cd2"`, true},
		{"complex without default sub-attribute", `name eq "Ana"`, false},

		{"same value", `emails[type eq "work" and value eq "ana@example.com"]`, true},
		{"conditions of different values", `emails[type eq "work" and value eq "ana@home.example"]`, false},
		{"the same without value path", `emails.type eq "work" and emails.value eq "ana@home.example"`, true},
		{"value path with or", `emails[type eq "other" or primary eq true]`, true},
		{"value path with not", `emails[not (type eq "work" or type eq "home")]`, true},
		{"value path, pr of one value", `emails[value sw "ana@fab" and type pr]`, false},
		{"value path, ne of an absent sub-attribute", `emails[value sw "ana@fab" and type ne "work"]`, true},
		{"value path, null", `emails[type eq null]`, true},
		{"value path in another case", `EMAILS[TYPE eq "WORK"]`, true},
		{"value path of an absent attribute", `ims[type pr]`, false},
		{"value path of null", `roles[not (value pr)]`, false},
		{"value path of an absent attribute, negated inside", `ims[not (type pr)]`, false},
		{"value path of a single complex attribute", `name[givenName eq "ana"]`, true},
		{"value path of simple values", ledger + `:tags[value sw "r"]`, true},
		{"value path of simple values, unknown name", ledger + `:tags[type pr]`, false},
		{"a top-level attribute is not in a value path", `emails[userName pr]`, false},
		{"nor is a full name", `emails[` + scim.URNUser + `:value pr]`, false},
		{"sub-attribute that no schema has", `members.display pr`, false},

		{"extension with URN", scim.URNEnterpriseUser + `:department eq "sales"`, true},
		{"extension with URN in another case", `URN:ietf:params:scim:schemas:extension:Enterprise:2.0:user:DEPARTMENT eq "sales"`, true},
		{"extension, sub-attribute", scim.URNEnterpriseUser + `:manager.displayName eq "bo"`, true},
		{"another extension with URN", ledger + `:department eq "ledger"`, true},
		{"extension without URN: the first that has it", `department eq "sales"`, true},
		{"extension without URN", `level eq 10`, true},
		{"core attribute under the URN of an extension", scim.URNEnterpriseUser + `:userName pr`, false},
		{"RFC 7644 §3.4.2.1: unknown attribute", `shoeSize pr`, false},
		{"unknown attribute, eq", `shoeSize eq "43"`, false},
		{"unknown URN", `urn:example:none:userName pr`, false},
		{"meta", `meta.resourceType eq "User" and meta.location ew "/Ab1"`, true},
	}
	set := ledgerSet()
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			if got := filter.Match(parse(t, test.text), ana(t), set); got != test.want {
				t.Errorf("%s is %v, want %v", test.text, got, test.want)
			}
		})
	}
}

// E-5.24: a complex attribute may hold a bare value.
func TestMatchBareValues(t *testing.T) {
	resource := decode(t, `{"`+scim.URNEnterpriseUser+`":{"manager":"Cd2"},"EMAILS":["a@example.com"]}`)
	for text, want := range map[string]bool{
		`manager eq "Cd2"`:          true,
		`manager eq "cd2"`:          false, // EID 8472
		`manager pr`:                true,
		`emails eq "A@example.com"`: true,
		`emails[value ew ".com"]`:   true,
		`emails[type pr]`:           false,
	} {
		if got := filter.Match(parse(t, text), resource, users()); got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
}

// PATCH selects values with the filter of its path.
func TestMatchValue(t *testing.T) {
	emails := schema.User().Attribute("emails")
	tests := []struct {
		name, text, value string
		want              bool
	}{
		{"match", `type eq "work"`, `{"type":"Work"}`, true},
		{"no match", `type eq "work"`, `{"type":"home"}`, false},
		{"E-3.28", `primary eq "True"`, `{"primary":true}`, true},
		{"E-3.28, absent", `primary eq "True"`, `{}`, false},
		{"sub-attribute that the schema lacks", `label eq "A"`, `{"label":"a"}`, true},
		{"not", `not (type pr)`, `{"value":"x"}`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			value := map[string]any(decode(t, test.value)) // as it is within a resource
			if got := filter.MatchValue(parse(t, test.text), value, emails); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if got := filter.MatchValue(parse(t, test.text), value, nil); got != test.want {
				t.Errorf("without a definition: got %v, want %v", got, test.want)
			}
		})
	}
	tags := ledgerSchema().Attribute("tags")
	if !filter.MatchValue(parse(t, `value eq "RED"`), "red", tags) || filter.MatchValue(parse(t, `value eq "x"`), "red", tags) {
		t.Error(`a simple value is named "value"`)
	}
}

// No filter is no reason to match.
func TestNothingMatchesNothing(t *testing.T) {
	if filter.Match(nil, ana(t), users()) || filter.MatchValue(nil, "x", nil) || filter.Match(pr("userName"), ana(t), nil) {
		t.Error("matched")
	}
	if filter.Match(pr("userName"), nil, users()) {
		t.Error("matched no resource")
	}
}

// RFC 7643 §2.3.3, §2.3.4: numbers compare by value, whatever their size.
func TestNumbers(t *testing.T) {
	tests := []struct {
		a, b  string
		order int
	}{
		{"0", "-0", 0},
		{"0", "0.000e99", 0},
		{"1", "1.0", 0},
		{"100", "1e2", 0},
		{"0.001", "1E-3", 0},
		{"-5", "5", -1},
		{"-5", "-4", -1},
		{"-0.1", "0", -1},
		{"9", "10", -1},
		{"0.09", "0.1", -1},
		{"12", "12.3", -1},
		{"9007199254740993", "9007199254740992", 1}, // 2^53 + 1
		{"123456789012345678901", "123456789012345678902", -1},
		{"1e400", "1e401", -1},
		{"1e99999999999999999999", "1", 1},
		{"1e-99999999999999999999", "0", 1},
		{"-1e99999999999999999999", "-1", -1},
	}
	set := ledgerSet()
	for _, test := range tests {
		t.Run(test.a+" and "+test.b, func(t *testing.T) {
			for op, want := range map[string]bool{
				"eq": test.order == 0, "ne": test.order != 0, "gt": test.order > 0,
				"ge": test.order >= 0, "lt": test.order < 0, "le": test.order <= 0,
			} {
				resource := decode(t, `{"`+ledger+`":{"rate":`+test.a+`}}`)
				if got := filter.Match(parse(t, "rate "+op+" "+test.b), resource, set); got != want {
					t.Errorf("%s %s %s is %v", test.a, op, test.b, got)
				}
			}
		})
	}
}

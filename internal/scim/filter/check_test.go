package filter_test

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

func TestCheckRefuses(t *testing.T) {
	tests := []struct{ about, text, says string }{
		{"unknown attribute", `fooBar eq "x"`, "no attribute fooBar"},
		{"unknown attribute, pr", `fooBar pr`, "no attribute fooBar"},
		{"unknown behind and", `userName pr and fooBar pr`, "fooBar"},
		{"unknown behind or", `userName pr or fooBar pr`, "fooBar"},
		{"unknown before and", `fooBar pr and userName pr`, "fooBar"},
		{"unknown behind not", `not (fooBar pr)`, "fooBar"},
		{"unknown URN", `urn:example:none:userName pr`, "urn:example:none:userName"},
		{"core attribute under the URN of an extension", scim.URNEnterpriseUser + `:userName pr`, "userName"},
		{"unknown sub-attribute", `name.fooBar pr`, "name has no sub-attribute fooBar"},
		{"unknown sub-attribute of a multi-valued attribute", `emails.fooBar pr`, "emails has no sub-attribute fooBar"},
		{"usual sub-attribute, but not multi-valued", `name.display pr`, "name has no sub-attribute display"},
		{"sub-attribute of a simple attribute", `userName.value pr`, "userName is of type string"},
		{"attribute of another type", `members.value pr`, "no attribute members"},

		{"table 3: gt on a boolean", `active gt false`, "gt cannot be applied to active"},
		{"table 3: ge on a boolean", `active ge true`, "ge"},
		{"table 3: lt on a boolean", `active lt true`, "lt"},
		{"table 3: le on a boolean", `active le true`, "le"},
		{"table 3: a boolean sub-attribute", `emails.primary gt false`, "emails.primary"},
		{"table 3: in a value path", `emails[primary gt false]`, "primary"},
		{"table 3: gt on binary", `x509Certificates.value gt "AA=="`, "binary"},
		{"table 3: le on binary by default sub-attribute", `x509Certificates le "AA=="`, "binary"},
		{"co on a boolean", `active co "t"`, "co cannot be applied"},
		{"sw on an integer", ledger + `:level sw 1`, "sw cannot be applied"},

		{"complex without value", `name eq "x"`, "name.formatted"},
		{"complex without value, URN", scim.URNUser + `:name co "x"`, "name.formatted"},
		{"complex without value, multi-valued", `addresses eq "x"`, "addresses.formatted"},
		{"complex without value, common", `meta eq "x"`, "meta.resourceType"},

		{"string with a number", `userName eq 1`, "userName is of type string"},
		{"string with a boolean", `userName eq true`, "string"},
		{"boolean with another string", `active eq "yes"`, "boolean"},
		{"boolean with a number", `active eq 1`, "boolean"},
		{"integer with a string", ledger + `:level eq "10"`, "integer"},
		{"decimal with a boolean", ledger + `:rate gt true`, "decimal"},
		{"dateTime with another string", `meta.created gt "yesterday"`, "dateTime"},
		{"dateTime with a day only", `meta.created eq "2026-03-02"`, "dateTime"},
		{"dateTime with a number", `meta.created gt 2026`, "dateTime"},
		{"co with null", `userName co null`, "null"},
		{"gt with null", `userName gt null`, "null"},

		{"unknown name in a value path", `emails[fooBar pr]`, "emails has no sub-attribute fooBar"},
		{"top-level attribute in a value path", `emails[userName eq "x"]`, "userName"},
		{"full name in a value path", `emails[` + scim.URNUser + `:emails.value pr]`, "sub-attribute only"},
		{"sub-attribute of a sub-attribute", `emails[type.x pr]`, "sub-attribute only"},
		{"value path of a simple attribute", `userName[value eq "x"]`, "userName is a single string"},
		{"value path of an unknown attribute", `fooBar[value eq "x"]`, "fooBar"},
	}
	set := ledgerSet()
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			err := filter.Check(parse(t, test.text), set)
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s: got %v, want it to say %q", test.text, err, test.says)
			}
		})
	}
	if filter.Check(nil, set) == nil {
		t.Error("no filter is accepted")
	}
}

func TestCheckAccepts(t *testing.T) {
	tests := []struct{ about, text string }{
		{"string", `userName eq "x" and userName gt "x" and userName co "x"`},
		{"names in any case", `USERNAME eq "x" and NAME.GIVENNAME pr`},
		{"common attributes", `id eq "x" and externalId pr and schemas eq "x" and meta.resourceType eq "User"`},
		{"core URN", scim.URNUser + `:userName pr`},
		{"extension with URN", scim.URNEnterpriseUser + `:manager.displayName eq "x"`},
		{"RFC 7644 §3.10: extension without URN", `manager.value eq "x"`},
		{"E-5.9: complex by default sub-attribute", `id eq "7c1d" and manager eq "51aa"`},
		{"figure 2: multi-valued by default sub-attribute", `emails co "example.com"`},
		{"boolean", `active eq true or active ne false`},
		{"E-3.28: boolean as a string", `roles[primary eq "True"]`},
		{"binary without order", `x509Certificates.value eq "AA==" or x509Certificates.value co "A"`},
		{"numbers", `level ge 1 and rate lt 2.5`},
		{"dateTime", `meta.created gt "2026-03-02T08:00:00Z" and since le "2026-03-02T08:00:00"`},
		{"a part of a dateTime", `meta.created sw "2026"`},
		{"null", `userName eq null and active ne null and name eq null and meta.created eq null`},
		{"presence of complex attributes", `name pr and emails pr and meta pr`},
		{"value path", `emails[type eq "work" and not (primary eq true)]`},
		{"value path of a single complex attribute", `name[givenName eq "x"]`},
		{"value path of simple values", `tags[value eq "x"]`},
		{"RFC 7643 §2.4: usual sub-attributes", `groups.primary eq true and addresses.display pr and addresses[$ref pr]`},
	}
	set := ledgerSet()
	for _, test := range tests {
		t.Run(test.about, func(t *testing.T) {
			if err := filter.Check(parse(t, test.text), set); err != nil {
				t.Errorf("%s: %v", test.text, err)
			}
		})
	}
}

// RFC 7644 §3.4.2.1: at an endpoint of several types, an attribute that one of
// them lacks has no value there.
func TestCheckOverSeveralTypes(t *testing.T) {
	user, group := users(), schema.NewSet(schema.Group())
	for _, text := range []string{`userName pr`, `members pr`, `userName eq "x" or members.value eq "y"`, `displayName sw "x"`, `meta.resourceType eq "Group"`, `members.display pr`} {
		if err := filter.Check(parse(t, text), user, group); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{`fooBar pr`, `userName pr and fooBar pr`, `active gt true`, `name eq "x"`, `members.fooBar pr`} {
		if filter.Check(parse(t, text), user, group) == nil {
			t.Errorf("%s is accepted", text)
		}
	}
	if filter.Check(parse(t, `id pr`)) == nil {
		t.Error("without a type there are no attributes")
	}
}

func TestCheckValue(t *testing.T) {
	members := schema.Group().Attribute("members")
	if err := filter.CheckValue(parse(t, `value eq "x"`), members); err != nil {
		t.Error(err)
	}
	if filter.CheckValue(parse(t, `userName eq "x"`), members) == nil {
		t.Error("a sub-attribute that members lacks is accepted")
	}
}

// RFC 7644 table 3: values have to be identical, so that by the letter a string
// is no operand for a boolean; Entra sends one (E-3.28).
func TestStrictWantsBooleans(t *testing.T) {
	set := ledgerSet()
	emails := set.Attribute("", "emails")
	for _, text := range []string{`active eq "True"`, `active ne "false"`, `emails[primary eq "True"]`, `title pr and not (emails.primary eq "True")`} {
		e := parse(t, text)
		if filter.Strict.Check(e, set) == nil {
			t.Errorf("%s is accepted in strict mode", text)
		}
		if err := filter.Tolerant.Check(e, set); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{`primary eq true`, `primary ne null`} {
		if err := filter.Strict.CheckValue(parse(t, text), emails); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if filter.Strict.CheckValue(parse(t, `primary eq "true"`), emails) == nil {
		t.Error(`primary eq "true" is accepted in strict mode`)
	}
}

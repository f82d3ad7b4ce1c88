package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

const badge = "urn:ietf:params:scim:schemas:extension:AdskUserExt:2.0:User"

func users() *schema.Set {
	return schema.NewSet(schema.User(), schema.EnterpriseUser(), schema.Extension(badge, "objectGUID", "id"))
}

func decode(t testing.TB, text string) scim.Resource {
	t.Helper()
	resource, err := scim.Decode([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return resource
}

// drawn prints differences for comparison.
func drawn(differences []Difference) []string {
	list := []string{}
	for _, d := range differences {
		list = append(list, fmt.Sprintf("%s %s: %s -> %s", d.Kind, d.Attribute, d.Expected, d.Seen))
	}
	return list
}

// comparisonRow is what a user should hold, what is seen, and the differences.
type comparisonRow struct {
	name, expected, seen string
	want                 []string
}

func compareAll(t *testing.T, rows []comparisonRow) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			got := drawn(Compare(Expected{Type: "User", Resource: decode(t, r.expected)}, decode(t, r.seen), users()))
			if diff := cmp.Diff(append([]string{}, r.want...), got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompareValues(t *testing.T) {
	compareAll(t, []comparisonRow{
		{"another value is lost", `{"title":"Buyer"}`, `{"title":"Seller"}`, []string{"lost title: Buyer -> Seller"}},
		{"an absent one is lost", `{"title":"Buyer"}`, `{}`, []string{"lost title: Buyer -> (none)"}},
		{"null is absent (RFC 7643 §2.5)", `{"title":"Buyer"}`, `{"title":null}`, []string{"lost title: Buyer -> (none)"}},
		{"empty is absent", `{"title":"Buyer"}`, `{"title":""}`, []string{"lost title: Buyer -> (none)"}},
		{"unassigned is not expected (RFC 7643 §2.5)", `{"title":null,"emails":[],"nickName":"","name":{}}`, `{"title":"x","emails":[{"value":"x"}],"name":{"givenName":"x"}}`, nil},
		{"a part of a complex value", `{"name":{"familyName":"Moreira","givenName":"Ana"}}`, `{"name":{"familyName":"Reis","givenName":"Ana"}}`, []string{"lost name.familyName: Moreira -> Reis"}},
		{"the whole complex value", `{"name":{"familyName":"Reis","givenName":"Ana"}}`, `{}`, []string{"lost name.familyName: Reis -> (none)", "lost name.givenName: Ana -> (none)"}},
		{"names fold case (RFC 7643 §2.1)", `{"displayName":"Ana","name":{"familyName":"Reis"}}`, `{"DISPLAYNAME":"Ana","Name":{"familyname":"Reis"}}`, nil},
		{"case counts where caseExact only (RFC 7643 §7)", `{"userName":"Ana@fabrikam.example","title":"BUYER"}`, `{"userName":"ana@fabrikam.example","title":"Buyer"}`, nil},
		{"active in JSON", `{"active":false}`, `{"active":true}`, []string{"lost active: false -> true"}},
		{"active as Entra writes it in a PATCH (E-5.20)", `{"active":"False"}`, `{"active":false}`, nil},
		{"active as a text is another judgment", `{"active":true}`, `{"active":"True"}`, nil},
		{"active not shown (E-5.32)", `{"active":true}`, `{}`, []string{"lost active: true -> (none)"}},
		{"a number for a text is another judgment", `{"title":"7"}`, `{"title":7}`, nil},
	})
}

func TestCompareLeavesOut(t *testing.T) {
	compareAll(t, []comparisonRow{
		{"what the target added", `{"title":"Buyer"}`, `{"title":"Buyer","nickName":"Ana","locale":"pt-PT","emails":[{"value":"x"}]}`, nil},
		{"what no schema defines", `{"lastLogin":"2026-01-01","urn:example:x:2.0:User":{"a":1}}`, `{}`, nil},
		{"what only the service provider writes (readOnly)", `{"groups":[{"value":"g"}],"meta":{"version":"1"},"id":"1","schemas":["x"]}`, `{}`, nil},
		{"what is never returned", `{"password":"secret"}`, `{}`, nil},
		{"the address and the label of a reference", `{"` + scim.URNEnterpriseUser + `":{"manager":{"value":"51aa","$ref":"../Users/50","displayName":"Old"}}}`,
			`{"` + scim.URNEnterpriseUser + `":{"manager":{"value":"51aa","$ref":"https://fabrikam.example/Users/51aa","displayName":"New"}}}`, nil},
		{"the label of a value (RFC 7643 §2.4)", `{"emails":[{"value":"a@fabrikam.example","display":"a"}]}`, `{"emails":[{"value":"a@fabrikam.example","display":"A!"}]}`, nil},
		{"members of a user, which there are not", `{"members":[{"value":"1"}]}`, `{}`, nil},
	})
	for _, characteristic := range []schema.Attribute{
		{Name: "title", Type: "string", Returned: "request"}, {Name: "title", Type: "string", Returned: "never"},
		{Name: "title", Type: "string", Mutability: "readOnly"}, {Name: "title", Type: "string", Mutability: "writeOnly"},
	} {
		set := schema.NewSet(&schema.Schema{ID: "urn:example:2.0:Thing", Attributes: []schema.Attribute{characteristic}})
		if got := Compare(Expected{Type: "Thing", Resource: scim.Resource{"title": "Buyer"}}, scim.Resource{}, set); len(got) > 0 {
			t.Errorf("%s%s: %v", characteristic.Returned, characteristic.Mutability, got)
		}
	}
}

func TestCompareDrift(t *testing.T) {
	compareAll(t, []comparisonRow{
		{"case of a caseExact value (design §6a)", `{"externalId":"ABC"}`, `{"externalId":"abc"}`, []string{"drift externalId: ABC -> abc"}},
		{"blanks around", `{"title":" Buyer"}`, `{"title":"Buyer"}`, []string{"drift title:  Buyer -> Buyer"}},
		{"blanks within", `{"title":"Head  of\tSales"}`, `{"title":"Head of Sales"}`, []string{"drift title: Head  of\tSales -> Head of Sales"}},
		{"phone number as a URI (RFC 3966)", `{"phoneNumbers":[{"type":"mobile","value":"+351 900 000 001"}]}`, `{"phoneNumbers":[{"type":"mobile","value":"tel:+351-900-000-001"}]}`,
			[]string{`drift phoneNumbers[type eq "mobile"].value: +351 900 000 001 -> tel:+351-900-000-001`}},
		{"phone number with 00", `{"phoneNumbers":[{"type":"work","value":"+351900000001"}]}`, `{"phoneNumbers":[{"type":"work","value":"00351 900 000 001"}]}`,
			[]string{`drift phoneNumbers[type eq "work"].value: +351900000001 -> 00351 900 000 001`}},
		{"another phone number is lost", `{"phoneNumbers":[{"type":"work","value":"+351900000001"}]}`, `{"phoneNumbers":[{"type":"work","value":"+351900000002"}]}`,
			[]string{`lost phoneNumbers[type eq "work"].value: +351900000001 -> +351900000002`}},
		{"a trailing slash", `{"profileUrl":"https://fabrikam.example/ana"}`, `{"profileUrl":"https://fabrikam.example/ana/"}`, []string{"drift profileUrl: https://fabrikam.example/ana -> https://fabrikam.example/ana/"}},
		{"case of a reference (RFC 7643 §2.3.7: caseExact)", `{"profileUrl":"https://fabrikam.example/Ana"}`, `{"profileUrl":"https://fabrikam.example/ana"}`,
			[]string{"drift profileUrl: https://fabrikam.example/Ana -> https://fabrikam.example/ana"}},
		{"the hyphen of a language (RFC 7643 §4.1.1)", `{"preferredLanguage":"pt_PT"}`, `{"preferredLanguage":"pt-PT"}`, []string{"drift preferredLanguage: pt_PT -> pt-PT"}},
		{"letters without accents are another value", `{"title":"Compradora ção"}`, `{"title":"Compradora cao"}`, []string{"lost title: Compradora ção -> Compradora cao"}},
		{"nothing but blanks is another value", `{"title":" "}`, `{"title":"  "}`, []string{"lost title:   ->   "}},
	})
}

// A formatted name follows its parts, or they follow it (RFC 7643 §4.1.1).
func TestCompareNames(t *testing.T) {
	compareAll(t, []comparisonRow{
		{"only the formatted name is shown: MAY", `{"name":{"givenName":"Ana","familyName":"Reis"}}`, `{"name":{"formatted":"Ms. Ana Reis"}}`, nil},
		{"the formatted name has another part", `{"name":{"givenName":"Ana","familyName":"Moreira"}}`, `{"name":{"formatted":"Ana Reis"}}`, []string{"lost name.familyName: Moreira -> (none)"}},
		{"only the parts are shown: MAY", `{"name":{"formatted":"Ana Reis"}}`, `{"name":{"givenName":"Ana","familyName":"Reis"}}`, nil},
		{"the parts are of another name", `{"name":{"formatted":"Ana Reis"}}`, `{"name":{"givenName":"Bo"}}`, []string{"lost name.formatted: Ana Reis -> (none)"}},
		{"nothing is shown", `{"name":{"formatted":"Ana Reis"}}`, `{"name":{}}`, []string{"lost name.formatted: Ana Reis -> (none)"}},
		{"the formatted name of old follows the part that was written", `{"name":{"formatted":"Ana Reis","givenName":"Ana","familyName":"Moreira"}}`,
			`{"name":{"formatted":"Ana Moreira","givenName":"Ana","familyName":"Moreira"}}`, nil},
		{"a formatted name that was right is lost", `{"name":{"formatted":"Dr. Ana Reis","givenName":"Ana","familyName":"Reis"}}`,
			`{"name":{"formatted":"Reis, Ana","givenName":"Ana","familyName":"Reis"}}`, []string{"lost name.formatted: Dr. Ana Reis -> Reis, Ana"}},
		{"the part that was written is lost although the formatted name is not", `{"name":{"formatted":"Ana Moreira","familyName":"Moreira"}}`,
			`{"name":{"formatted":"Ana Moreira","familyName":"Reis"}}`, []string{"lost name.familyName: Moreira -> Reis"}},
		{"a formatted address follows its parts", `{"addresses":[{"type":"work","formatted":"Porto","locality":"Lisboa"}]}`, `{"addresses":[{"type":"work","formatted":"Lisboa","locality":"Lisboa"}]}`, nil},
		{"a displayName of old that follows the name is drift at most", `{"displayName":"Ana Reis","name":{"givenName":"Ana","familyName":"Moreira"}}`,
			`{"displayName":"Ana Moreira","name":{"givenName":"Ana","familyName":"Moreira"}}`, []string{"drift displayName: Ana Reis -> Ana Moreira"}},
		{"a displayName that was right is lost", `{"displayName":"Ana Moreira","name":{"givenName":"Ana","familyName":"Moreira"}}`,
			`{"displayName":"Ana Reis","name":{"givenName":"Ana","familyName":"Moreira"}}`, []string{"lost displayName: Ana Moreira -> Ana Reis"}},
		{"a displayName that was right is lost to another order", `{"displayName":"Ana Moreira","name":{"givenName":"Ana","familyName":"Moreira"}}`,
			`{"displayName":"Moreira, Ana","name":{"givenName":"Ana","familyName":"Moreira"}}`, []string{"lost displayName: Ana Moreira -> Moreira, Ana"}},
		{"a displayName that is not shown is lost", `{"displayName":"Ana","name":{"familyName":"Reis"}}`, `{"name":{"familyName":"Reis"}}`, []string{"lost displayName: Ana -> (none)"}},
	})
}

func TestCompareExtensions(t *testing.T) {
	const e = scim.URNEnterpriseUser
	compareAll(t, []comparisonRow{
		{"an attribute by its URN", `{"` + e + `":{"department":"Sales","costCenter":"1"}}`, `{"` + e + `":{"department":"Sales","costCenter":"2"}}`, []string{"lost " + e + ":costCenter: 1 -> 2"}},
		{"the whole extension", `{"` + badge + `":{"objectGUID":"b0c1"}}`, `{}`, []string{"lost " + badge + ":objectGUID: b0c1 -> (none)"}},
		{"an extension may have names of its own for anything", `{"` + badge + `":{"id":"7"}}`, `{"id":"7"}`, []string{"lost " + badge + ":id: 7 -> (none)"}},
		{"the URN in another case (RFC 7644 §3.10)", `{"` + strings.ToUpper(e) + `":{"Department":"Sales"}}`, `{"` + strings.ToLower(e) + `":{"DEPARTMENT":"Sales"}}`, nil},
		{"the attribute at top level is not it (RFC 7643 §3.3)", `{"` + e + `":{"department":"Sales"}}`, `{"department":"Sales"}`, []string{"lost " + e + ":department: Sales -> (none)"}},
		{"another manager", `{"` + e + `":{"manager":{"value":"51aa"}}}`, `{"` + e + `":{"manager":{"value":"62bb"}}}`, []string{"lost " + e + ":manager.value: 51aa -> 62bb"}},
		{"the manager's id in another case is another id (EID 8472)", `{"` + e + `":{"manager":{"value":"51aa"}}}`, `{"` + e + `":{"manager":{"value":"51AA"}}}`, []string{"lost " + e + ":manager.value: 51aa -> 51AA"}},
		{"no manager", `{"` + e + `":{"manager":{"value":"51aa"}}}`, `{"` + e + `":{}}`, []string{"lost " + e + ":manager.value: 51aa -> (none)"}},
		{"the manager as Entra writes it (E-5.24)", `{"` + e + `":{"manager":"51aa"}}`, `{"` + e + `":{"manager":{"value":"51aa","displayName":"Bo"}}}`, nil},
		{"the manager as a text is another judgment (E-5.28)", `{"` + e + `":{"manager":{"value":"51aa"}}}`, `{"` + e + `":{"manager":"51aa"}}`, nil},
	})
}

func TestCompareMultiValued(t *testing.T) {
	const work, home = `{"type":"work","value":"w@fabrikam.example","primary":true}`, `{"type":"home","value":"h@fabrikam.example"}`
	compareAll(t, []comparisonRow{
		{"the order does not count (RFC 7643 §2.3.8)", `{"emails":[` + work + `,` + home + `]}`, `{"emails":[` + home + `,` + work + `]}`, nil},
		{"one of two is lost", `{"emails":[` + work + `,` + home + `]}`, `{"emails":[` + work + `]}`, []string{`lost emails[type eq "home"].value: h@fabrikam.example -> (none)`}},
		{"all are lost", `{"emails":[` + work + `]}`, `{"emails":[]}`, []string{`lost emails[type eq "work"].value: w@fabrikam.example -> (none)`}},
		{"another value of the same type", `{"emails":[` + work + `,` + home + `]}`, `{"emails":[` + home + `,{"type":"work","value":"old@fabrikam.example","primary":true}]}`,
			[]string{`lost emails[type eq "work"].value: w@fabrikam.example -> old@fabrikam.example`}},
		{"the values have changed places", `{"emails":[` + work + `,` + home + `]}`, `{"emails":[{"type":"home","value":"w@fabrikam.example","primary":true},{"type":"work","value":"h@fabrikam.example"}]}`,
			[]string{`lost emails[type eq "home"].type: home -> work`, `lost emails[type eq "work"].type: work -> home`}},
		{"the type is lost, so the client's filter finds nothing", `{"emails":[` + work + `]}`, `{"emails":[{"value":"w@fabrikam.example","primary":true}]}`, []string{`lost emails[type eq "work"].type: work -> (none)`}},
		{"the type in another case", `{"emails":[` + home + `]}`, `{"emails":[{"type":"Home","value":"h@fabrikam.example"}]}`, nil},
		{"no longer the primary one", `{"emails":[` + work + `]}`, `{"emails":[{"type":"work","value":"w@fabrikam.example","primary":false}]}`, []string{`lost emails[type eq "work"].primary: true -> false`}},
		{"primary false is as good as absent (RFC 7643 §2.4)", `{"emails":[{"type":"home","value":"h@fabrikam.example","primary":false}]}`, `{"emails":[` + home + `]}`, nil},
		{"made the primary one by the target", `{"emails":[` + home + `]}`, `{"emails":[{"type":"home","value":"h@fabrikam.example","primary":true}]}`, nil},
		{"a value of another type that the target added", `{"emails":[` + work + `]}`, `{"emails":[` + work + `,` + home + `]}`, nil},
		{"a second value of the same type", `{"emails":[` + work + `]}`, `{"emails":[` + work + `,{"type":"work","value":"old@fabrikam.example"}]}`,
			[]string{`foreign emails[type eq "work"].value: (none) -> old@fabrikam.example`}},
		{"a part of an address", `{"addresses":[{"type":"work","locality":"Lisboa","country":"PT"}]}`, `{"addresses":[{"type":"work","locality":"Lisboa"}]}`, []string{`lost addresses[type eq "work"].country: PT -> (none)`}},
		{"an address", `{"addresses":[{"type":"work","locality":"Lisboa"}]}`, `{}`, []string{`lost addresses[type eq "work"]: {"locality":"Lisboa","type":"work"} -> (none)`}},
		{"roles without type", `{"roles":[{"value":"Editor"},{"value":"Owner"}]}`, `{"roles":[{"value":"Owner"},{"value":"Member"}]}`, []string{"lost roles.value: Editor -> (none)"}},
		{"one value without the array is another judgment", `{"emails":[` + home + `]}`, `{"emails":` + home + `}`, nil},
		{"a certificate folded and without padding (RFC 7643 §2.3.6)", `{"x509Certificates":[{"value":"MIIDQzCCAqw="}]}`, `{"x509Certificates":[{"value":"MIIDQz\nCCAqw"}]}`, nil},
		{"another certificate: base64 counts case", `{"x509Certificates":[{"value":"MIIDQzCC"}]}`, `{"x509Certificates":[{"value":"miidqzcc"}]}`, []string{"lost x509Certificates.value: MIIDQzCC -> (none)"}},
	})
}

// Types that the standard schemas do not use.
func TestCompareOtherTypes(t *testing.T) {
	custom := &schema.Schema{ID: "urn:example:2.0:Thing", Attributes: []schema.Attribute{
		{Name: "since", Type: "dateTime"}, {Name: "level", Type: "integer"}, {Name: "rate", Type: "decimal"},
		{Name: "tags", Type: "string", MultiValued: true}, {Name: "code", Type: "string", CaseExact: true},
	}}
	for _, r := range []struct {
		name, expected, seen string
		want                 []string
	}{
		{"dateTimes are instants", `{"since":"2026-05-04T08:00:00Z"}`, `{"since":"2026-05-04T10:00:00.000+02:00"}`, nil},
		{"another instant", `{"since":"2026-05-04T08:00:00Z"}`, `{"since":"2026-05-04T08:00:00+02:00"}`, []string{"lost since: 2026-05-04T08:00:00Z -> 2026-05-04T08:00:00+02:00"}},
		{"the fraction is cut off", `{"since":"2026-05-04T08:00:00.5Z"}`, `{"since":"2026-05-04T08:00:00Z"}`, []string{"drift since: 2026-05-04T08:00:00.5Z -> 2026-05-04T08:00:00Z"}},
		{"no instant at all", `{"since":"yesterday"}`, `{"since":"2026-05-04T08:00:00Z"}`, []string{"lost since: yesterday -> 2026-05-04T08:00:00Z"}},
		{"numbers by value", `{"level":7,"rate":1.50}`, `{"level":7.0,"rate":1.5}`, nil},
		{"another number", `{"level":7}`, `{"level":8}`, []string{"lost level: 7 -> 8"}},
		{"a number too large to compute", `{"level":1}`, `{"level":1e999999999}`, []string{"lost level: 1 -> 1e999999999"}},
		{"simple values are a set", `{"tags":["a","b"]}`, `{"tags":["B","A","c"]}`, nil},
		{"one simple value is lost", `{"tags":["a","b"]}`, `{"tags":["a"]}`, []string{"lost tags: b -> (none)"}},
		{"a value twice is there twice", `{"tags":["a","a"]}`, `{"tags":["a"]}`, []string{"lost tags: a -> (none)"}},
		{"the case of a caseExact text", `{"code":"Ab"}`, `{"code":"aB"}`, []string{"drift code: Ab -> aB"}},
	} {
		t.Run(r.name, func(t *testing.T) {
			got := drawn(Compare(Expected{Type: "Thing", Resource: decode(t, r.expected)}, decode(t, r.seen), schema.NewSet(custom)))
			if diff := cmp.Diff(append([]string{}, r.want...), got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

// Nothing is known of a resource, and nothing can be said of it.
func TestCompareNothing(t *testing.T) {
	if got := Compare(Expected{Type: "User"}, scim.Resource{"title": "x"}, users()); len(got) > 0 {
		t.Errorf("%v", got)
	}
	if got := Compare(Expected{Type: "User", Resource: scim.Resource{"title": "x"}}, nil, users()); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

// Comparing changes nothing, and says the same every time.
func TestCompareIsPure(t *testing.T) {
	expected, seen := decode(t, userBody), decode(t, strings.Replace(strings.Replace(userBody, "Buyer", "Seller", 1), `"Ana"`, `"Bo"`, 1))
	before := scim.Clone(expected)
	first := Compare(Expected{Type: "User", Resource: expected}, seen, users())
	for range 20 {
		if diff := cmp.Diff(first, Compare(Expected{Type: "User", Resource: expected}, seen, users())); diff != "" {
			t.Fatalf("another order or result:\n%s", diff)
		}
	}
	if diff := cmp.Diff(before, any(expected)); diff != "" {
		t.Errorf("the expectation changed:\n%s", diff)
	}
}

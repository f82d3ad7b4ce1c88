package check

import (
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
)

func another(id, userName string) map[string]any {
	user, err := scim.Decode([]byte(userBody))
	if err != nil {
		panic(err)
	}
	user["id"], user["userName"] = id, userName
	return user
}

// nobody is the answer to a query without hits (E-6.4).
func nobody() Answer {
	a := matched()
	a.Body = []byte(`{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": []}`)
	return a
}

func TestListResponse(t *testing.T) {
	more := []any{another("1", "ana.reis@fabrikam.example"), another("2", "ana.reis@fabrikam.example")}
	run(t, []row{
		{"the resource itself (E-6.3)", matched, bodyIs(userBody), []string{"Fail E-6.3"}},
		{"an error text with 200", matched, bodyIs(`{"error": "not found"}`), []string{"Fail E-6.3"}},
		{"no schemas (RFC 7644 §3.4.2)", matched, drop("schemas"), []string{"Fail RFC7644-3.4.2-R04 schemas"}},
		{"the schema of the resources", matched, set("schemas", []any{scim.URNUser}), []string{"Fail RFC7644-3.4.2-R04 schemas"}},
		{"no totalResults (RFC 7644 §3.4.2: REQUIRED)", matched, drop("totalResults"), []string{"Fail RFC7644-3.4.2-R05 totalResults"}},
		{"totalResults as a text", matched, set("totalResults", "1"), []string{"Fail RFC7644-3.4.2-R05 totalResults"}},
		{"totalResults is too small", matched, all(set("Resources", more), set("itemsPerPage", 2)), []string{"Fail RFC7644-3.4.2-R05 totalResults"}},
		{"no hits in the count, but in the list", matched, set("totalResults", 0), []string{"Fail RFC7644-3.4.2-R05 totalResults"}},
		{"hits but no Resources (RFC 7644 §3.4.2: REQUIRED)", matched, drop("Resources"), []string{"Fail RFC7644-3.4.2-R07 Resources"}},
		{"Resources is null", matched, set("Resources", nil), []string{"Fail RFC7644-3.4.2-R07 Resources"}},
		{"Resources is an object", matched, set("Resources", another("1", "x")), []string{"Fail RFC7644-3.4.2-R07 Resources"}},
		{"Resources holds ids", matched, set("Resources", []any{"1"}), []string{"Fail RFC7644-3.4.2-R07 Resources"}},
		{"partial without startIndex (RFC 7644 §3.4.2)", matched, all(set("totalResults", 5), drop("startIndex")), []string{"Fail RFC7644-3.4.2-R09 startIndex"}},
		{"partial without itemsPerPage (RFC 7644 §3.4.2)", matched, all(set("totalResults", 5), drop("itemsPerPage")), []string{"Fail RFC7644-3.4.2-R10 itemsPerPage"}},
		{"itemsPerPage repeats the count (RFC 7644 table 7; EID 6010 leaves doubt)", matched, set("itemsPerPage", 100), []string{"Advice RFC7644-3.4.2.4-R09 itemsPerPage"}},
		{"startIndex as a text (RFC 7644 table 7)", matched, set("startIndex", "1"), []string{"Fail RFC7644-3.4.2.4-R11 startIndex"}},
		{"a resource without id (E-6.1)", matched, drop("Resources.0.id"), []string{"Fail E-6.1 id"}},
		{"a resource without schemas (RFC 7643 §3)", matched, drop("Resources.0.schemas"), []string{"Fail RFC7643-3-R03 schemas"}},
		{"a resource without meta (E-6.1)", matched, drop("Resources.0.meta"), []string{"Fail E-6.1 meta"}},
		{"a resource of another type", matched, set("Resources.0.meta.resourceType", "Group"), []string{"Fail RFC7644-3.3.1-R01 meta.resourceType"}},
		{"free: nobody without Resources (RFC 7644 §3.4.2)", nobody, drop("Resources"), nil},
		{"free: nobody without paging", nobody, all(drop("startIndex"), drop("itemsPerPage")), nil},
		{"free: startIndex 0 of nobody", nobody, set("startIndex", 0), nil},
		{"free: all of it without paging", matched, all(drop("startIndex"), drop("itemsPerPage")), nil},
		{"free: a page of more", matched, set("totalResults", 5), nil},
		{"free: names in another case (RFC 7643 §2.1)", matched, all(raw("totalResults", "TotalResults"), raw("Resources", "resources"), raw("schemas", "Schemas")), nil},
		{"free: the URI in another case (RFC 7644 §3.10)", matched, raw(scim.URNListResponse, strings.ToLower(scim.URNListResponse)), nil},
		{"free: further members", matched, set("nextCursor", "x"), nil},
		{"free: several hits that have the value", matched, all(set("Resources", more), set("totalResults", 2), set("itemsPerPage", 2)), nil},
	})
}

func TestFilterIsApplied(t *testing.T) {
	asking := func(attribute, value string) func() Answer {
		return func() Answer {
			a := matched()
			a.MatchAttribute, a.MatchValue = attribute, value
			return a
		}
	}
	run(t, []row{
		{"somebody else (RFC 7644 §3.4.2.2)", matched, set("Resources.0.userName", "bo@fabrikam.example"), []string{"Fail RFC7644-3.4.2.2-R02 userName"}},
		{"everybody", matched, all(set("Resources", []any{another("1", "ana.reis@fabrikam.example"), another("2", "bo@fabrikam.example")}), set("totalResults", 2), set("itemsPerPage", 2)),
			[]string{"Fail RFC7644-3.4.2.2-R02 userName"}},
		{"somebody for a random value (E-1.10)", matched, func(a *Answer) { a.MatchValue = "8a5f0e0c-6a0e-4c3e-9a55-0c6d6d7d9f10" }, []string{"Fail RFC7644-3.4.2.2-R02 userName"}},
		{"another value of a caseExact attribute (RFC 7644 §3.4.2.2)", asking("externalId", "ana.reis"), set("Resources.0.externalId", "ANA.REIS"), []string{"Fail RFC7644-3.4.2.2-R37 externalId"}},
		{"another address of the type asked for", asking(`emails[type eq "work"].value`, "ana.reis@fabrikam.example"), set("Resources.0.emails.0.value", "x@fabrikam.example"),
			[]string{`Fail RFC7644-3.4.2.2-R02 emails[type eq "work"].value`}},
		{"another department", asking(scim.URNEnterpriseUser+":department", "Purchasing"), body(func(b map[string]any) {
			put(b, []string{"Resources", "0", scim.URNEnterpriseUser, "department"}, "Sales")
		}), []string{"Fail RFC7644-3.4.2.2-R02 " + scim.URNEnterpriseUser + ":department"}},
		{"free: another case where it does not count (RFC 7643 §4.1.1, E-6.13)", matched, set("Resources.0.userName", "ANA.Reis@fabrikam.example"), nil},
		{"free: a URN before the name (RFC 7644 §3.10)", asking(scim.URNUser+":userName", "ana.reis@fabrikam.example"), func(*Answer) {}, nil},
		{"free: the attribute is not shown, so nothing can be said", asking("externalId", "ana.reis"), drop("Resources.0.externalId"), nil},
		{"free: one address of several", asking(`emails[type eq "work"].value`, "ana.reis@fabrikam.example"), set("Resources.0.emails", []any{
			map[string]any{"type": "home", "value": "x@fabrikam.example"}, map[string]any{"type": "work", "value": "Ana.Reis@fabrikam.example"},
		}), nil},
		{"free: nothing was asked for", asking("", ""), set("Resources.0.userName", "bo@fabrikam.example"), nil},
	})
}

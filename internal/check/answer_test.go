package check

import (
	"net/http"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

func TestStatus(t *testing.T) {
	run(t, []row{
		{"200 for a creation (RFC 7644 §3.3: SHALL return 201)", created, all(status(200), header("Location", "")), []string{"Fail RFC7644-3.3-R08"}},
		{"202 for a creation", created, status(202), []string{"Fail RFC7644-3.3-R08"}},
		{"201 for a PATCH (RFC 7644 §3.5.2, E-6.8)", patched, status(201), []string{"Fail E-6.8"}},
		{"200 for a DELETE (RFC 7644 §3.6: SHALL return 204)", deleted, status(200), []string{"Fail RFC7644-3.6-R07"}},
		{"200 with a body for a DELETE", deleted, all(status(200), bodyIs(`{"deleted":true}`)), []string{"Fail RFC7644-3.6-R07"}},
		{"202 for a DELETE", deleted, status(202), []string{"Fail RFC7644-3.6-R07"}},
		{"203 for a read (RFC 7644 §3.4.1)", read, status(203), []string{"Fail RFC7644-3.4.1-R01"}},
		{"free: 200 with the resource for a PATCH (RFC 7644 §3.5.2)", patchedBare, all(status(200), bodyIs(userBody), header("Content-Type", scim.MediaType)), nil},
		{"free: 204 for a PATCH", patched, all(status(204), bodyIs(""), header("Content-Type", "")), nil},
	})
}

func TestBodyOrNone(t *testing.T) {
	run(t, []row{
		{"200 without a body for a PATCH (RFC 7644 §3.5.2: 200 and the entire resource)", patchedBare, status(200), []string{"Fail RFC7644-3.5.2-R24"}},
		{"200 with blanks for a PATCH", patchedBare, all(status(200), bodyIs(" \n")), []string{"Fail RFC7644-3.5.2-R24"}},
		{"a creation without a body (E-6.7: 201 with the resource)", created, bodyIs(""), []string{"Fail E-6.7"}},
		{"204 for a creation", created, all(status(204), bodyIs("")), []string{"Fail E-6.7"}},
		{"a read without a body (E-6.15)", read, bodyIs(""), []string{"Fail E-6.15"}},
		{"204 with a body for a PATCH (RFC 9110 §15.3.5)", patchedBare, bodyIs(userBody), []string{"Fail RFC7644-3.5.2-R24"}},
		{"204 with a body for a DELETE", deleted, bodyIs("gone"), []string{"Fail RFC7644-3.6-R07"}},
		{"HTML for a read (E-6.15)", read, all(bodyIs("<!doctype html>"), header("Content-Type", "text/html")), []string{"Fail E-6.15"}},
		{"HTML for a PATCH", patched, bodyIs("<!doctype html>"), []string{"Fail E-6.15"}},
		{"an array for a read", read, bodyIs("[" + userBody + "]"), []string{"Fail E-6.15"}},
		{"two objects for a creation", created, bodyIs(userBody + userBody), []string{"Fail E-6.15"}},
		{"a JSON text for a creation", created, bodyIs(`"created"`), []string{"Fail E-6.15"}},
	})
}

// What a wrong address or something in front of the target gives is not judged:
// design §4 has no verdict then.
func TestAnswersThatSayNothingAboutTheTarget(t *testing.T) {
	run(t, []row{
		{"a login page for a query", matched, all(bodyIs("<!doctype html><title>Sign in</title>"), header("Content-Type", "text/html")), nil},
		{"an empty answer to a query", matched, bodyIs(""), nil},
		{"404 with a text for a query", matched, all(status(404), bodyIs("not found"), header("Content-Type", "text/plain")), nil},
		{"404 of a gateway in JSON for a query", matched, all(status(404), bodyIs(`{"message":"no route"}`), header("Content-Type", "application/json")), nil},
		{"401 without a SCIM error", refused, all(status(401), bodyIs("who are you?")), nil},
		{"403 without a SCIM error", refused, all(status(403), bodyIs("")), nil},
		{"429 without a SCIM error", refused, all(status(429), bodyIs("slow down")), nil},
		{"413 without a SCIM error", refused, all(status(413), bodyIs("")), nil},
		{"500 with a text", refused, all(status(500), bodyIs("out of order"), header("Content-Type", "text/plain")), nil},
		{"502 with HTML", created, all(status(502), bodyIs("<html>bad gateway</html>")), nil},
		{"a redirect", read, all(status(302), bodyIs("")), nil},
		{"an unknown id, whatever the body (E-6.6)", read, all(status(404), bodyIs("<html>no such page</html>"), header("Content-Type", "text/html")), nil},
	})
}

func TestMediaType(t *testing.T) {
	run(t, []row{
		{"plain JSON on a success (E-6.2)", read, header("Content-Type", "application/json"), []string{"Fail E-6.2 Content-Type"}},
		{"plain JSON on a list", matched, header("Content-Type", "application/json; charset=utf-8"), []string{"Fail E-6.2 Content-Type"}},
		{"HTML on a success that is JSON", patched, header("Content-Type", "text/html"), []string{"Fail E-6.2 Content-Type"}},
		{"no media type", created, header("Content-Type", ""), []string{"Fail E-6.2 Content-Type"}},
		{"a media type that is none", read, header("Content-Type", "application/"), []string{"Fail E-6.2 Content-Type"}},
		{"plain JSON on an error: tolerated (E-6.2), but SHOULD (RFC 7644 §8.1)", refused, header("Content-Type", "application/json"), []string{"Advice RFC7644-8.1-R01 Content-Type"}},
		{"free: a parameter (RFC 9110 §8.3.1)", read, header("Content-Type", "application/scim+json; charset=utf-8"), nil},
		{"free: capitals (RFC 9110 §8.3.1)", read, header("Content-Type", "Application/SCIM+JSON;charset=UTF-8"), nil},
		{"free: none where there is no body", patchedBare, header("Content-Type", ""), nil},
	})
}

func TestBytes(t *testing.T) {
	run(t, []row{
		{"bytes of Latin-1 (RFC 7644 §3.8: UTF-8)", read, raw("Ana Reis", "Ana\xe7 Reis"), []string{"Fail RFC7644-3.8-R01"}},
		{"a member twice (RFC 7159 §4: SHOULD be unique)", read, raw(`"title": "Buyer"`, `"title": "Buyer", "title": "Seller"`), []string{"Advice RFC7644-3.8-R01 title"}},
		{"a sub-attribute twice", read, raw(`"givenName": "Ana"`, `"givenName": "Ana", "givenName": "Ana"`), []string{"Advice RFC7644-3.8-R01 name.givenName"}},
		{"a member of an extension twice", read, raw(`"department": "Purchasing"`, `"department": "Purchasing", "department": "x"`),
			[]string{"Advice RFC7644-3.8-R01 " + scim.URNEnterpriseUser + ":department"}},
		{"a member of a value in an array twice", read, raw(`"type": "work"`, `"type": "work", "type": "home"`), []string{"Advice RFC7644-3.8-R01 emails.type"}},
		{"a name twice in different case (RFC 7643 §2.1)", read, raw(`"title": "Buyer"`, `"title": "Buyer", "Title": "Buyer"`), []string{"Advice RFC7644-3.8-R01 title"}},
		{"a member of a list twice", matched, raw(`"totalResults": 1`, `"totalResults": 1, "totalResults": 1`), []string{"Advice RFC7644-3.8-R01 totalResults"}},
		{"free: the same name in different objects", read, set("emails", []any{map[string]any{"value": "a@fabrikam.example", "type": "work"}, map[string]any{"value": "b@fabrikam.example", "type": "home"}}), nil},
		{"free: letters beyond ASCII, and escapes", read, raw("Buyer", `Compradora \u00e9 ção`), nil},
	})
}

func TestResource(t *testing.T) {
	const manager = scim.URNEnterpriseUser + ":manager"
	run(t, []row{
		{"no id (E-6.1, RFC 7643 §3.1)", read, drop("id"), []string{"Fail E-6.1 id"}},
		{"an id that is null (RFC 7643 §2.5)", read, set("id", nil), []string{"Fail E-6.1 id"}},
		{"an empty id", created, set("id", ""), []string{"Fail E-6.1 id"}},
		{"an id that is a number", matched, set("Resources.0.id", 5), []string{"Fail E-6.1 id"}},
		{"an id after a PATCH is not there", patched, drop("id"), []string{"Fail E-6.1 id"}},
		{"the reserved word in the id (RFC 7643 §3.1)", created, all(set("id", "bulkId:1"), set("meta.location", "https://fabrikam.example/scim/Users/bulkId:1"), header("Location", "https://fabrikam.example/scim/Users/bulkId:1")), []string{"Fail RFC7643-3.1-R09 id"}},
		{"another id than was asked for (RFC 7643 §3.1: stable)", read, set("id", "another"), []string{"Fail RFC7643-3.1-R07 id"}},
		{"another id in the answer to a PATCH", patched, set("id", strings.ToUpper(userID)), []string{"Fail RFC7643-3.1-R07 id"}},
		{"no schemas (RFC 7643 §3)", read, drop("schemas"), []string{"Fail RFC7643-3-R03 schemas"}},
		{"no schemas after a PATCH", patched, drop("schemas"), []string{"Fail RFC7643-3-R03 schemas"}},
		{"no schema in schemas (RFC 7643 §3.3)", read, set("schemas", []any{}), []string{"Fail RFC7643-3.3-R03 schemas"}},
		{"the extension only (RFC 7643 §3.3)", read, set("schemas", []any{scim.URNEnterpriseUser}), []string{"Fail RFC7643-3.3-R03 schemas"}},
		{"schemas as a text (RFC 7643 §3)", read, set("schemas", scim.URNUser), []string{"Fail RFC7643-3-R01 schemas"}},
		{"a schema twice (RFC 7643 §3)", read, set("schemas", []any{scim.URNUser, scim.URNUser}), []string{"Fail RFC7643-3-R05 schemas"}},
		{"an extension twice in different case (RFC 7644 §3.10)", read, set("schemas", []any{scim.URNUser, scim.URNEnterpriseUser, strings.ToUpper(scim.URNEnterpriseUser)}), []string{"Fail RFC7643-3-R05 schemas"}},
		{"no userName (E-6.1, RFC 7643 §4.1.1)", read, drop("userName"), []string{"Fail E-6.1 userName"}},
		{"an empty userName (RFC 7643 §4.1.1)", read, set("userName", ""), []string{"Fail RFC7643-4.1.1-R01 userName"}},
		{"a group without displayName (RFC 7643 §4.2, EID 5368)", readGroup, drop("displayName"), []string{"Fail RFC7643-4.2-R02 displayName"}},
		{"a password (RFC 7643 §4.1.1: SHALL NOT be returned)", read, set("password", "$2y$secret"), []string{"Fail RFC7643-4.1.1-R26 password"}},
		{"active as a text (RFC 7643 §2.3.2)", read, set("active", "True"), []string{"Fail RFC7643-2.3.2-R01 active"}},
		{"active as a number", patched, set("active", 1), []string{"Fail RFC7643-2.3.2-R01 active"}},
		{"primary as a text", read, set("emails.0.primary", "true"), []string{"Fail RFC7643-2.3.2-R01 emails.primary"}},
		{"a title that is a number (RFC 7643 §2.3)", read, set("title", 7), []string{"Fail RFC7643-2.3-R02 title"}},
		{"emails without array (RFC 7643 §2.4)", read, set("emails", map[string]any{"value": "a@fabrikam.example"}), []string{"Fail RFC7643-2.4-R01 emails"}},
		{"emails that are texts (E-6.15)", read, set("emails", []any{"a@fabrikam.example"}), []string{"Fail E-6.15 emails"}},
		{"a name that is a text (E-6.15)", read, set("name", "Ana Reis"), []string{"Fail E-6.15 name"}},
		{"a manager that is the bare id (E-5.28, E-6.15)", read, body(func(b map[string]any) { put(b, []string{scim.URNEnterpriseUser, "manager"}, "51aa") }), []string{"Fail E-6.15 " + manager}},
		{"two primary values (RFC 7643 §2.4)", read, set("emails", []any{
			map[string]any{"value": "a@fabrikam.example", "type": "work", "primary": true}, map[string]any{"value": "b@fabrikam.example", "type": "home", "primary": true},
		}), []string{"Fail RFC7643-2.4-R05 emails.primary"}},
		{"the same value with the same type twice (RFC 7643 §2.4: SHOULD NOT)", read, set("emails", []any{
			map[string]any{"value": "a@fabrikam.example", "type": "work"}, map[string]any{"value": "a@fabrikam.example", "type": "Work"},
		}), []string{"Advice RFC7643-2.4-R10 emails"}},
		{"many faults of one kind are one finding", read, set("emails", []any{"a", "b", "c"}), []string{"Fail E-6.15 emails"}},
		{"faults of different kinds are told apart", read, all(set("title", 7), set("active", "True"), drop("userName")),
			[]string{"Fail RFC7643-2.3-R02 title", "Fail RFC7643-2.3.2-R01 active", "Fail E-6.1 userName"}},
	})
}

// What the RFC leaves to the service provider is no finding.
func TestResourceFreedoms(t *testing.T) {
	run(t, []row{
		{"further attributes (RFC 7643 §3.3)", read, set("department", map[string]any{"anything": []any{1, nil}}), nil},
		{"an extension of its own", read, set("urn:example:params:scim:schemas:extension:badge:2.0:User", map[string]any{"badge": 7}), nil},
		{"a further schema", read, set("schemas", []any{"urn:example:other", scim.URNUser}), nil},
		{"the extension in use not named (RFC 7643 §3.3: MAY)", read, set("schemas", []any{scim.URNUser}), nil},
		{"schema URIs in another case (RFC 7644 §3.10)", read, set("schemas", []any{strings.ToUpper(scim.URNUser), strings.ToLower(scim.URNEnterpriseUser)}), nil},
		{"names in another case (RFC 7643 §2.1)", read, all(raw(`"userName"`, `"USERNAME"`), raw(`"givenName"`, `"givenname"`), raw(`"id"`, `"ID"`), raw(`"schemas"`, `"Schemas"`)), nil},
		{"the members of meta in another case", read, all(raw(`"resourceType"`, `"ResourceType"`), raw(`"created"`, `"Created"`)), nil},
		{"the URN of an extension in another case", read, raw(`"`+scim.URNEnterpriseUser+`": {`, `"`+strings.ToLower(scim.URNEnterpriseUser)+`": {`), nil},
		{"optional attributes absent (RFC 7643 §2.5)", read, all(drop("title"), drop("name"), drop("emails"), drop("active"), drop("externalId"), drop(scim.URNEnterpriseUser)), nil},
		{"optional attributes null (RFC 7643 §2.5)", read, all(set("title", nil), set("name", nil), set("emails", nil), set("active", nil), set("emails", []any{})), nil},
		{"sub-attributes null", read, all(set("emails.0.primary", nil), set("name.givenName", nil)), nil},
		{"a relative location (RFC 7643 §2.3.7)", read, set("meta.location", "/Users/"+userID), nil},
		{"an entity-tag (RFC 7643 §3.1)", read, set("meta.version", `W/"1"`), nil},
		{"values of any form (RFC 7643 §4.1.2: SHOULD)", read, all(set("emails.0.value", "no address"), set("emails.0.type", "car")), nil},
		{"no e-mail is the primary one", read, set("emails.0.primary", false), nil},
		{"the same value with different types (RFC 7643 §2.4: MAY)", read, set("emails", []any{
			map[string]any{"value": "a@fabrikam.example", "type": "work"}, map[string]any{"value": "a@fabrikam.example", "type": "home"},
		}), nil},
		{"a PATCH shows only what it changed (E-6.8)", patched, bodyIs(`{"schemas": ["` + scim.URNUser + `"], "id": "` + userID + `", "title": "Buyer"}`), nil},
		{"a projection shows what was asked for (RFC 7644 §3.9)", read, all(func(a *Answer) { a.RawQuery = "attributes=title" }, bodyIs(`{"id": "`+userID+`", "title": "Buyer"}`)), nil},
		{"an empty title", read, set("title", ""), nil},
	})
}

func TestMeta(t *testing.T) {
	run(t, []row{
		{"a user without meta (E-6.1)", read, drop("meta"), []string{"Fail E-6.1 meta"}},
		{"a group without meta (RFC 7643 §3.1)", readGroup, drop("meta"), []string{"Fail RFC7643-3.1-R02 meta"}},
		{"no resource type (RFC 7644 §3.3.1)", read, drop("meta.resourceType"), []string{"Fail RFC7644-3.3.1-R01 meta.resourceType"}},
		{"another resource type", readGroup, set("meta.resourceType", "User"), []string{"Fail RFC7644-3.3.1-R01 meta.resourceType"}},
		{"the resource type in another case (RFC 7643 §3.1: caseExact)", read, set("meta.resourceType", "user"), []string{"Fail RFC7644-3.3.1-R01 meta.resourceType"}},
		{"no time of creation (RFC 7643 §3.1: assigned)", read, drop("meta.created"), []string{"Fail RFC7643-3.1-R02 meta.created"}},
		{"no time of change", read, drop("meta.lastModified"), []string{"Fail RFC7643-3.1-R02 meta.lastModified"}},
		{"no location", read, drop("meta.location"), []string{"Fail RFC7643-3.1-R02 meta.location"}},
		{"a time without zone sign or T (RFC 7643 §2.3.5)", read, set("meta.created", "2026-05-04 08:13:02"), []string{"Fail RFC7643-2.3.5-R01 meta.created"}},
		{"a date alone", read, set("meta.lastModified", "2026-05-04"), []string{"Fail RFC7643-2.3.5-R01 meta.lastModified"}},
		{"a time as a number", read, set("meta.created", 1777882382), []string{"Fail RFC7643-2.3.5-R01 meta.created"}},
		{"a location that is no URI (RFC 7643 §2.3.7)", read, set("meta.location", "http://fabrikam.example/a b"), []string{"Fail RFC7643-2.3.7-R02 meta.location"}},
		{"Content-Location is another address (RFC 7643 §3.1)", read, header("Content-Location", "https://fabrikam.example/scim/Users/2"), []string{"Fail RFC7643-3.1-R23 meta.location"}},
		{"the entity-tag is another (RFC 7643 §3.1)", read, all(set("meta.version", `W/"1"`), header("ETag", `W/"2"`)), []string{"Fail RFC7643-3.1-R24 meta.version"}},
		{"changed before it was created (RFC 7643 §3.1)", created, set("meta.lastModified", "2026-05-04T08:13:02.003Z"), []string{"Fail RFC7643-3.1-R21 meta.lastModified"}},
		{"no Location at a creation (RFC 7644 §3.3)", created, header("Location", ""), []string{"Fail RFC7644-3.3-R10 Location"}},
		{"another Location than meta.location", created, header("Location", "https://fabrikam.example/Users/"+userID), []string{"Fail RFC7644-3.3-R10 Location"}},
		{"free: an xsd:dateTime without zone", read, set("meta.created", "2026-05-04T08:13:02"), nil},
		{"free: fractions and offsets", read, all(set("meta.created", "2026-05-04T10:13:02.000+02:00"), set("meta.lastModified", "2026-05-04T08:13:02.123456789Z")), nil},
		{"free: created and lastModified written differently", created, set("meta.lastModified", "2026-05-04T10:13:02.000+02:00"), nil},
		{"free: changed later", read, set("meta.lastModified", "2027-01-01T00:00:00Z"), nil},
		{"free: a relative Location", created, header("Location", "/Users/"+userID), nil},
		{"free: the same Content-Location", read, header("Content-Location", "https://fabrikam.example/scim/Users/"+userID), nil},
		{"free: the same entity-tag", read, all(set("meta.version", `W/"1"`), header("ETag", `W/"1"`)), nil},
		{"free: a tag made weak on the way", read, all(set("meta.version", `"1"`), header("ETag", `W/"1"`)), nil},
		{"free: an entity-tag without meta.version (RFC 7643 §3.1: optional)", read, header("ETag", `W/"1"`), nil},
		{"free: a PATCH without Location", patched, header("Location", ""), nil},
	})
}

func TestExcludedAttributes(t *testing.T) {
	members := []any{map[string]any{"value": "51aa"}}
	query := func() Answer {
		a := matched()
		a.Type, a.Path, a.RawQuery, a.Excluded = "Group", "/Groups", "excludedAttributes=members", []string{"members"}
		a.MatchAttribute, a.MatchValue = "displayName", "Lisbon Buyers"
		a.Body = []byte(strings.Replace(string(a.Body), userBody, groupBody, 1))
		return a
	}
	without := func(name string) func() Answer {
		return func() Answer {
			a := read()
			a.Excluded = []string{name}
			drop(name)(&a)
			return a
		}
	}
	run(t, []row{
		{"the members all the same (E-6.10)", readGroup, set("members", members), []string{"Fail E-6.10 members"}},
		{"the members in a list all the same", query, set("Resources.0.members", members), []string{"Fail E-6.10 members"}},
		{"the members under a name in capitals", readGroup, set("Members", members), []string{"Fail E-6.10 members"}},
		{"another attribute all the same (RFC 7644 §3.9)", without("title"), set("title", "Buyer"), []string{"Fail RFC7644-3.9-R05 title"}},
		{"free: empty members (RFC 7643 §2.5)", readGroup, set("members", []any{}), nil},
		{"free: members that are null", readGroup, set("members", nil), nil},
		{"free: members that nobody excluded", readGroup, all(func(a *Answer) { a.Excluded, a.RawQuery = nil, "" }, set("members", members)), nil},
		{"free: what was excluded is not missing", read, all(func(a *Answer) { a.Excluded = []string{"userName", "meta"} }, drop("userName"), drop("meta")), nil},
		{"the id may not be excluded (RFC 7644 §3.9)", read, all(func(a *Answer) { a.Excluded = []string{"id"} }, drop("id")), []string{"Fail E-6.1 id"}},
		{"free: what is always returned (RFC 7644 §3.9)", read, func(a *Answer) { a.Excluded = []string{"id"} }, nil},
	})
}

func TestFindingsOfAnAnswerSayWhatWasSeen(t *testing.T) {
	judge := realJudge(t)
	a := read()
	set("active", "False")(&a)
	found := judge.Answer(a)
	if len(found) != 1 {
		t.Fatalf("%d findings", len(found))
	}
	f := found[0]
	if f.Expected != "a boolean" || f.Seen != "False" || f.Resource != "Users/"+userID || f.Object != "ana" || f.Cycle != 1 || len(f.Exchanges) != 1 || f.Exchanges[0] != 7 {
		t.Errorf("%+v", f)
	}
	set("password", "hash-of-the-password")(&a)
	for _, f := range judge.Answer(a) {
		if strings.Contains(f.Seen+f.Message+f.Expected, "hash-of-the-password") {
			t.Errorf("the finding repeats what must never be shown: %+v", f)
		}
		if f.Attribute == "password" && f.Harm != verdict.SecurityHole {
			t.Errorf("harm %q", f.Harm)
		}
	}
}

// An answer about a kind of resource that no schema describes is judged as a
// message only.
func TestUnknownType(t *testing.T) {
	a := read()
	a.Type = "Device"
	a.Header = http.Header{}
	if got := told(realJudge(t).Answer(a)); len(got) != 1 || got[0] != "Fail E-6.2 Content-Type" {
		t.Errorf("%v", got)
	}
}

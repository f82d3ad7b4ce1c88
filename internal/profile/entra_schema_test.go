package profile_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
)

func exportedSchema(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/fabrikam.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func loadSchema(t testing.TB, text string) (*profile.Profile, error) {
	t.Helper()
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	return profile.Load("exports/Fabrikam Buy.json", []byte(text), set, expression, regex)
}

// Entra's exported schema becomes a profile (E-3.30 – E-3.32): kinds of mappings
// (E-3.1 – E-3.4), flow (E-3.6, E-3.7), matching (E-3.8), definitions (E-3.16) and
// filters (E-2.16, E-2.17).
func TestEntraSchema(t *testing.T) {
	const fabrikam = "urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:"
	got, err := loadSchema(t, exportedSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	staff := `the "staff"`
	want := &profile.Profile{
		APIVersion: "scimulator/v1", Kind: "Profile", Name: "fabrikam-buy", Title: "customappsso", Exported: []byte(exportedSchema(t)),
		Users: profile.Mapping{Actions: []string{"create", "update"}, Attributes: []profile.Attribute{
			{Target: "userName", Source: "userPrincipalName", Matching: 1, Required: true, CaseExact: true},
			{Target: "active", Expression: "Not([IsSoftDeleted])"},
			{Target: "externalId", Expression: `Left([mailNickname], "8")`, Matching: 2},
			{Target: "nickName", Source: "givenName", Default: "none", Apply: "create", Flow: "always"},
			{Target: "userType", Constant: &staff},
			{Target: "title", Default: "Member"},
			{Target: fabrikam + "seats", Source: "extensionAttribute1", Type: "integer"},
			{Target: fabrikam + "hired", Source: "employeeHireDate", Type: "dateTime"},
			{Target: fabrikam + "badge", Source: "extensionAttribute2", Type: "binary"},
			{Target: fabrikam + "tags", Source: "proxyAddresses", Apply: "additions", Many: true},
			{Target: fabrikam + "assistant", Source: "assistant", Type: "reference"},
			{Target: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", Source: "manager"},
		}},
		Groups: &profile.Mapping{Actions: []string{"create", "update", "delete"}, Attributes: []profile.Attribute{
			{Target: "displayName", Source: "displayName", Matching: 1, Required: true}, {Target: "members", Source: "members"},
		}},
		Scope: profile.Scope{Filters: []profile.Filter{
			{Name: "Sales in Lisbon", Clauses: []profile.Clause{{Attribute: "department", Operator: "EQUALS", Value: "Sales"}, {Attribute: "city", Operator: "IS NOT NULL"}}},
			{Name: "Lisbon", Kind: "inputFilterGroups", Clauses: []profile.Clause{{Attribute: "city", Operator: "REGEX MATCH", Value: "^Lis(bon|boa)$"}}},
			{Name: "Named", Of: "groups", Clauses: []profile.Clause{{Attribute: "displayName", Operator: "ENDS_WITH", Value: "-app"}}},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Mistakes are told at their places in the exported file.
func TestMistakesInAnEntraSchema(t *testing.T) {
	whole := exportedSchema(t)
	for _, row := range []struct{ name, old, new, at, want string }{
		{"a function that is none", "Not([IsSoftDeleted])", "bad([IsSoftDeleted])", "bad([", `unknown function "bad"`},
		{"a target that cannot be one (E-3.20)", `"locale", "matchingPriority": 0, "flowType": "Always", "defaultValue": null`, `"password", "defaultValue": "x"`, `"password"`,
			"password cannot be a target: Entra does not provision it (E-3.20)"},
		{"twice", `{ "targetAttributeName": "nickName"`, `{ "targetAttributeName":    "userName"`, `   "userName"`, "userName is mapped twice (first as userName)"},
		{"priority twice (E-3.8)", `"matchingPriority": 2`, `"matchingPriority":    1`, "   1", "the matching priority 1 belongs to userName already: attributes are tried one at a time (E-3.8)"},
		{"roles without a function (E-3.28)", `{ "type": "Attribute", "name": "employeeHireDate" }`, `{ "type": "Attribute", "name": "appRoleAssignments" }`, `{ "type": "Attribute", "name": "appRole`,
			"appRoleAssignments has to go through a function: SingleAppRoleAssignment, AppRoleAssignmentsComplex or AssertiveAppRoleAssignmentsComplex (E-3.28)"},
		{"no actions (E-3.19)", `"Add, Update"`, `"nothing"`, `"nothing"`, "flowTypes: at least one of Add, Update and Delete is expected (E-3.19)"},
		{"unknown operator (E-2.11)", `"EQUALS"`, `"STARTS"`, `"STARTS"`,
			`operatorName: "STARTS" is not one of EQUALS, NOT EQUALS, ENDS_WITH, Includes, REGEX MATCH, NOT REGEX MATCH, Greater_Than, Greater_Than_OR_EQUALS, IS TRUE, IS FALSE, IS NULL, IS NOT NULL, &, !& (E-2.11)`},
		{"several operands (E-2.16)", `["Sales"]`, `["Sales", "Service"]`, `"Service"`, "a clause with several operands is not played: give one value (E-2.16)"},
		{"an attribute that no filter knows (E-2.13)", `"sourceOperandName": "department"`, `"sourceOperandName": "manager"`, `"manager", "operatorName"`, "manager cannot stand in a scoping filter (E-2.13)"},
		{"users switched off (E-2.3)", `Entra ID Users", "enabled": true`, `Entra ID Users", "enabled": false`, "[\n    { \"id\": \"99aa\"",
			"no rule provisions Entra's users: an objectMapping with sourceObjectName User is expected, enabled (E-2.3)"},
		{"a name in another case", `"lastUpdated": 1.50`, `"Directories": []`, `"Directories"`, `unknown key "Directories" (did you mean "directories"?)`},
		{"groups switched off", `Entra ID Groups", "enabled": true`, `Entra ID Groups", "enabled": false`, "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			if strings.Count(whole, row.old) != 1 {
				t.Fatalf("%s is there %d times", row.old, strings.Count(whole, row.old))
			}
			text := strings.Replace(whole, row.old, row.new, 1)
			_, err := loadSchema(t, text)
			got, want := "", ""
			if err != nil {
				got = err.Error()
			}
			if row.want != "" {
				want = "exports/Fabrikam Buy.json:" + position(t, text, row.at) + ": " + row.want
			}
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
	if _, err := loadSchema(t, strings.Replace(whole, `"id": "scim",`, `"id": "scim" "x"`, 1)); err == nil {
		t.Error("what is no JSON is taken")
	}
}

// position is the line and column of a text, blanks before it not counted.
func position(t *testing.T, text, part string) string {
	t.Helper()
	index := strings.Index(text, part)
	if index < 0 || strings.Count(text, part) != 1 {
		t.Fatalf("%q is there %d times", part, strings.Count(text, part))
	}
	index += len(part) - len(strings.TrimLeft(part, " "))
	before := text[:index]
	return fmt.Sprintf("%d:%d", 1+strings.Count(before, "\n"), index-strings.LastIndex(before, "\n"))
}

// What nobody changed is given back byte by byte.
func TestEntraSchemaIsGivenBack(t *testing.T) {
	loaded, err := loadSchema(t, exportedSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := loaded.EntraSchema()
	if err != nil || string(raw) != exportedSchema(t) {
		t.Errorf("%v\n%s", err, cmp.Diff(exportedSchema(t), string(raw)))
	}
}

// A change shows in the schema, and only the change.
func TestEditedEntraSchema(t *testing.T) {
	loaded, err := loadSchema(t, exportedSchema(t))
	if err != nil {
		t.Fatal(err)
	}
	loaded.Users.Actions = append(loaded.Users.Actions, "delete")
	loaded.Users.Attributes = append(loaded.Users.Attributes, profile.Attribute{Target: "displayName", Expression: `Join(" ", [givenName], [surname])`, Required: true})
	loaded.Users.Attributes[5].Default = "Guest"
	loaded.Scope.Filters[0].Clauses = loaded.Scope.Filters[0].Clauses[:1]
	loaded.Groups = nil
	raw, err := loaded.EntraSchema()
	if err != nil {
		t.Fatal(err)
	}
	want := decodeTree(t, exportedSchema(t))
	mappings := at(want, "synchronizationRules", 1, "objectMappings").([]any)
	users := mappings[0].(map[string]any)
	users["flowTypes"] = "Add, Update, Delete"
	entries := users["attributeMappings"].([]any)
	entries[5] = decodeTree(t, `{"targetAttributeName": "title", "matchingPriority": 0, "flowType": "Always", "flowBehavior": "FlowWhenChanged", "defaultValue": "Guest", "source": null}`)
	users["attributeMappings"] = append(entries, decodeTree(t, `{"targetAttributeName": "displayName", "matchingPriority": 0, "flowType": "Always", "flowBehavior": "FlowWhenChanged",
		"defaultValue": null, "exportMissingReferences": false,
		"source": {"type": "Function", "name": "Join", "expression": "Join(\" \", [givenName], [surname])", "parameters": []}}`))
	groups := at(users, "scope", "groups", 0).(map[string]any)
	groups["clauses"] = groups["clauses"].([]any)[:1]
	mappings[1].(map[string]any)["enabled"] = false
	definitions := at(want, "directories", 1, "objects", 0).(map[string]any)
	definitions["attributes"] = append(definitions["attributes"].([]any),
		decodeTree(t, `{"name": "title", "type": "String", "required": false, "caseExact": false, "multivalued": false}`),
		decodeTree(t, `{"name": "displayName", "type": "String", "required": true, "caseExact": false, "multivalued": false}`))
	if diff := cmp.Diff(want, decodeTree(t, string(raw))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func decodeTree(t *testing.T, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

func at(tree any, path ...any) any {
	for _, part := range path {
		switch part := part.(type) {
		case string:
			tree = tree.(map[string]any)[part]
		case int:
			tree = tree.([]any)[part]
		}
	}
	return tree
}

// A profile of our own becomes a schema, and the schema the same mapping again;
// what Entra does not know is left out.
func TestProfileAsEntraSchema(t *testing.T) {
	for name, text := range map[string]string{"everything": whole, "users only": first} {
		t.Run(name, func(t *testing.T) {
			own, err := load(t, text)
			if err != nil {
				t.Fatal(err)
			}
			own.Scope.Filters = []profile.Filter{{Name: "x", Of: "users", Kind: "groups", Clauses: []profile.Clause{{Attribute: "city", Operator: "EQUALS", Value: "Lisboa"}}}}
			raw, err := own.EntraSchema()
			if err != nil {
				t.Fatal(err)
			}
			again, err := loadSchema(t, string(raw))
			if err != nil {
				t.Fatalf("%v\n%s", err, raw)
			}
			for i := range own.Users.Attributes {
				own.Users.Attributes[i].Filterable = false
				if own.Users.Attributes[i].Target == "active" {
					own.Users.Attributes[i].Type = "" // known
				}
			}
			own.Scope.Filters[0].Of, own.Scope.Filters[0].Kind = "", ""
			got := []any{again.Users, again.Groups, again.Scope.Filters}
			if diff := cmp.Diff([]any{own.Users, own.Groups, own.Scope.Filters}, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A group mapping that is switched on comes to a schema that has none.
func TestGroupsInAnEntraSchema(t *testing.T) {
	own, err := load(t, first)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := own.EntraSchema()
	if err != nil {
		t.Fatal(err)
	}
	again, err := loadSchema(t, string(raw))
	if err != nil {
		t.Fatal(err)
	}
	again.Groups = &profile.Mapping{Actions: []string{"create"}, Attributes: []profile.Attribute{{Target: "displayName", Source: "displayName", Matching: 1}}}
	if raw, err = again.EntraSchema(); err != nil {
		t.Fatal(err)
	}
	third, err := loadSchema(t, string(raw))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(again.Groups, third.Groups); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

package profile_test

import (
	"errors"
	"os"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/shape"
)

// formats are the published schemas of our files.
var formats = sync.OnceValues(func() (*shape.Set, error) { return shape.Compile(os.DirFS("../../schemas/format")) })

// expression stands for the expression language: "bad" is wrong where it stands.
func expression(text string) (string, int, bool) {
	if at := strings.Index(text, "bad"); at >= 0 {
		return `unknown function "bad"`, at, false
	}
	return "", 0, true
}

// regex stands for the regex language: "bad" is wrong.
func regex(text string) error {
	if strings.Contains(text, "bad") {
		return errors.New("the regex is not valid")
	}
	return nil
}

func load(t testing.TB, text string) (*profile.Profile, error) {
	t.Helper()
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	return profile.Load("app.yaml", []byte(text), set, expression, regex)
}

// The profiles that the program carries are sound.
func TestBuiltInProfiles(t *testing.T) {
	names, err := os.ReadDir("../../scenarios/profiles")
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	for _, entry := range names {
		text, err := os.ReadFile(path.Join("../../scenarios/profiles", entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		loaded, err := load(t, string(text))
		if err != nil {
			t.Errorf("%s:\n%v", entry.Name(), err)
		} else if loaded.Name+".yaml" != entry.Name() {
			t.Errorf("%s is named %s", entry.Name(), loaded.Name)
		}
	}
}

const whole = `apiVersion: scimulator/v1
kind: Profile
name: fabrikam
title: Fabrikam
description: All that a profile can say.
sources: [manual.txt]
tenantUrls: [https://scim.fabrikam.example/v2]
dialect: entra-optscim
users:
  actions: [create, update]
  attributes:
    - {target: userName, source: userPrincipalName, matching: 1, required: true, filterable: true, caseExact: true}
    - {target: externalId, expression: 'ToLower([mailNickname])', matching: 2}
    - {target: active, expression: 'Not([IsSoftDeleted])', type: boolean}
    - {target: title, constant: Member, apply: create}
    - {target: nickName, source: givenName, default: none}
    - {target: 'emails[type eq "work"].value', source: mail}
    - {target: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', source: manager}
groups:
  actions: [create, update, delete]
  attributes:
    - {target: displayName, source: displayName, matching: 1}
    - {target: members, source: members}
nestedGroups: direct
effects:
  - {when: user.disabled, then: [leave-synced-groups, leave-team], because: SYNC-06}
  - {when: user.delete, then: [refuse]}
scope: {sync: all}
options: {groupWrite: patch}
documented: [PROV-01, "SYNC-*"]
`

func TestLoad(t *testing.T) {
	got, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	member := "Member"
	want := &profile.Profile{
		APIVersion: "scimulator/v1", Kind: "Profile", Name: "fabrikam", Title: "Fabrikam", Description: "All that a profile can say.",
		Sources: []string{"manual.txt"}, TenantURLs: []string{"https://scim.fabrikam.example/v2"}, Dialect: "entra-optscim",
		Users: profile.Mapping{Actions: []string{"create", "update"}, Attributes: []profile.Attribute{
			{Target: "userName", Source: "userPrincipalName", Matching: 1, Required: true, Filterable: true, CaseExact: true},
			{Target: "externalId", Expression: "ToLower([mailNickname])", Matching: 2},
			{Target: "active", Expression: "Not([IsSoftDeleted])", Type: "boolean"},
			{Target: "title", Constant: &member, Apply: "create"},
			{Target: "nickName", Source: "givenName", Default: "none"},
			{Target: `emails[type eq "work"].value`, Source: "mail"},
			{Target: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", Source: "manager"},
		}},
		Groups: &profile.Mapping{Actions: []string{"create", "update", "delete"}, Attributes: []profile.Attribute{
			{Target: "displayName", Source: "displayName", Matching: 1}, {Target: "members", Source: "members"},
		}},
		NestedGroups: "direct",
		Effects: []profile.Effect{
			{When: "user.disabled", Then: []string{"leave-synced-groups", "leave-team"}, Because: "SYNC-06"}, {When: "user.delete", Then: []string{"refuse"}},
		},
		Scope: profile.Scope{Sync: "all"}, Options: profile.Options{GroupWrite: "patch"}, Documented: []string{"PROV-01", "SYNC-*"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

const first = `apiVersion: scimulator/v1
kind: Profile
name: fabrikam
users:
  actions: [create]
  attributes:
    - {target: userName, source: userPrincipalName, matching: 1}
`

// users is a profile with one more user attribute, on line 8.
func users(attribute string) string { return first + "    - " + attribute + "\n" }

// groups is a profile whose group mapping has these attributes, from line 11 on.
func groups(attributes ...string) string {
	return first + "groups:\n  actions: [create]\n  attributes:\n    - " + strings.Join(attributes, "\n    - ") + "\n"
}

// What a profile must not say, by the exact words and places.
func TestMistakes(t *testing.T) {
	long := strings.Repeat("x", 10_001)
	for _, row := range []struct{ name, text, want string }{
		{"unknown key", first + "dialct: entra\n", `app.yaml:8:1: unknown key "dialct" (did you mean "dialect"?)`},
		{"unknown key of an attribute", users("{target: title, sorce: jobTitle}"), `app.yaml:8:7: title has no value: give exactly one of source, expression and constant` + "\n" + `app.yaml:8:23: unknown key "sorce" (did you mean "source"?)`},
		{"wrong type", users("{target: title, source: jobTitle, required: yes}"), "app.yaml:8:51: required: should be a boolean, not a string (write true or false)"},
		{"bad name", strings.Replace(first, "fabrikam", "Fabrikam App", 1), `app.yaml:3:7: name: "Fabrikam App" does not have the right form (for example autodesk, cloud-academy)`},
		{"unknown dialect", first + "dialect: entra-optscm\n", `app.yaml:8:10: dialect: "entra-optscm" is not one of entra, entra-optscim, entra-legacy, scim-validator (did you mean "entra-optscim"?)`},
		{"tenant URL", first + "tenantUrls: [scim.fabrikam.example]\n", `app.yaml:8:14: tenantUrls: "scim.fabrikam.example" does not have the right form (for example https://scim.fabrikam.example/v2)`},
		{"unknown action", strings.Replace(first, "[create]", "[create, disable]", 1), `app.yaml:5:21: actions: "disable" is not one of create, update, delete`},
		{"no users", "apiVersion: scimulator/v1\nkind: Profile\nname: x\n", `app.yaml:1:1: "users" is missing`},

		{"no value", users("{target: title}"), "app.yaml:8:7: title has no value: give exactly one of source, expression and constant"},
		{"two values", users("{target: title, source: jobTitle, constant: x}"), "app.yaml:8:41: title has source and constant: give exactly one of source, expression and constant"},
		{"three values", users("{constant: x, target: title, expression: y, source: z}"), "app.yaml:8:36: title has source and expression and constant: give exactly one of source, expression and constant"},
		{"empty constant", users("{target: title, constant: ''}"), "app.yaml:8:33: constant: must not be empty"},
		{"wrong expression", users("{target: title, expression: 'Join(\" \", bad(x))'}"), `app.yaml:8:46: unknown function "bad"`},
		{"wrong expression over lines", users("target: title\n      expression: >-\n        Join(\n        bad(x))"), `app.yaml:9:19: unknown function "bad" (at character 7)`},
		{"long expression", users("{target: title, expression: " + long + "}"), "app.yaml:8:35: the expression has 10001 characters, more than the 10000 that Entra takes (E-3.15)"},
		{"expression of 10,000 characters", users("{target: title, expression: " + long[1:] + "}"), ""},

		{"no target", users("{source: x}"), `app.yaml:8:7: "target" is missing in users.attributes[1]`},
		{"target that is no path", users("{target: 'emails[type eq work].value', source: mail}"), "app.yaml:8:32: "},
		{"target of a whole schema", users("{target: 'urn:ietf:params:scim:schemas:core:2.0:User', source: x}"), "app.yaml:8:16: urn:ietf:params:scim:schemas:core:2.0:User names a whole schema: name an attribute of it"},
		{"target of a whole extension", users("{target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User', source: x}"), "app.yaml:8:16: urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User names a whole schema: name an attribute of it"},
		{"element by two conditions", users(`{target: 'emails[type eq "work" and primary eq true].value', source: mail}`), `app.yaml:8:16: emails[type eq "work" and primary eq true].value selects an element by more than one equality, such as [type eq "work"] (E-3.21)`},
		{"element without sub-attribute", users(`{target: 'emails[type eq "work"]', source: mail}`), `app.yaml:8:16: emails[type eq "work"] selects an element but none of its sub-attributes, such as .value (E-3.21)`},
		{"id", users("{target: ID, source: objectId}"), "app.yaml:8:16: ID cannot be a target: it is the target's primary key (E-3.20)"},
		{"id by its URN", users("{target: 'urn:ietf:params:scim:schemas:core:2.0:User:id', source: objectId}"), "app.yaml:8:16: urn:ietf:params:scim:schemas:core:2.0:User:id cannot be a target: it is the target's primary key (E-3.20)"},
		{"entitlements", users(`{target: 'entitlements[type eq "x"].value', source: x}`), `app.yaml:8:16: entitlements[type eq "x"].value cannot be a target: Entra does not provision it (E-3.20)`},
		{"password", users("{target: password, constant: x}"), "app.yaml:8:16: password cannot be a target: Entra does not provision it (E-3.20)"},
		{"photos", users("{target: 'photos[type eq \"photo\"].value', source: x}"), `app.yaml:8:16: photos[type eq "photo"].value cannot be a target: Entra does not provision it (E-3.20)`},
		{"meta", users("{target: meta.created, source: x}"), "app.yaml:8:16: meta.created cannot be a target: clients do not write it (RFC 7643 §3, §3.1, §4.1.2)"},
		{"id of an extension", users("{target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:id', source: objectId}"), ""},
		{"members of users", users("{target: members, source: members}"), "app.yaml:8:16: members is an attribute of groups"},
		{"members from elsewhere", groups("{target: displayName, source: displayName, matching: 1}", "{target: members, source: owners}"), "app.yaml:12:16: members takes its value from the source attribute members (E-3.26)"},
		{"members to elsewhere", groups("{target: displayName, source: displayName, matching: 1}", "{target: externalId, source: members}"), "app.yaml:12:16: externalId cannot take the source attribute members: that goes to members (E-3.26)"},
		{"matching by members", groups("{target: displayName, source: displayName, matching: 1}", "{target: members, source: members, matching: 2}"), "app.yaml:12:16: members cannot be a matching attribute: it is a reference"},

		{"target twice", users("{target: username, source: mail}"), "app.yaml:8:16: username is mapped twice (first as userName)"},
		{"target twice by its URN", users("{target: 'urn:ietf:params:scim:schemas:core:2.0:User:userName', source: mail}"), "app.yaml:8:16: urn:ietf:params:scim:schemas:core:2.0:User:userName is mapped twice (first as userName)"},
		{"two elements", users("{target: 'emails[type eq \"work\"].value', source: mail}\n    - {target: 'emails[type eq \"home\"].value', source: otherMails}"), ""},
		{"priority twice", users("{target: externalId, source: mailNickname, matching: 1}"), "app.yaml:8:60: the matching priority 1 belongs to userName already: attributes are tried one at a time (E-3.8)"},
		{"negative priority", users("{target: externalId, source: mailNickname, matching: -1}"), "app.yaml:8:60: matching: must be 0 or more, is -1"},
		{"matching by a constant", users("{target: title, constant: x, matching: 2}"), "app.yaml:8:36: title cannot be a matching attribute: its value is the same for everybody"},
		{"nothing to match by", strings.Replace(first, ", matching: 1", "", 1), "app.yaml:7:5: no attribute has `matching: 1`: without a matching attribute no account can be found (E-3.10)"},
		{"nothing to match groups by", groups("{target: displayName, source: displayName}"), "app.yaml:11:5: no attribute has `matching: 1`: without a matching attribute no account can be found (E-3.10)"},

		{"unknown event", first + "effects:\n  - {when: user.disable, then: [stay]}\n", `app.yaml:9:12: when: "user.disable" is not one of user.disabled, user.enabled, user.removed, user.delete, group.removed, sync.disabled (did you mean "user.disabled"?)`},
		{"unknown effect", first + "effects:\n  - {when: user.disabled, then: [leave-teams]}\n", `app.yaml:9:34: then: "leave-teams" is not one of leave-synced-groups, leave-team, lose-seats, join-team, leave-hubs-and-projects, leave-account, stay, refuse, nothing (did you mean "leave-team"?)`},
		{"effect without reason in form", first + "effects:\n  - {when: user.disabled, then: [stay], because: they say so}\n", `app.yaml:9:50: because: "they say so" does not have the right form (for example SYNC-06)`},
		{"nothing and something", first + "effects:\n  - {when: user.disabled, then: [stay, nothing]}\n", "app.yaml:9:40: nothing stands alone: with it nothing else happens"},
		{"unknown option", first + "options: {groupsWrite: put}\n", `app.yaml:8:11: unknown key "groupsWrite" (did you mean "groupWrite"?)`},
		{"unknown value of an option", first + "options: {groupWrite: post}\n", `app.yaml:8:23: groupWrite: "post" is not one of patch, put`},
		{"documented without an id", first + "documented: [SYNC-06, everything]\n", `app.yaml:8:23: documented: "everything" does not have the right form (for example SYNC-06, PROV-*)`},
		{"unknown scope", first + "scope: {sync: everybody}\n", `app.yaml:8:15: sync: "everybody" is not one of assigned, all`},

		{"groups written whole (E-5.49)", first + "options: {groupWrite: put}\n", ""},
		{"options of the wire", first + "options: {E-1.10: prefixed, E-4.50: true, E-5.4: bare, E-5.5: percent, E-5.9: true, E-5.15: string, E-5.27: remove, E-5.43: 5}\n", ""},
		{"too few members in a PATCH (E-5.43)", first + "options: {E-5.43: 0}\n", "app.yaml:8:19: E-5.43: must be 1 or more, is 0"},
		{"no form of that name (E-5.27)", first + "options: {E-5.27: null}\n", "app.yaml:8:19: E-5.27: null is not one of empty, object, remove"},

		{"a default alone (E-3.4)", users("{target: title, default: Member}"), ""},
		{"a default alone, matching", users("{target: title, default: Member, matching: 2}"), "app.yaml:8:40: title cannot be a matching attribute: it has no source (E-3.4)"},
		{"roles without a function (E-3.28)", users("{target: roles, source: appRoleAssignments}"), "app.yaml:8:31: appRoleAssignments has to go through a function: SingleAppRoleAssignment, AppRoleAssignmentsComplex or AssertiveAppRoleAssignmentsComplex (E-3.28)"},
		{"additions to a single value (E-3.6)", users("{target: title, source: jobTitle, apply: additions}"), "app.yaml:8:48: title has one value: additions is for multi-valued attributes (E-3.6)"},
		{"additions to a list", users("{target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:tags', source: proxyAddresses, apply: additions, multiValued: true}"), ""},
		{"additions to an element", users("{target: 'emails[type eq \"other\"].value', source: proxyAddresses, apply: additions}"), ""},
		{"Switch for a reference (E-4.50)", users("{target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:assistant', type: reference, expression: 'Switch([a], , \"b\", \"c\")'}"), "app.yaml:8:116: Switch cannot give the value of a reference attribute (E-4.50)"},
		{"the word Switch in a text", users("{target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:assistant', type: reference, expression: 'Coalesce([a], \"\\\"Switch(\")'}"), ""},
		{"another reference of a group", groups("{target: displayName, source: displayName, matching: 1}", "{target: owner, source: owner, type: reference}"), "app.yaml:12:44: owner: the only reference of a group is members, which needs no type (E-3.26)"},
		{"three parts of an extension value (E-3.23)", users("{target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:desk.a', source: a}\n    - {target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:desk.b', source: b}\n    - {target: 'urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:desk.c', source: c}"), "app.yaml:10:16: urn:ietf:params:scim:schemas:extension:Fabrikam:2.0:User:desk would be a complex value with three sub-attributes, which Entra cannot fill (E-3.23)"},
		{"Entra's own schema without users (E-3.30)", `{"directories": [], "synchronizationRules": []}`, "app.yaml:1:45: no rule provisions Entra's users: an objectMapping with sourceObjectName User is expected, enabled (E-2.3)"},
		{"a story", "apiVersion: scimulator/v1\nkind: Scenario\n", `app.yaml:2:7: kind is "Scenario", expected Profile`},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := load(t, row.text)
			got := ""
			if err != nil {
				got = err.Error()
			}
			if row.want == "app.yaml:8:32: " { // the words are the filter package's
				got = got[:min(len(got), len(row.want))]
			}
			if got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

// All mistakes are told at once, in the order in which they stand.
func TestAllMistakesAtOnce(t *testing.T) {
	_, err := load(t, `apiVersion: scimulator/v1
kind: Profile
name: fabrikam
titel: Fabrikam
users:
  actions: [create]
  attributes:
    - {target: id, source: objectId}
    - {target: title, source: 5}
    - {target: nickName, expression: bad}
groups: {actions: [], attributes: [{target: members, source: members}]}
`)
	want := "app.yaml:4:1: unknown key \"titel\" (did you mean \"title\"?)\n" +
		"app.yaml:8:5: no attribute has `matching: 1`: without a matching attribute no account can be found (E-3.10)\n" +
		"app.yaml:8:16: id cannot be a target: it is the target's primary key (E-3.20)\n" +
		"app.yaml:9:7: title has no value: give exactly one of source, expression and constant\n" +
		"app.yaml:9:31: source: should be a string, not a number (write \"5\")\n" +
		"app.yaml:10:38: unknown function \"bad\"\n" +
		"app.yaml:11:19: actions: must not be empty\n" +
		"app.yaml:11:35: no attribute has `matching: 1`: without a matching attribute no account can be found (E-3.10)"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Whatever the bytes, loading ends with a profile that can be played or with
// places.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(users("{target: 'emails[type eq \"work\"].value', source: mail}")))
	f.Add([]byte(groups("{target: members, source: members, matching: 1}")))
	f.Add([]byte(first + "effects:\n  - {when: user.disabled, then: [stay, nothing]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		loaded, err := load(t, string(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "app.yaml:") {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		if loaded.Name == "" || len(loaded.Users.Attributes) == 0 {
			t.Fatal("a profile that lacks something was let in")
		}
		loaded.Extensions()
	})
}

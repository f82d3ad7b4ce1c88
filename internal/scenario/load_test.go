package scenario

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/shape"
)

// formats are the published schemas of our files.
var formats = sync.OnceValues(func() (*shape.Set, error) { return shape.Compile(os.DirFS("../../schemas/format")) })

// application knows one profile.
func application(name string) (*profile.Profile, error) {
	if name != "entra-default" {
		return nil, errors.New("there is no such profile")
	}
	return &profile.Profile{Name: name}, nil
}

func load(t testing.TB, text string) (*Scenario, error) {
	t.Helper()
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	return Load("story.yaml", []byte(text), set, application)
}

// The stories that the program carries are sound, and so is that of the tests.
func TestBuiltInStories(t *testing.T) {
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "../cli/testdata/office.yaml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		loaded, err := Load(file, text, set, func(name string) (*profile.Profile, error) { return &profile.Profile{Name: name}, nil })
		if err != nil {
			t.Errorf("%v", err)
		} else if loaded.Name+".yaml" != filepath.Base(file) {
			t.Errorf("%s is named %s", file, loaded.Name)
		}
	}
}

const whole = `apiVersion: scimulator/v1
kind: Scenario
name: whole
title: All that a story can say
description: For this test.
profile: entra-default
covers: [PROV-01, E-1.20]
given: {target: {users: [{userName: old.hand@fabrikam.example, name: {familyName: Hand}}], groups: [{displayName: Old}]}}
directory:
  users:
    - {id: ana, givenName: Ana, userPrincipalName: ana@fabrikam.example, enabled: true, employeeId: 0117, otherMails: [a@example.com]}
    - {id: bo, userPrincipalName: bo@fabrikam.example, manager: ana, extension_1a2b_color: red, extensionAttribute3: x}
  groups:
    - {id: design, displayName: Design, members: [ana, bo, studio]}
    - {id: studio, displayName: Studio}
  generate: {users: 20, groups: 3, seed: 7, assigned: true}
assigned: [design, ana, group-0003]
timeline:
  - expect: {users: {ana: absent}}
  - cycle: initial
    expect:
      users: {ana: {active: true, name.givenName: Ana, manager: null}, bo: present, user-000020: present}
      groups: {design: {members: [ana, bo, studio], displayName: Design}}
      requests: {"POST /Users": 2, "PATCH /Groups": 0}
      log: [{object: ana, action: create, status: success, code: X}]
      observed: {team-member: {ana: true}}
      covers: [PROV-02]
      byEffect: {users: {ana: {active: false}}, covers: [SYNC-06]}
  - after: 12m
    change:
      - create: {user: {id: cy, userPrincipalName: cy@fabrikam.example, manager: bo}}
      - create: {group: {id: sales, displayName: Sales, members: [cy, user-000002]}}
      - update: {id: ana, surname: Reis, mail: null}
      - update: {id: user-000001, surname: Reis}
      - disable: ana
      - enable: ana
      - delete: cy
      - restore: cy
      - purge: cy
      - assign: sales
      - unassign: sales
      - addMember: {group: sales, member: bo}
      - removeMember: {group: sales, member: bo}
      - rename: {id: sales, displayName: Selling}
      - nest: {group: sales, into: design}
      - setManager: {user: ana, manager: user-000003}
      - setManager: {user: ana, manager: null}
  - after: 27m59s
    expect: {users: {cy: absent}}
  - cycle: incremental
  - run: 1d12h
  - after: 39m
`

func TestLoad(t *testing.T) {
	got, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Assigned{Objects: []Assignment{{Object: "design"}, {Object: "ana"}, {Object: "group-0003"}}}, got.Assigned); diff != "" {
		t.Errorf("assigned (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(&Generate{Users: 20, Groups: 3, Seed: 7, Assigned: true}, got.Directory.Generate); diff != "" {
		t.Errorf("generate (-want +got)\n%s", diff)
	}
	wantUser := Object{
		"id": "ana", "givenName": "Ana", "userPrincipalName": "ana@fabrikam.example", "enabled": true,
		"employeeId": "0117", "otherMails": []any{"a@example.com"}, // zeros in front stay
	}
	if diff := cmp.Diff(wantUser, got.Directory.Users[0]); diff != "" {
		t.Errorf("user (-want +got)\n%s", diff)
	}
	wantExpect := &Expect{
		Users: map[string]Sight{
			"ana": {Attributes: map[string]any{"active": true, "name.givenName": "Ana", "manager": nil}}, "bo": {}, "user-000020": {},
		},
		Groups:   map[string]Sight{"design": {Attributes: map[string]any{"members": []any{"ana", "bo", "studio"}, "displayName": "Design"}}},
		Requests: map[string]int{"POST /Users": 2, "PATCH /Groups": 0},
		Log:      []LogLine{{Object: "ana", Action: "create", Status: "success", Code: "X"}},
		Observed: map[string]map[string]any{"team-member": {"ana": true}},
		ByEffect: &Expect{Users: map[string]Sight{"ana": {Attributes: map[string]any{"active": false}}}, Covers: []string{"SYNC-06"}},
		Covers:   []string{"PROV-02"},
	}
	if diff := cmp.Diff(wantExpect, got.Timeline[1].Expect); diff != "" {
		t.Errorf("expect (-want +got)\n%s", diff)
	}
	step := got.Timeline[2]
	if time.Duration(step.After) != 12*time.Minute || len(step.Change) != 17 || !got.Timeline[0].Expect.Users["ana"].Absent {
		t.Errorf("the timeline is not as written: %+v", step)
	}
	manager := "user-000003"
	if diff := cmp.Diff([]Change{{SetManager: &Management{User: "ana", Manager: &manager}}, {SetManager: &Management{User: "ana"}}}, step.Change[15:]); diff != "" {
		t.Errorf("changes (-want +got)\n%s", diff)
	}
	if time.Duration(got.Timeline[5].Run) != 36*time.Hour || got.Timeline[4].Cycle != "incremental" {
		t.Errorf("run: %s", got.Timeline[5].Run)
	}
}

func TestAssignedAll(t *testing.T) {
	got, err := load(t, strings.Replace(story(), "assigned: [design]", "assigned: all", 1))
	if err != nil || !got.Assigned.All || got.Assigned.Objects != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

// story is a small story; the steps stand from line 14 on.
func story(steps ...string) string {
	return `apiVersion: scimulator/v1
kind: Scenario
name: small
profile: entra-default
directory:
  users:
    - {id: ana, userPrincipalName: ana@fabrikam.example}
    - {id: bo, userPrincipalName: bo@fabrikam.example, manager: ana}
  groups:
    - {id: design, displayName: Design, members: [ana]}
assigned: [design]
timeline:
  - cycle: initial
` + strings.Join(append(steps, ""), "\n")
}

// changes is a story with events, from line 15 on.
func changes(events ...string) string {
	return story(append([]string{"  - change:"}, indented(events)...)...)
}

func indented(events []string) []string {
	lines := make([]string, len(events))
	for i, event := range events {
		lines[i] = "      - " + event
	}
	return lines
}

// expecting is a story that expects something, on line 14.
func expecting(what string) string { return story("  - expect: " + what) }

// row is a story and what is wrong with it; "" is nothing.
type row struct{ name, text, want string }

func judge(t *testing.T, rows []row) {
	t.Helper()
	for _, one := range rows {
		t.Run(one.name, func(t *testing.T) {
			_, err := load(t, one.text)
			got := ""
			if err != nil {
				got = strings.ReplaceAll(err.Error(), "story.yaml:", "")
			}
			if got != one.want {
				t.Errorf("got  %s\nwant %s", got, one.want)
			}
			var faults document.Faults
			if err != nil && !errors.As(err, &faults) {
				t.Error("the error has no places")
			}
		})
	}
}

// What the schema of the format refuses.
func TestFormMistakes(t *testing.T) {
	judge(t, []row{
		{"sound", story(), ""},
		{"unknown key", story() + "titel: x\n", `14:1: unknown key "titel" (did you mean "title"?)`},
		{"unknown key of a user", strings.Replace(story(), "{id: ana,", "{id: ana, givenname: Ana,", 1), `7:17: unknown key "givenname" (did you mean "givenName"?)`},
		{"unknown key of a group", strings.Replace(story(), "members: [ana]", "member: [ana]", 1), `10:41: unknown key "member" (did you mean "members"?)`},
		{"user without an id", strings.Replace(story(), "{id: bo, ", "{", 1), `8:7: "id" is missing in directory.users[1]`},
		{"id that is a number", strings.Replace(story(), "id: bo", "id: 2", 1), `8:12: id: should be a string, not a number (write "2")`},
		{"id with blanks", strings.Replace(story(), "id: bo", "id: bo lind", 1), `8:12: id: "bo lind" does not have the right form (for example ana, design)`},
		{"enabled in other words", strings.Replace(story(), "{id: ana,", "{id: ana, enabled: no,", 1), "7:26: enabled: should be a boolean, not a string (write true or false)"},
		{"attribute that is an object", strings.Replace(story(), "{id: ana,", "{id: ana, city: {a: b},", 1), "7:23: city: should be a string or a number or null, not an object"},
		{"unknown step", story("  - cycel: incremental"), `14:5: unknown key "cycel" (did you mean "cycle"?)`},
		{"empty step", story("  - {}"), "14:5: timeline: must not be empty"},
		{"unknown cycle", story("  - cycle: incrementel"), `14:12: cycle: "incrementel" is not one of initial, incremental, on-demand (did you mean "incremental"?)`},
		{"unknown event", changes("remove: ana"), `15:9: unknown key "remove"`},
		{"misspelt event", changes("disble: ana"), `15:9: unknown key "disble" (did you mean "disable"?)`},
		{"two events in one", changes("{disable: ana, assign: bo}"), "15:9: change: must have at most 1 member, has 2"},
		{"event about a list", changes("disable: [ana, bo]"), "15:18: disable: should be a string, not a list"},
		{"event that lacks something", changes("addMember: {group: design}"), `15:20: "member" is missing in timeline[1].change[0].addMember`},
		{"update of nothing", changes("update: {id: ana}"), "15:17: update: must have at least 2 members, has 1"},
		{"creation of nothing", changes("create: {}"), "15:17: create: must not be empty"},
		{"manager left out", changes("setManager: {user: bo}"), `15:21: "manager" is missing in timeline[1].change[0].setManager`},
		{"bad span", story("  - after: 12 minutes"), `14:12: after: "12 minutes" does not have the right form (for example 12m, 6h, 30d, 1d12h)`},
		{"span without a unit", story("  - run: 12"), `14:10: run: should be a string, not a number (write "12")`},
		{"assigned to a word", strings.Replace(story(), "[design]", "everybody", 1), `11:11: assigned: must be "all", not "everybody"`},
		{"unknown expectation", expecting("{user: {ana: present}}"), `14:14: unknown key "user" (did you mean "users"?)`},
		{"unknown sight", expecting("{users: {ana: gone}}"), `14:27: ana: "gone" is not one of absent, present`},
		{"requests of another endpoint", expecting(`{requests: {"PATCH /User": 1}}`), `14:25: "PATCH /User" is not one of GET /Users, POST /Users, PUT /Users, PATCH /Users, DELETE /Users, GET /Groups, POST /Groups, PUT /Groups, PATCH /Groups, DELETE /Groups (did you mean "PATCH /Users"?)`},
		{"fewer than no requests", expecting(`{requests: {"PATCH /Users": -1}}`), "14:41: PATCH /Users: must be 0 or more, is -1"},
		{"unknown action", expecting("{log: [{object: ana, action: enable, status: success}]}"), `14:42: action: "enable" is not one of create, update, disable, delete, stageddelete, other`},
		{"unknown status", expecting("{log: [{object: ana, action: update, status: ok}]}"), `14:58: status: "ok" is not one of success, failure, skipped`},
		{"requirement in words", expecting("{users: {ana: present}, covers: [joiners]}"), `14:46: covers: "joiners" does not have the right form (for example SYNC-06, E-1.15)`},
		{"too large a crowd", strings.Replace(story(), "assigned:", "  generate: {users: 1000001}\nassigned:", 1), "11:21: users: must be 1000000 or less, is 1000001"},
		{"an empty crowd", strings.Replace(story(), "assigned:", "  generate: {users: 0}\nassigned:", 1), "11:21: users: must be 1 or more, is 0"},
		{"given without a name", strings.Replace(story(), "directory:", "given: {target: {users: [{title: x}]}}\ndirectory:", 1), `5:26: "userName" is missing in given.target.users[0]`},
		{"given by a path", strings.Replace(story(), "directory:", "given: {target: {users: [{userName: x, name.familyName: y}]}}\ndirectory:", 1), `5:40: "name.familyName" does not have the right form (for example name, urn:ietf:params:scim:schemas:extension:enterprise:2.0:User)`},
		{"given with an id", strings.Replace(story(), "directory:", "given: {target: {groups: [{displayName: x, id: y}]}}\ndirectory:", 1), `5:44: "id" is not allowed here`},
		{"no timeline", strings.Replace(story(), "timeline:\n  - cycle: initial\n", "", 1), `1:1: "timeline" is missing`},
		{"unknown profile", strings.Replace(story(), "entra-default", "entra", 1), "4:10: there is no such profile"},
		{"a profile", "apiVersion: scimulator/v1\nkind: Profile\n", `2:7: kind is "Profile", expected Scenario`},
	})
}

// A profile with mistakes of its own is told with its own places.
func TestMistakesOfTheProfile(t *testing.T) {
	set, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Load("story.yaml", []byte(changes("disable: anna")), set, func(string) (*profile.Profile, error) {
		return nil, document.Faults{{File: "app.yaml", Line: 3, Column: 7, Message: "wrong"}}
	})
	want := "app.yaml:3:7: wrong\n" + `story.yaml:15:18: there is no user "anna" in this story (did you mean "ana"?)`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// All mistakes are told at once, in the order in which they stand.
func TestAllMistakesAtOnce(t *testing.T) {
	judge(t, []row{{"all", story(
		"  - after: 50m",
		"    change:",
		"      - disable: anna",
		"      - rename: {id: designs, displayName: 7}",
		"  - cycle: initial",
		"    expect: {users: {bo: {activ: true, '(': 1}, nobody: absent}}",
		"    foo: 1",
	), `14:12: after: 50m reaches past the next cycle, which is due 40m after the last one began (40m are left): write ` + "`cycle: incremental` or `run`" + ` before
16:18: there is no user "anna" in this story (did you mean "ana"?)
17:22: there is no user or group "designs" in this story (did you mean "design"?)
17:44: displayName: should be a string, not a number (write "7")
18:12: cycle: the initial cycle has been already: the others are incremental
19:40: ( is not the name of a target attribute: ` + syntaxOf("(") + `
19:49: there is no user "nobody" in this story
20:5: unknown key "foo"`}})
}

// syntaxOf is what the filter package says about a path.
func syntaxOf(path string) string {
	_, err := parseTarget(path)
	return err.Error()
}

// Whatever the bytes, loading ends with a story that can be played or with
// places.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(changes("create: {user: {id: cy, manager: bo}}", "purge: cy", "nest: {group: design, into: design}")))
	f.Add([]byte(expecting(`{users: {ana: {"emails[type eq \"work\"].value": x}}}`)))
	f.Add([]byte(story("  - after: 12m", "  - run: 30d")))
	f.Fuzz(func(t *testing.T, data []byte) {
		if strings.Contains(string(data), "generate") {
			t.Skip("a large crowd takes its time")
		}
		loaded, err := load(t, string(data))
		if err != nil {
			var faults document.Faults
			if !errors.As(err, &faults) || len(faults) == 0 {
				t.Fatalf("an error without a place: %v", err)
			}
			return
		}
		if loaded.Name == "" || len(loaded.Timeline) == 0 {
			t.Fatal("a story that lacks something was let in")
		}
	})
}

package refserver_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/refserver/defect"
	"github.com/scimulator/scimulator/internal/scim"
)

const accountToken = "the-first-key"

// office is a target under the effects that Autodesk documents, seen from both
// sides.
type office struct {
	*site
	root string // of the listener
}

// documented are the effects of the application (SYNC-06, 11, 13, 14).
func documented() *profile.Profile {
	return &profile.Profile{Effects: []profile.Effect{
		{When: "user.disabled", Then: []string{"leave-synced-groups", "leave-team", "lose-seats"}},
		{When: "group.removed", Then: []string{"leave-team"}},
		{When: "user.enabled", Then: []string{"join-team"}},
		{When: "user.removed", Then: []string{"leave-hubs-and-projects"}},
	}}
}

func newOffice(t *testing.T, o refserver.Options) *office {
	t.Helper()
	o.Token = accountToken
	s := open(t, o)
	return &office{s, strings.TrimSuffix(s.url, s.server.Base())}
}

func documentedOffice(t *testing.T) *office {
	t.Helper()
	return newOffice(t, refserver.Options{Profile: documented(), Tolerant: true})
}

// scim sends a request to the SCIM side that has to succeed and returns the id.
func (o *office) scim(method, path, body string) string {
	o.t.Helper()
	got := o.do(method, path, body, "Authorization", "Bearer "+accountToken)
	if got.status >= 300 {
		o.t.Fatalf("%s %s: %d %s", method, path, got.status, got.raw)
	}
	return got.body.ID()
}

func (o *office) user(name string) string {
	o.t.Helper()
	return o.scim("POST", "/Users", fmt.Sprintf(`{"schemas":[%q],"userName":%q,"active":true,"name":{"givenName":"Anna","familyName":"Berg"}}`, scim.URNUser, name))
}

func (o *office) group(name string, members ...string) string {
	o.t.Helper()
	list := []string{}
	for _, member := range members {
		list = append(list, fmt.Sprintf(`{"value":%q}`, member))
	}
	return o.scim("POST", "/Groups", fmt.Sprintf(`{"schemas":[%q],"displayName":%q,"members":[%s]}`, scim.URNGroup, name, strings.Join(list, ",")))
}

func (o *office) activate(user string, active bool) {
	o.t.Helper()
	o.patch("/Users/"+user, fmt.Sprintf(`{"op":"replace","path":"active","value":%t}`, active))
}

func (o *office) patch(path, operation string) {
	o.t.Helper()
	o.scim("PATCH", path, fmt.Sprintf(`{"schemas":[%q],"Operations":[%s]}`, scim.URNPatchOp, operation))
}

// ask sends a request to the account side with the first key.
func (o *office) ask(status int, method, path, body string) map[string]any {
	o.t.Helper()
	return o.askWith(accountToken, status, method, path, body)
}

func (o *office) askWith(key string, status int, method, path, body string) map[string]any {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), method, o.root+account.Path+path, strings.NewReader(body))
	if err != nil {
		o.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		o.t.Fatal(err)
	}
	defer response.Body.Close()
	answer := o.described(method, path, response)
	if response.StatusCode != status {
		o.t.Fatalf("%s %s: %d %v, want %d", method, path, response.StatusCode, answer, status)
	}
	if status >= 400 && (answer["error"] == "" || answer["message"] == "") {
		o.t.Errorf("%s %s: the refusal says nothing: %v", method, path, answer)
	}
	return answer
}

// described reads an answer and holds it to the published description.
func (o *office) described(method, path string, response *http.Response) map[string]any {
	o.t.Helper()
	d, err := published()
	if err != nil {
		o.t.Fatal(err)
	}
	if response.StatusCode == http.StatusNoContent {
		d.judge(o.t, method, account.Path+path, response.StatusCode, nil)
		return nil
	}
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		o.t.Fatalf("%s %s: %v", method, path, err)
	}
	if got := response.Header.Get("Content-Type"); got != "application/json" {
		o.t.Errorf("%s %s: the media type is %s", method, path, got)
	}
	d.judge(o.t, method, account.Path+path, response.StatusCode, answer)
	return answer
}

// sees compares members of a person with what they have to be, written as JSON.
func (o *office) sees(id string, want map[string]string) {
	o.t.Helper()
	person := o.ask(200, "GET", "/people/"+id, "")
	for name, value := range want {
		got, _ := json.Marshal(person[name])
		if string(got) != value {
			o.t.Errorf("%s is %s, want %s", name, got, value)
		}
	}
}

// SYNC-01: whom SCIM creates is among the people, in the team and read-only.
func TestSyncedUserIsInTheTeam(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	o.group("Design", anna)
	o.sees(anna, map[string]string{
		"id": `"` + anna + `"`, "userName": `"anna@example.com"`, "displayName": `"Anna Berg"`, "team": "true", "seats": "[]", "individualSeats": "[]",
		"role": `"member"`, "localGroups": "[]", "syncedGroups": `["Design"]`, "hubs": "[]", "projects": "[]", "badge": "true",
		"readOnly": "true", "active": "true", "origin": `"sync"`,
	})
	found, _ := o.ask(200, "GET", "/people?email=ANNA@example.com", "")["people"].([]any)
	if len(found) != 1 || found[0].(map[string]any)["id"] != anna {
		t.Errorf("found %v", found)
	}
}

// SYNC-02, SYNC-12: nobody edits a synced group, with directory sync or without.
func TestSyncedGroupIsReadOnly(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	design := o.group("Design", anna)
	for _, enabled := range []bool{true, false} {
		o.ask(200, "PUT", "/directory-sync?as=primary-admin", fmt.Sprintf(`{"enabled":%t}`, enabled))
		for _, as := range []string{"primary-admin", "sso-admin", "admin", "user", "support"} {
			o.ask(403, "PATCH", "/synced-groups/"+design+"?as="+as, `{"displayName":"Other"}`)
			o.ask(403, "DELETE", "/synced-groups/"+design+"/members/"+anna+"?as="+as, "")
		}
		group := o.ask(200, "GET", "/synced-groups/"+design, "")
		if group["displayName"] != "Design" || group["readOnly"] != true || fmt.Sprint(group["members"]) != "["+anna+"]" || group["product"] != nil {
			t.Errorf("the group is %v", group)
		}
	}
}

// SYNC-03, SYNC-12: nobody edits or removes a synced user.
func TestSyncedUserIsReadOnly(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	for _, enabled := range []bool{true, false} {
		o.ask(200, "PUT", "/directory-sync?as=sso-admin", fmt.Sprintf(`{"enabled":%t}`, enabled))
		for _, as := range []string{"primary-admin", "sso-admin", "admin", "user"} {
			o.ask(403, "PATCH", "/people/"+anna+"?as="+as, `{"displayName":"Other"}`)
			o.ask(403, "PATCH", "/people/"+anna+"?as="+as, `{"email":"other@example.com"}`)
			o.ask(403, "DELETE", "/people/"+anna+"?as="+as, "")
		}
		o.sees(anna, map[string]string{"displayName": `"Anna Berg"`, "userName": `"anna@example.com"`, "team": "true", "readOnly": "true"})
	}
}

// SYNC-04: synced users get local groups, roles and seats by hand.
func TestSyncedUserGetsMore(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	o.ask(201, "POST", "/local-groups/Studio/members", `{"id":"`+anna+`"}`)
	o.ask(200, "PUT", "/people/"+anna+"/role", `{"role":"admin"}`)
	o.ask(200, "POST", "/people/"+anna+"/seats", `{"product":"Revit"}`)
	o.sees(anna, map[string]string{"localGroups": `["Studio"]`, "role": `"admin"`, "seats": `["Revit"]`, "individualSeats": `["Revit"]`})
	o.ask(204, "DELETE", "/local-groups/Studio/members/"+anna, "")
	o.ask(204, "DELETE", "/people/"+anna+"/seats/Revit", "")
	o.sees(anna, map[string]string{"localGroups": `[]`, "seats": `[]`})
	o.ask(403, "POST", "/people/"+anna+"/seats?as=user", `{"product":"Revit"}`)
}

// SYNC-06, SYNC-13, SYNC-14: who is disabled loses groups, team, seats, hubs and
// projects; who is enabled again gets the team back and nothing else.
func TestDisabledAndEnabled(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	design := o.group("Design", anna)
	o.ask(200, "PUT", "/synced-groups/"+design+"/product", `{"product":"AutoCAD"}`)
	o.ask(200, "POST", "/people/"+anna+"/seats", `{"product":"Revit"}`)
	o.ask(200, "POST", "/people/"+anna+"/hubs", `{"name":"North"}`)
	o.ask(200, "POST", "/people/"+anna+"/projects", `{"name":"Bridge"}`)
	o.sees(anna, map[string]string{"seats": `["AutoCAD","Revit"]`, "hubs": `["North"]`, "projects": `["Bridge"]`})
	lost := map[string]string{"seats": "[]", "individualSeats": "[]", "syncedGroups": "[]", "hubs": "[]", "projects": "[]", "badge": "false"}
	o.activate(anna, false)
	o.sees(anna, lost)
	o.sees(anna, map[string]string{"team": "false", "active": "false"})
	o.activate(anna, true)
	o.sees(anna, lost)
	o.sees(anna, map[string]string{"team": "true", "active": "true"})
	o.ask(200, "POST", "/people/"+anna+"/hubs", `{"name":"North"}`)
	o.sees(anna, map[string]string{"hubs": `["North"]`})
	o.ask(204, "DELETE", "/people/"+anna+"/hubs/North", "")
	o.sees(anna, map[string]string{"hubs": `[]`})
}

// An application without effects takes nothing from anybody.
func TestDisabledWithoutEffects(t *testing.T) {
	o := newOffice(t, refserver.Options{Tolerant: true})
	anna := o.user("anna@example.com")
	o.group("Design", anna)
	o.ask(200, "POST", "/people/"+anna+"/seats", `{"product":"Revit"}`)
	o.activate(anna, false)
	o.sees(anna, map[string]string{"team": "true", "seats": `["Revit"]`, "syncedGroups": `["Design"]`, "active": "false"})
	o.activate(anna, true)
	o.sees(anna, map[string]string{"team": "true", "active": "true"})
}

// SYNC-08, SYNC-08b, SYNC-09, SYNC-10, SYNC-16: who leaves groups stays in the
// team; the badge follows the synced groups.
func TestMembershipsShow(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	design, build := o.group("Design", anna), o.group("Build", anna)
	remove := fmt.Sprintf(`{"op":"remove","path":"members","value":[{"value":%q}]}`, anna)
	o.patch("/Groups/"+design, remove)
	o.sees(anna, map[string]string{"syncedGroups": `["Build"]`, "badge": "true"})
	o.patch("/Groups/"+build, remove)
	o.sees(anna, map[string]string{"syncedGroups": `[]`, "badge": "false", "team": "true", "readOnly": "true"})
	o.patch("/Groups/"+build, fmt.Sprintf(`{"op":"add","path":"members","value":[{"value":%q}]}`, anna))
	o.sees(anna, map[string]string{"syncedGroups": `["Build"]`, "badge": "true", "id": `"` + anna + `"`})
}

// SYNC-11: a removed group leaves the team; its users stay or go, by setting.
func TestRemovedGroup(t *testing.T) {
	for setting, inTeam := range map[string]string{"stay": "true", "leave": "false"} {
		t.Run(setting, func(t *testing.T) {
			o := documentedOffice(t)
			anna := o.user("anna@example.com")
			design := o.group("Design", anna)
			o.ask(200, "PUT", "/directory-sync?as=primary-admin", `{"usersOfRemovedGroups":"`+setting+`"}`)
			o.scim("DELETE", "/Groups/"+design, "")
			o.ask(404, "GET", "/synced-groups/"+design, "")
			o.sees(anna, map[string]string{"team": inTeam, "syncedGroups": "[]", "active": "true"})
		})
	}
}

// SYNC-12: without directory sync, who was synced remains as they were.
func TestSyncDisabled(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	o.group("Design", anna)
	if got := o.ask(200, "GET", "/directory-sync", ""); got["enabled"] != true || got["usersOfRemovedGroups"] != "stay" {
		t.Errorf("at first it is %v", got)
	}
	if got := o.ask(200, "PUT", "/directory-sync?as=primary-admin", `{"enabled":false}`); got["enabled"] != false {
		t.Errorf("it is %v", got)
	}
	o.sees(anna, map[string]string{"team": "true", "readOnly": "true", "syncedGroups": `["Design"]`, "badge": "true"})
	ben := o.user("ben@example.com")
	o.sees(ben, map[string]string{"origin": `"scim"`, "readOnly": "false"})
}

// SYNC-18: members of a synced group have its seat, from when they come until
// they leave.
func TestAutomaticSeats(t *testing.T) {
	o := documentedOffice(t)
	anna, ben := o.user("anna@example.com"), o.user("ben@example.com")
	design := o.group("Design", anna)
	o.ask(200, "PUT", "/synced-groups/"+design+"/product", `{"product":"AutoCAD"}`)
	o.sees(anna, map[string]string{"seats": `["AutoCAD"]`, "individualSeats": `[]`})
	o.sees(ben, map[string]string{"seats": `[]`})
	o.patch("/Groups/"+design, fmt.Sprintf(`{"op":"add","path":"members","value":[{"value":%q}]}`, ben))
	o.sees(ben, map[string]string{"seats": `["AutoCAD"]`})
	o.patch("/Groups/"+design, fmt.Sprintf(`{"op":"remove","path":"members","value":[{"value":%q}]}`, anna))
	o.sees(anna, map[string]string{"seats": `[]`})
}

// ADSK-03: a Primary admin or SSO admin sets up directory sync, nobody else.
func TestWhoSetsUp(t *testing.T) {
	o := documentedOffice(t)
	for as, status := range map[string]int{"": 403, "?as=admin": 403, "?as=user": 403, "?as=support": 403, "?as=primary-admin": 200, "?as=sso-admin": 200} {
		o.ask(status, "PUT", "/directory-sync"+as, `{"enabled":true}`)
	}
	o.ask(400, "PUT", "/directory-sync?as=king", `{"enabled":true}`)
	for _, body := range []string{"", "{}", `{"enabled":"yes"}`, `{"usersOfRemovedGroups":"fly"}`} {
		o.ask(400, "PUT", "/directory-sync?as=sso-admin", body)
	}
}

// CA-04, CA-05: the old key works for eight hours, and the new one at once.
func TestKeysOverlap(t *testing.T) {
	o := documentedOffice(t)
	made := o.ask(201, "POST", "/api-keys?as=admin", "{}")
	fresh, _ := made["token"].(string)
	for _, step := range []struct {
		pass time.Duration
		old  int
	}{{0, 200}, {7*time.Hour + 59*time.Minute, 200}, {time.Minute, 401}, {1000 * time.Hour, 401}} {
		o.pass(step.pass)
		o.askWith(accountToken, step.old, "GET", "/clock", "")
		o.askWith(fresh, 200, "GET", "/clock", "")
		for key, status := range map[string]int{accountToken: step.old, fresh: 200} {
			if got := o.do("GET", "/Users", "", "Authorization", "Bearer "+key); got.status != status {
				t.Errorf("%d, want %d", got.status, status)
			}
		}
	}
	keys, _ := o.askWith(fresh, 200, "GET", "/api-keys", "")["keys"].([]any)
	text, _ := json.Marshal(keys)
	if len(keys) != 2 || strings.Contains(string(text), fresh) || keys[0].(map[string]any)["state"] != "expired" || keys[1].(map[string]any)["state"] != "current" {
		t.Errorf("the keys are %s", text)
	}
}

// CA-06: an administrator makes a key, a user does not.
func TestWhoMakesKeys(t *testing.T) {
	o := documentedOffice(t)
	o.ask(403, "POST", "/api-keys?as=user", "{}")
	o.ask(403, "POST", "/api-keys?as=support", "{}")
	for _, as := range []string{"primary-admin", "sso-admin", "admin"} {
		o.ask(201, "POST", "/api-keys?as="+as, "{}")
	}
}

// Everything needs the credentials of the SCIM API.
func TestAccountNeedsToken(t *testing.T) {
	o := documentedOffice(t)
	for _, path := range []string{"/clock", "/people", "/nowhere", ""} {
		o.askWith("another", 401, "GET", path, "")
	}
	for _, method := range []string{"GET", "DELETE"} {
		o.ask(404, method, "/nowhere", "")
	}
	o.ask(404, "GET", "/people/nobody", "")
	o.ask(400, "GET", "/people", "")
}

// The clock of the target is moved by the span that is asked for.
func TestClockAdvances(t *testing.T) {
	o := documentedOffice(t)
	for _, wrong := range []string{"", "{}", `{"advance":"soon"}`, `{"advance":"-1h"}`, `{"advance":"0s"}`, `{"advance":"99999h"}`} {
		o.ask(400, "POST", "/clock", wrong)
	}
	got := o.ask(200, "POST", "/clock", `{"advance":"8h30m"}`)
	want := epoch().Add(8*time.Hour + 30*time.Minute)
	if got["now"] != want.Format(time.RFC3339) || !o.time.Now().Equal(want) {
		t.Errorf("now is %v, the clock stands at %v, want %v", got, o.time.Now(), want)
	}
}

// A clock that is paced is not moved by hand.
func TestClockThatCannotBeMoved(t *testing.T) {
	paced := clock.Paced{Virtual: clock.NewVirtual(epoch()), Factor: 1}
	handler := refserver.New(refserver.Options{Clock: paced}).Handler()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest("POST", "/account/clock", strings.NewReader(`{"advance":"1h"}`)))
	if recorder.Code != http.StatusConflict || !paced.Now().Equal(epoch()) {
		t.Errorf("%d %s, the clock stands at %v", recorder.Code, recorder.Body, paced.Now())
	}
}

// A rule that is broken shows on the account side of the server that has the
// defect.
func TestDefectReachesAccount(t *testing.T) {
	kept := defect.Defect{Install: func() defect.Hooks {
		return defect.Hooks{Account: func(r *account.Rules) { r.DisabledKeepsTeam = true }}
	}}
	o := newOffice(t, refserver.Options{Profile: documented(), Tolerant: true, Defects: []defect.Defect{kept}})
	anna := o.user("anna@example.com")
	o.activate(anna, false)
	o.sees(anna, map[string]string{"team": "true", "active": "false"})
}

// Who is not synced is edited and removed by hand.
func TestLocalPersonIsEdited(t *testing.T) {
	o := documentedOffice(t)
	guest, _ := o.ask(201, "POST", "/invitations", `{"email":"guest@example.com"}`)["id"].(string)
	o.user("anna@example.com")
	o.sees(guest, map[string]string{"team": "true", "readOnly": "false", "badge": "false", "origin": `"invited"`})
	for _, as := range []string{"admin", "user", "support"} {
		o.ask(200, "PATCH", "/people/"+guest+"?as="+as, `{"displayName":"`+as+`"}`)
		o.sees(guest, map[string]string{"displayName": `"` + as + `"`, "origin": `"invited"`})
	}
	o.ask(200, "PATCH", "/people/"+guest, `{"email":"visitor@example.com"}`)
	o.ask(409, "PATCH", "/people/"+guest, `{"email":"anna@example.com"}`)
	o.sees(guest, map[string]string{"userName": `"visitor@example.com"`})
	o.ask(403, "DELETE", "/people/"+guest+"?as=user", "")
	o.ask(204, "DELETE", "/people/"+guest, "")
	o.sees(guest, map[string]string{"team": "false", "active": "true"})
	again := o.ask(201, "POST", "/invitations", `{"email":"visitor@example.com"}`)
	if again["id"] != guest || again["team"] != true {
		t.Errorf("invited again: %v", again)
	}
}

// SYNC-04: a local person whom SCIM puts into a synced group is a synced one.
func TestLocalPersonBecomesSynced(t *testing.T) {
	o := documentedOffice(t)
	guest, _ := o.ask(201, "POST", "/invitations", `{"email":"guest@example.com"}`)["id"].(string)
	o.group("Design", guest)
	o.sees(guest, map[string]string{"origin": `"sync"`, "readOnly": "true", "badge": "true", "team": "true"})
}

// Who was deleted over SCIM is nobody in the account, and nothing is left of
// them for who comes next.
func TestDeletedPersonIsGone(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	o.ask(201, "POST", "/local-groups/Studio/members", `{"id":"`+anna+`"}`)
	o.ask(200, "PUT", "/people/"+anna+"/role", `{"role":"admin"}`)
	o.scim("DELETE", "/Users/"+anna, "")
	o.ask(404, "GET", "/people/"+anna, "")
	o.ask(404, "DELETE", "/local-groups/Studio/members/"+anna, "")
	next := o.user("anna@example.com")
	o.sees(next, map[string]string{"role": `"member"`, "localGroups": "[]"})
}

// Each step of the account side is refused to a user who manages nothing, and
// says so of what is not there.
func TestWhoManages(t *testing.T) {
	o := newSignOn(t)
	anna := o.user("anna@example.com")
	design := o.group("Design", anna)
	person, domain := "/people/"+anna, "/domains/example.com"
	for _, step := range [][3]string{
		{"POST", person + "/seats", `{"product":"Revit"}`},
		{"DELETE", person + "/seats/Revit", ""},
		{"PUT", person + "/role", `{"role":"admin"}`},
		{"POST", person + "/hubs", `{"name":"North"}`},
		{"DELETE", person + "/hubs/North", ""},
		{"POST", person + "/projects", `{"name":"Bridge"}`},
		{"DELETE", person + "/projects/Bridge", ""},
		{"POST", "/local-groups/Studio/members", `{"id":"` + anna + `"}`},
		{"DELETE", "/local-groups/Studio/members/" + anna, ""},
		{"PUT", "/synced-groups/" + design + "/product", `{"product":"AutoCAD"}`},
		{"POST", "/teams", `{"name":"two"}`},
		{"POST", "/connections", `{}`},
		{"PATCH", o.path(""), `{"name":"Theirs"}`},
		{"POST", o.path("/on"), ""},
		{"POST", o.path("/off"), `{"reason":"a change"}`},
		{"PUT", o.path("/test-user"), `{"email":"test@example.com"}`},
		{"DELETE", o.path("/test-user"), ""},
		{"POST", o.path("/test"), `{"assertion":"a.b"}`},
		{"DELETE", o.path(""), ""},
		{"POST", "/domains", `{"name":"two.example"}`},
		{"POST", domain + "/verify", `{"team":"main"}`},
		{"POST", domain + "/link", `{"connection":"` + o.connection + `"}`},
		{"POST", domain + "/unlink", ""},
		{"DELETE", domain, ""},
		{"POST", "/invitations", `{"email":"guest@example.com"}`},
	} {
		o.ask(403, step[0], step[1]+"?as=user", step[2])
	}
	o.sees(anna, map[string]string{"seats": "[]", "role": `"member"`, "hubs": "[]", "projects": "[]", "localGroups": "[]"})
	o.domainIs("on")
}

// What is malformed is 400, what is not there 404, what is there already 409.
func TestAccountRefuses(t *testing.T) {
	o := newSignOn(t)
	anna := o.user("anna@example.com")
	person := "/people/" + anna
	for _, step := range []struct {
		status             int
		method, path, body string
	}{
		{400, "PATCH", person, `{}`},
		{400, "PATCH", person, `{"email":""}`},
		{400, "POST", person + "/seats", `{"product":""}`},
		{400, "POST", person + "/seats", `[]`},
		{400, "PUT", person + "/role", `{"role":7}`},
		{404, "POST", "/people/nobody/seats", `{"product":"Revit"}`},
		{404, "DELETE", "/people/nobody", ""},
		{404, "DELETE", person + "/seats/Revit", ""},
		{404, "DELETE", person + "/hubs/North", ""},
		{404, "POST", "/local-groups/Studio/members", `{"id":"nobody"}`},
		{404, "GET", "/synced-groups/none", ""},
		{404, "PATCH", "/synced-groups/none", `{"displayName":"x"}`},
		{404, "DELETE", "/synced-groups/none/members/" + anna, ""},
		{404, "PUT", "/synced-groups/none/product", `{"product":"x"}`},
		{400, "POST", "/teams", `{}`},
		{409, "POST", "/teams", `{"name":"main"}`},
		{400, "POST", "/connections", `{"name":"Ours"}`},
		{400, "POST", "/connections", `{"name":"Ours","certificate":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}`},
		{404, "GET", "/connections/none", ""},
		{404, "GET", "/connections/none/metadata", ""},
		{404, "POST", "/connections/none/on", ""},
		{404, "DELETE", o.path("/test-user"), ""},
		{400, "PUT", o.path("/test-user"), `{}`},
		{400, "POST", o.path("/test"), `{"assertion":"a"}`},
		{400, "POST", "/domains", `{"team":"main"}`},
		{404, "POST", "/domains", `{"name":"two.example","team":"none"}`},
		{409, "POST", "/domains", `{"name":"example.com","team":"main"}`},
		{404, "GET", "/domains/none", ""},
		{404, "POST", "/domains/none/unlink", ""},
		{404, "POST", "/domains/example.com/link", `{"connection":"none"}`},
		{404, "POST", "/domains/example.com/verify", `{"team":"none"}`},
		{409, "POST", "/domains/example.com/link", `{"connection":"` + o.connection + `"}`},
		{400, "POST", "/invitations", `{"email":"guest"}`},
		{404, "POST", "/invitations", `{"email":"guest@example.com","team":"none"}`},
		{400, "POST", "/passwords", `{"email":"anna@example.com"}`},
		{400, "POST", "/password-sign-in", `{}`},
	} {
		o.ask(step.status, step.method, step.path, step.body)
	}
	if teams, _ := o.ask(200, "GET", "/teams", "")["teams"].([]any); len(teams) != 1 {
		t.Errorf("the teams are %v", teams)
	}
}

// An unkind server has another SCIM base, and the account where it always is.
func TestAccountOfUnkindServer(t *testing.T) {
	o := newOffice(t, refserver.Options{Profile: documented(), Tolerant: true, Unkind: true})
	anna := o.user("anna@example.com")
	o.group("Design", anna)
	o.sees(anna, map[string]string{"team": "true", "syncedGroups": `["Design"]`})
}

// SCIM and the account side are used at the same time (run with -race).
func TestAccountUnderLoad(t *testing.T) {
	o := documentedOffice(t)
	anna := o.user("anna@example.com")
	design := o.group("Design", anna)
	o.ask(200, "PUT", "/synced-groups/"+design+"/product", `{"product":"AutoCAD"}`)
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() { o.activate(anna, i%2 == 0) })
		group.Go(func() { o.sees(anna, map[string]string{"role": `"member"`}) })
		group.Go(func() { o.ask(200, "POST", "/people/"+anna+"/seats", fmt.Sprintf(`{"product":"P%d"}`, i)) })
		group.Go(func() { o.ask(201, "POST", "/invitations", fmt.Sprintf(`{"email":"g%d@example.com"}`, i)) })
		group.Go(func() { o.scim("DELETE", "/Groups/"+o.group(fmt.Sprintf("Group %d", i), anna), "") })
	}
	group.Wait()
	o.activate(anna, true) // she may be disabled already, and given a seat since
	o.activate(anna, false)
	o.sees(anna, map[string]string{"seats": "[]", "team": "false"})
}

//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/jq"
	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
)

// observedWorld is a world whose target shows an account side: every request beside
// SCIM gets this answer.
func observedWorld(t *testing.T, status int, body any, steps ...string) *world {
	t.Helper()
	w := tell(t, steps...)
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		switch {
		case !r.Beside:
			return client.Response{}, nil, false, false
		case status == 0:
			return client.Response{}, errors.New("connection reset"), false, true
		}
		return answer(status, body), nil, false, true
	}
	w.config.Observer = func(s Sender) Observer { return observe.New(accountSide(t), s) }
	return w
}

// accountSide is the target file of these tests.
func accountSide(t *testing.T) target.Target {
	t.Helper()
	look := func(path, value string) target.Observer {
		return target.Observer{Request: target.Request{Method: http.MethodGet, Path: path, Beside: true}, Value: compiled(t, value)}
	}
	act := func(path, value string, body any) target.Action {
		return target.Action{Request: target.Request{Method: http.MethodPost, Path: path, Beside: true, Body: body}, Value: compiled(t, value)}
	}
	return target.Target{
		Observers: map[string]target.Observer{
			"team-member": look("/people/{id}", ".team"), "seats": look("/people/{id}", ".seats"), "count": look("/people/{id}", ".count"),
			"accounts": look("/named/{email}", ".count"), "domain-state": look("/domains/{domain}", ".state"),
			"connection-state": look("/connections/{connection}", ".state"),
		},
		Actions: map[string]target.Action{
			"assign-seat": act("/people/{id}/seats/{by}", "", map[string]any{"product": "{product}"}),
			"connect":     act("/connections", ".id", nil),
			"take-out":    act("/groups/{id}/members/{user.id}", "", nil),
			"invite":      act("/invitations", "", map[string]any{"email": "{email}"}),
		},
	}
}

func compiled(t *testing.T, text string) *jq.Query {
	t.Helper()
	if text == "" {
		return nil
	}
	q, err := jq.Compile(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// What is observed is met or not. It weighs what the covered row weighs; what is not
// understood is nobody's failure, and what is not offered says nothing.
func TestObserved(t *testing.T) {
	person := map[string]any{"team": true, "seats": []string{"bim", "Design sim1"}, "count": 3}
	for _, test := range []struct {
		name     string
		status   int
		observed string // with covers
		want     string // the finding
		seen     string
		outcome  verdict.Outcome
	}{
		{"met", 200, `{"team-member": {"ana": true}}, "covers": ["SYNC-06"]`, "", "", verdict.Pass},
		{"unmet, stated", 200, `{"team-member": {"ana": false}}, "covers": ["SYNC-06"]`, "Fail SYNC-06 ana team-member", "true", verdict.Fail},
		{"unmet, inferred", 200, `{"team-member": {"ana": false}}, "covers": ["SYNC-08b"]`, "Advice SYNC-08b ana team-member", "true", verdict.Advice},
		{"unmet, covers nothing", 200, `{"team-member": {"ana": false}}`, "Fail PROV-03 ana team-member", "true", verdict.Fail},
		{"a set, marked", 200, `{"seats": {"ana": ["Design", "bim", "bim"]}}`, "", "", verdict.Pass},
		{"another set", 200, `{"seats": {"ana": []}}, "covers": ["SYNC-06"]`, "Fail SYNC-06 ana seats", `["Design sim1" "bim"]`, verdict.Fail},
		{"a number", 200, `{"count": {"ana": 3}}`, "", "", verdict.Pass},
		{"a number is no text", 200, `{"count": {"ana": "3"}}`, "Fail PROV-03 ana count", "3", verdict.Fail},
		{"not found", 404, `{"team-member": {"ana": false}}, "covers": ["SYNC-06"]`, "Broken SYNC-06 ana team-member", "status 404", verdict.Broken},
		{"no answer", 0, `{"team-member": {"ana": false}}, "covers": ["SYNC-06"]`, "Broken SYNC-06 ana team-member", "connection reset", verdict.Broken},
		{"never created", 200, `{"team-member": {"zoe": false}}, "covers": ["SYNC-06"]`, "Broken SYNC-06 zoe team-member", "{id} has no value", verdict.Broken},
		{"not offered", 200, `{"badge": {"ana": false}}, "covers": ["SYNC-16"]`, "", "", verdict.NotApplicable},
	} {
		t.Run(test.name, func(t *testing.T) {
			story := strings.Replace(`{"cycle": "initial", "expect": {"observed": OBSERVED}}`, "OBSERVED", test.observed, 1)
			w := observedWorld(t, test.status, person, story)
			w.config.Scenario.Directory.Users = append(w.config.Scenario.Directory.Users, map[string]any{"id": "zoe", "userPrincipalName": "zoe@fabrikam.example"})
			w.run()
			if got := w.findings(); got != test.want {
				t.Errorf("found %q, want %q", got, test.want)
			}
			if got := w.outcome.Checks[len(w.outcome.Checks)-1]; !strings.HasPrefix(got.Name, "observe ") || got.Outcome != test.outcome {
				t.Errorf("check %+v, want %s", got, test.outcome)
			}
			for _, f := range w.outcome.Findings {
				if f.Seen != test.seen {
					t.Errorf("seen %s, want %s", f.Seen, test.seen)
				}
				if test.status == 200 && f.Object == "ana" && (len(f.Exchanges) != 1 || f.Curl != "curl GET /people/user-1") {
					t.Errorf("evidence %v %s", f.Exchanges, f.Curl)
				}
			}
		})
	}
}

// Observations are ours, not the identity provider's; so are actions.
func TestObservedIsNotTraffic(t *testing.T) {
	w := observedWorld(t, 200, map[string]any{"team": true, "id": "c/7", "state": "on", "count": 1}, initial,
		`{"act": {"action": "assign-seat", "by": "admin", "object": "ana", "with": {"product": 7}}}`,
		`{"act": {"action": "connect", "by": "sso-admin", "keep": "connection"}}`,
		`{"act": {"action": "take-out", "by": "admin", "object": "design", "with": {"user": "bo"}}}`,
		`{"act": {"action": "invite", "by": "admin", "with": {"email": "ana@fabrikam.example"}}}`,
		`{"expect": {"observed": {"connection-state": {"target": "on"}, "domain-state": {"fabrikam.example": "on"}, "accounts": {"bo": 1, "cy@fabrikam.example": 1}}}}`,
	).run().clean()
	var sent []string
	for _, r := range w.store.sent {
		if r.Beside {
			sent = append(sent, fmt.Sprintf("%s %s %s %s", r.Label.Purpose, r.Label.Object, describe(r), r.Body))
		}
	}
	want := []string{
		`setup ana POST /people/user-1/seats/admin {"product":"7"}`,
		`setup  POST /connections `,
		`setup design POST /groups/group-1/members/user-2 `,
		`setup  POST /invitations {"email":"ana.sim1@fabrikam.example"}`,
		`verification bo GET /named/bo.sim1@fabrikam.example `,
		`verification  GET /named/cy.sim1@fabrikam.example `,
		`verification  GET /connections/c%2F7 `,
		`verification  GET /domains/fabrikam.example `,
	}
	for i := range min(len(sent), len(want)) {
		if sent[i] != want[i] {
			t.Errorf("sent %s\nwant %s", sent[i], want[i])
		}
	}
	if len(sent) != len(want) || w.store.count(exchange.Provisioning) == 0 || w.outcome.Figures.Requests["POST /people"] != 0 {
		t.Errorf("sent %d, want %d", len(sent), len(want))
	}
}

// An action is done or refused, as the story says.
func TestActs(t *testing.T) {
	refusal := map[string]any{"error": "read-only", "message": "synced users are read-only"}
	for _, test := range []struct {
		name    string
		status  int
		act     string // more of the act
		want    string
		seen    string
		outcome verdict.Outcome
	}{
		{"done", 200, `"covers": ["SYNC-04"]`, "", "", verdict.Pass},
		{"refused", 403, `"covers": ["SYNC-03"], "refused": true`, "", "", verdict.Pass},
		{"refused in vain", 200, `"covers": ["SYNC-03"], "refused": true`, "Fail SYNC-03 ana assign-seat", "done", verdict.Fail},
		{"refused in vain, inferred", 200, `"covers": ["SYNC-08b"], "refused": true`, "Advice SYNC-08b ana assign-seat", "done", verdict.Advice},
		{"refused against the story", 409, `"covers": ["SYNC-04"]`, "Fail SYNC-04 ana assign-seat", "refused: synced users are read-only", verdict.Fail},
		{"an error is no refusal", 500, `"covers": ["SYNC-03"], "refused": true`, "Broken SYNC-03 ana assign-seat", "status 500, which is neither done nor refused: synced users are read-only", verdict.Broken},
		{"no answer is no refusal", 0, `"covers": ["SYNC-03"], "refused": true`, "Broken SYNC-03 ana assign-seat", "connection reset", verdict.Broken},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := observedWorld(t, test.status, refusal, initial, `{"act": {"action": "assign-seat", "by": "admin", "object": "ana", "with": {"product": "bim"}, `+test.act+`}}`).run()
			if got := w.findings(); got != test.want {
				t.Errorf("found %q, want %q", got, test.want)
			}
			if got := w.outcome.Checks[len(w.outcome.Checks)-1]; !strings.HasPrefix(got.Name, "act admin: assign-seat for ana is ") || got.Outcome != test.outcome {
				t.Errorf("check %+v, want %s", got, test.outcome)
			}
			for _, f := range w.outcome.Findings {
				if f.Seen != test.seen {
					t.Errorf("seen %s, want %s", f.Seen, test.seen)
				}
			}
		})
	}
}

// What the target does not offer is not applicable, with the name of what is needed.
func TestActsNotOffered(t *testing.T) {
	const off = `{"act": {"action": "turn-sso-off", "by": "admin"}, "expect": {"users": {"ana": "present"}, "covers": ["SSO-07"]}}`
	w := observedWorld(t, 200, nil, initial, off).run().clean()
	w.tells("act turn-sso-off", "needs action turn-sso-off")
	w = tell(t, initial, off).run().clean()
	w.tells("act turn-sso-off", "needs action turn-sso-off")
	if got := w.outcome.Checks[len(w.outcome.Checks)-2]; got.Outcome != verdict.NotApplicable || fmt.Sprint(got.Requirements) != "[SSO-07]" {
		t.Errorf("check %+v", got)
	}
}

// A token that an action gave can be saved as the job's, and observations go on
// with it (CA-04).
func TestKeptTokenIsSaved(t *testing.T) {
	w := observedWorld(t, 200, map[string]any{"id": "fresh-token", "team": true}, initial,
		`{"act": {"action": "connect", "by": "admin", "keep": "renewed"}}`,
		`{"operate": {"setCredentials": {"token": "renewed"}}}`,
		`{"expect": {"observed": {"team-member": {"ana": true}}}}`, incremental,
	).run().clean()
	var sent []string
	for _, r := range w.store.sent {
		if r.Beside {
			sent = append(sent, r.Header.Get("Authorization"))
		}
	}
	if fmt.Sprintf("%q", sent) != `["" "Bearer fresh-token"]` {
		t.Errorf("sent with %q", sent)
	}
}

// A target that takes its time is looked at once more when that has passed.
func TestObservedSettles(t *testing.T) {
	for _, test := range []struct {
		settle time.Duration
		want   []string
	}{{0, []string{"Fail SYNC-06 ana team-member"}}, {time.Millisecond, nil}} {
		w := observedWorld(t, 200, nil, expecting(`{"observed": {"team-member": {"ana": false}}, "covers": ["SYNC-06"]}`))
		looks := 0
		w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
			if !r.Beside {
				return client.Response{}, nil, false, false
			}
			looks++
			return answer(200, map[string]any{"team": looks == 1}), nil, false, true
		}
		w.config.Settle = test.settle
		w.run().finds(test.want...)
	}
}

// What is done to no object of the story does not follow from what is wrong with one.
func TestActsStandAlone(t *testing.T) {
	w := observedWorld(t, 200, nil, initial, `{"after": "5m", "change": [{"update": {"id": "ana", "jobTitle": "Lead"}}]}`, incremental,
		`{"act": {"action": "connect", "by": "admin", "refused": true, "covers": ["SSO-13"]}}`)
	side := accountSide(t)
	side.Actions["connect"] = target.Action{Request: side.Actions["connect"].Request}
	w.config.Observer = func(s Sender) Observer { return observe.New(side, s) }
	beside, lying := w.store.fault, lies(w.store, "PATCH /Users/user-1", http.StatusOK)
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		if r.Beside {
			return beside(r)
		}
		return lying(r)
	}
	w.run().finds("Fail HOUSE-01 ana title", "Advice SSO-13 target connect")
}

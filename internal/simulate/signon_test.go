//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/target"
	"github.com/scimulator/scimulator/internal/verdict"
)

// signOnWorld is a world whose target has an account side with single sign-on:
// answers are by path, and 200 with an id otherwise.
func signOnWorld(t *testing.T, answers map[string]client.Response, steps ...string) *world {
	t.Helper()
	w := tell(t, steps...)
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		if !r.Beside {
			return client.Response{}, nil, false, false
		}
		if given, known := answers[r.Path]; known {
			return given, nil, false, true
		}
		return answer(http.StatusOK, map[string]any{"id": "k1", "now": "2030-01-01T08:00:00Z", "state": "on"}), nil, false, true
	}
	offered := signOnSide(t)
	w.config.Observer = func(s Sender) Observer { return observe.New(offered, s) }
	return w
}

func signOnSide(t *testing.T) target.Target {
	t.Helper()
	offered := target.Target{Observers: map[string]target.Observer{}, Actions: map[string]target.Action{}}
	for name, value := range map[string]string{"clock": ".now", "connection-state": ".state", "connection-certificate": ".certificate", "notices": ".notices"} {
		offered.Observers[name] = target.Observer{Request: target.Request{Method: http.MethodGet, Path: "/" + name, Beside: true}, Value: compiled(t, value)}
	}
	for name, body := range map[string]any{
		"create-connection": map[string]any{"name": "{name}", "entity": "{entity?}", "url": "{url?}", "certificate": "{certificate?}"},
		"renew-certificate": map[string]any{"certificate": "{certificate}"}, "sign-in": map[string]any{"assertion": "{assertion}"}, "set-password": map[string]any{"email": "{email}"},
		"turn-sso-off": map[string]any{"connection": "{connection}"}, "delete-connection": map[string]any{"connection": "{connection}"}, "add-domain": map[string]any{"domain": "{domain}"},
		"unlink-domain": map[string]any{"domain": "{domain}"}, "delete-domain": map[string]any{"domain": "{domain}"}, "create-team": map[string]any{"name": "{team}"},
		"advance-clock": map[string]any{"advance": "{duration}"}, "new-api-key": map[string]any{},
	} {
		offered.Actions[name] = target.Action{Request: target.Request{Method: http.MethodPost, Path: "/" + name, Beside: true, Body: body}, Value: compiled(t, ".id")}
	}
	return offered
}

// sent are the bodies that the account side got at a path.
func (w *world) sent(path string) []map[string]string {
	var bodies []map[string]string
	for _, r := range w.store.sent {
		if r.Beside && r.Path == path {
			body := map[string]string{}
			_ = json.Unmarshal(r.Body, &body)
			bodies = append(bodies, body)
		}
	}
	return bodies
}

// said is what an assertion says.
func said(t *testing.T, assertion string) map[string]string {
	t.Helper()
	payload, _, _ := strings.Cut(assertion, ".")
	raw, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]string
	if err := json.Unmarshal(raw, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

const (
	connecting = `{"act": {"action": "create-connection", "by": "admin", "with": {"name": "Office {marker}", "entity": {"entity": "entra"}, "url": {"signOn": "entra"}, "certificate": {"certificate": "entra"}}, "keep": "office", "covers": ["SSO-01"]}}`
	signingIn  = `{"act": {"action": "sign-in", "by": "user", "with": {"assertion": {"assertion": {"by": "entra", "for": "cy"}}}, "covers": ["SSO-03"]}}`
)

// Certificates and assertions are made for the run, by the clock of the target and
// with the names of the directory; a renewed certificate is that of a new key.
func TestSignOnIsMade(t *testing.T) {
	const renewing = `{"act": {"action": "renew-certificate", "by": "admin", "with": {"certificate": {"certificate": "entra", "renewed": true}}, "covers": ["SSO-02"]}}`
	w := signOnWorld(t, nil, initial, connecting, signingIn, renewing, strings.Replace(connecting, "office", "second", 1)).run().clean()
	made, renewed := w.sent("/create-connection"), w.sent("/renew-certificate")
	if len(made) != 2 || made[0]["name"] != "Office sim1" || made[0]["entity"] != "https://entra-sim1.example" || made[0]["url"] != "https://entra-sim1.example/sso" {
		t.Fatalf("made %v", made)
	}
	if first := made[0]["certificate"]; first == renewed[0]["certificate"] || renewed[0]["certificate"] != made[1]["certificate"] {
		t.Error("the new certificate is that of another key, which stays")
	}
	claims := said(t, w.sent("/sign-in")[0]["assertion"])
	if claims["email"] != "cy.sim1@fabrikam.example" || claims["familyName"] != "Young" || claims["issued"] != "2030-01-01T08:00:00Z" || claims["entityId"] != "https://entra-sim1.example" {
		t.Errorf("said %v", claims)
	}
}

// A renewal that is refused leaves the provider with its key.
func TestRefusedRenewal(t *testing.T) {
	const renewing = `{"act": {"action": "renew-certificate", "by": "admin", "with": {"certificate": {"certificate": "entra", "renewed": true}}, "refused": true, "clear": true, "covers": ["SSO-13"]}}`
	for message, want := range map[string]string{"ask somebody else": "", "": "Advice SSO-13 target renew-certificate"} {
		refusal := answer(http.StatusForbidden, map[string]any{"message": message})
		w := signOnWorld(t, map[string]client.Response{"/renew-certificate": refusal}, initial, connecting, renewing, strings.Replace(connecting, "office", "second", 1)).run()
		if made := w.sent("/create-connection"); made[0]["certificate"] != made[1]["certificate"] {
			t.Error("the provider signs with a key that nobody knows")
		}
		if got := w.findings(); got != want {
			t.Errorf("found %q, want %q", got, want)
		}
	}
}

// Whoever comes by a sign-in is in the ledger before, and is removed at the end; the
// story speaks of the account by the alias.
func TestNewcomerIsCleanedUp(t *testing.T) {
	w := signOnWorld(t, map[string]client.Response{"/sign-in": answer(http.StatusOK, map[string]any{"id": "late"})}, initial, connecting,
		strings.Replace(signingIn, "\"cy\"", "\"zoe\"", 1), `{"expect": {"users": {"zoe": {"userName": "zoe@fabrikam.example"}}}}`)
	w.config.Scenario.Directory.Users = append(w.config.Scenario.Directory.Users, map[string]any{"id": "zoe", "userPrincipalName": "zoe@fabrikam.example"})
	beside := w.store.fault
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		if r.Path == "/sign-in" {
			if !strings.Contains(w.ledger.String(), `"event":"intent","kind":"User","name":"zoe.sim1@fabrikam.example","object":"zoe"`) {
				t.Error("the newcomer was not written down before")
			}
			w.store.resources["Users/late"] = scim.Resource{"id": "late", "userName": "zoe.sim1@fabrikam.example", "schemas": []any{scim.URNUser}}
		}
		return beside(r)
	}
	w.run().clean()
	if len(w.store.resources) > 0 || len(w.outcome.Leftovers) > 0 {
		t.Errorf("left behind: %v", w.store.resources)
	}
}

// What the story made on the account side is taken away, domains before connections,
// and not what the story took away itself; a team remains, and is told.
func TestEstate(t *testing.T) {
	act := func(action, with string) string {
		return `{"act": {"action": "` + action + `", "by": "admin", "with": {` + with + `}}}`
	}
	w := signOnWorld(t, map[string]client.Response{"/delete-connection": answer(http.StatusConflict, map[string]any{"message": "a domain is linked"})}, initial, connecting,
		act("add-domain", `"domain": "a-{marker}.example"`), act("add-domain", `"domain": "b-{marker}.example"`), act("delete-domain", `"domain": "b-{marker}.example"`),
		act("create-team", `"team": "Other {marker}"`)).run()
	var undone []string
	for _, r := range w.store.sent[slices.IndexFunc(w.store.sent, func(r client.Request) bool { return r.Path == "/create-team" })+1:] {
		if r.Beside {
			undone = append(undone, r.Path+string(r.Body))
		}
	}
	want := []string{
		`/turn-sso-off{"connection":"k1"}`, `/unlink-domain{"domain":"a-sim1.example"}`, `/delete-domain{"domain":"a-sim1.example"}`, `/delete-connection{"connection":"k1"}`,
	}
	if !slices.Equal(undone, want) {
		t.Errorf("undone %q, want %q", undone, want)
	}
	var left []string
	for _, one := range w.outcome.Leftovers {
		left = append(left, one.Resource+": "+one.Reason)
	}
	if !slices.Equal(left, []string{"connections/k1: delete-connection was refused: a domain is linked", "teams/Other sim1: no action takes a team away"}) {
		t.Errorf("left %q", left)
	}
}

// What a refused or impossible action should have given is missed by later steps, and
// they say so instead of judging.
func TestWhatIsLost(t *testing.T) {
	const looking = `{"expect": {"observed": {"connection-state": {"office": "off"}}, "covers": ["SSO-01"]}}`
	const needing = `{"expect": {"needs": "office", "requests": {"POST /Users": 7}, "covers": ["SSO-04"]}}`
	for _, test := range []struct {
		name   string
		answer client.Response
		change func(*target.Target)
		first  verdict.Outcome
		rest   verdict.Outcome
	}{
		{"refused", answer(http.StatusForbidden, map[string]any{"message": "no"}), nil, verdict.Fail, verdict.Skipped},
		{"not understood", answer(http.StatusInternalServerError, nil), nil, verdict.Broken, verdict.Skipped},
		{"not offered", answer(http.StatusOK, nil), func(o *target.Target) { delete(o.Actions, "create-connection") }, verdict.NotApplicable, verdict.NotApplicable},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := signOnWorld(t, map[string]client.Response{"/create-connection": test.answer}, initial, connecting, signingIn, looking, needing)
			offered := signOnSide(t)
			if test.change != nil {
				test.change(&offered)
			}
			w.config.Observer = func(s Sender) Observer { return observe.New(offered, s) }
			w.run()
			last := w.outcome.Checks[len(w.outcome.Checks)-4:]
			for i, want := range []verdict.Outcome{test.first, test.rest, test.rest, test.rest} {
				if last[i].Outcome != want {
					t.Errorf("%+v, want %s", last[i], want)
				}
			}
			if len(w.sent("/sign-in")) > 0 {
				t.Error("somebody signed in through a connection that is not there")
			}
		})
	}
}

// What only another application documents is not asked of this one.
func TestUndocumented(t *testing.T) {
	const seen = `{"expect": {"observed": {"connection-state": {"target": "off"}}, "covers": ["SSO-01"]}}`
	for _, test := range []struct {
		name       string
		documented []string
		own        bool
		want       verdict.Outcome
	}{
		{"silent", nil, false, verdict.Fail}, {"nothing", []string{}, false, verdict.NotApplicable}, {"other rows", []string{"SYNC-*"}, false, verdict.NotApplicable},
		{"this row", []string{"SSO-*"}, false, verdict.Fail}, {"the story's own", []string{}, true, verdict.Fail},
	} {
		w := signOnWorld(t, nil, initial, seen)
		p := *w.config.Profile
		p.Documented = test.documented
		w.config.Profile = &p
		if test.own {
			w.config.Scenario.Profile = p.Name
		}
		w.run()
		if got := w.outcome.Checks[len(w.outcome.Checks)-1]; got.Outcome != test.want {
			t.Errorf("%s: %+v, want %s", test.name, got, test.want)
		}
	}
}

// The embedded target has the clock of the story; any other is moved, cycle by cycle,
// and where it cannot be, the story ends.
func TestTimeOnTarget(t *testing.T) {
	const waiting = `{"run": "2h", "onTarget": true, "expect": {"requests": {"POST /Users": 7}, "covers": ["CA-04"]}}`
	moved := func(w *world) (total time.Duration) {
		for _, body := range w.sent("/advance-clock") {
			span, err := time.ParseDuration(body["advance"])
			if err != nil {
				t.Error(err)
			}
			total += span
		}
		return total
	}
	w := signOnWorld(t, nil, initial, waiting).run()
	if got := moved(w); got != 0 || w.outcome.Verdict != verdict.Failed {
		t.Errorf("embedded: moved %s, %s", got, w.outcome.Verdict)
	}
	w = signOnWorld(t, nil, initial, waiting)
	w.config.Foreign = true
	if got := moved(w.run()); got != 2*time.Hour || w.outcome.Verdict != verdict.Failed {
		t.Errorf("foreign: moved %s, %s", got, w.outcome.Verdict)
	}
	for _, test := range []struct {
		status  int
		without bool
		want    verdict.Outcome
	}{{http.StatusConflict, false, verdict.NotApplicable}, {http.StatusInternalServerError, false, verdict.Broken}, {http.StatusOK, true, verdict.NotApplicable}} {
		w := signOnWorld(t, map[string]client.Response{"/advance-clock": answer(test.status, map[string]any{"message": "it runs by itself"})}, initial, waiting, incremental)
		w.config.Foreign = true
		if test.without {
			w.config.Observer = nil
		}
		w.run()
		last := w.outcome.Checks[len(w.outcome.Checks)-1]
		if last.Name != "the rest of the story" || last.Outcome != test.want || !slices.Equal(last.Requirements, []string{"CA-04"}) {
			t.Errorf("%d: %+v, want %s", test.status, last, test.want)
		}
	}
}

// A domain of the story is the run's own; that of the directory is the target's mail
// domain, as in user names.
func TestDomains(t *testing.T) {
	const adding = `{"act": {"action": "add-domain", "by": "admin", "with": {"domain": "fabrikam.example"}}}`
	const other = `{"act": {"action": "add-domain", "by": "admin", "with": {"domain": "x-{marker}.example"}}}`
	w := signOnWorld(t, nil, initial, adding, other)
	w.config.Marking.Domain = "corp.example"
	w.run()
	if got := w.sent("/add-domain"); got[0]["domain"] != "corp.example" || got[1]["domain"] != "x-sim1.example" {
		t.Errorf("sent %v", got)
	}
}

// A domain that is not free is nobody's fault: the story ends, without a verdict.
func TestNeeded(t *testing.T) {
	const adding = `{"act": {"action": "add-domain", "by": "admin", "with": {"domain": "fabrikam.example"}, "needed": true, "covers": ["SSO-01"]}}`
	const rest = `{"expect": {"requests": {"POST /Users": 7}, "covers": ["SSO-08"]}}`
	for _, status := range []int{http.StatusConflict, http.StatusInternalServerError} {
		w := signOnWorld(t, map[string]client.Response{"/add-domain": answer(status, map[string]any{"message": "it is taken"})}, initial, adding, rest).run()
		w.finds("Broken SSO-01 target add-domain").verdict(verdict.NoVerdict)
		if last := w.outcome.Checks[len(w.outcome.Checks)-1]; last.Outcome != verdict.Skipped || !slices.Contains(last.Requirements, "SSO-08") {
			t.Errorf("%+v", last)
		}
	}
}

// A token that may be refused tells nothing about the target: a newer one was made
// (CA-04), and the reads of ours go on with that.
func TestForgottenKey(t *testing.T) {
	const making = `{"act": {"action": "new-api-key", "by": "admin", "keep": "fresh"}}`
	for name, steps := range map[string][]string{
		"a key is forgotten": {making, incremental, `{"expect": {"users": {"ana": {"active": true}}, "job": {"code": "Quarantine"}}}`, incremental},
		"a wrong key":        {`{"operate": {"setCredentials": {"token": "invalid"}}}`, incremental, incremental, incremental},
	} {
		w := signOnWorld(t, nil, append([]string{initial}, steps...)...)
		beside, made := w.store.fault, false
		w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
			made = made || r.Path == "/new-api-key"
			wrong := r.Header.Get("Authorization") != "" && r.Header.Get("Authorization") != "Bearer k1"
			if !r.Beside && (made && r.Header.Get("Authorization") == "" || wrong) {
				return answer(http.StatusUnauthorized, map[string]any{}), nil, false, true
			}
			return beside(r)
		}
		if w.run(); len(w.outcome.Findings) > 0 {
			t.Errorf("%s: %s", name, w.findings())
		}
	}
}

// What is seen may be described in other ways than by a value.
func TestFits(t *testing.T) {
	body := map[string]any{"notices": []string{"The domain X-SIM1.example was deleted."}, "state": "unlinked", "certificate": ""}
	for observed, want := range map[string]verdict.Outcome{
		`{"notices": {"target": {"says": "x-{marker}.example"}}}`: verdict.Pass, `{"notices": {"target": {"says": "y-{marker}.example"}}}`: verdict.Fail,
		`{"notices": {"target": {"any": true}}}`: verdict.Pass, `{"connection-certificate": {"target": {"any": true}}}`: verdict.Fail,
		`{"connection-state": {"target": {"either": ["verified", "unlinked"]}}}`: verdict.Pass, `{"connection-state": {"target": {"either": ["on", "off"]}}}`: verdict.Fail,
		`{"connection-state": {"target": {"kept": "office"}}}`: verdict.Fail, `{"connection-certificate": {"target": {"certificate": "entra"}}}`: verdict.Fail,
	} {
		all := map[string]client.Response{}
		for _, path := range []string{"/notices", "/connection-state", "/connection-certificate"} {
			all[path] = answer(http.StatusOK, body)
		}
		w := signOnWorld(t, all, initial, connecting, `{"expect": {"observed": `+observed+`}}`).run()
		if got := w.outcome.Checks[len(w.outcome.Checks)-1]; got.Outcome != want {
			t.Errorf("%s: %+v", observed, got)
		}
	}
}

// Without the clock of the target nothing can be signed for it, and that is nobody's
// failure.
func TestClockUnseen(t *testing.T) {
	w := signOnWorld(t, map[string]client.Response{"/clock": answer(http.StatusOK, map[string]any{"now": "noon"})}, initial, connecting).run()
	if got := w.outcome.Checks[len(w.outcome.Checks)-1]; got.Outcome != verdict.Broken {
		t.Errorf("%+v", got)
	}
}

// A ledger that cannot be written ends the run before anything is made.
func TestNothingIsMadeWithoutLedger(t *testing.T) {
	for _, step := range []string{connecting, `{"act": {"action": "set-password", "by": "user", "object": "zoe"}}`} {
		w := signOnWorld(t, nil, initial, step)
		w.config.Scenario.Directory.Users = append(w.config.Scenario.Directory.Users, map[string]any{"id": "zoe", "userPrincipalName": "zoe@fabrikam.example"})
		w.config.Watch = func(e Event) {
			if e.Kind == CycleEnds {
				w.ledger.broken = errors.New("disk full")
			}
		}
		w.run()
		if w.err == nil || len(w.sent("/create-connection"))+len(w.sent("/set-password")) > 0 {
			t.Errorf("%v: something was made", w.err)
		}
	}
}

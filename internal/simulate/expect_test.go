//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"errors"
	"net/http"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// expecting is an initial cycle and what should be seen then.
func expecting(expect string) string { return `{"cycle": "initial", "expect": ` + expect + `}` }

// Every kind of expectation is met or not; an unmet one is a failure, because the
// story's author wrote it down, and says what was expected and seen.
func TestExpectations(t *testing.T) {
	for _, test := range []struct {
		name   string
		expect string
		check  string // its name
		seen   string // "": met
	}{
		{"present", `{"users": {"ana": "present"}}`, "ana is as expected", ""},
		{"not present", `{"users": {"zoe": "present"}}`, "zoe is as expected", "never created nor matched"},
		{"absent", `{"users": {"zoe": "absent"}}`, "zoe is not in the target", ""},
		{"not absent", `{"users": {"ana": "absent"}}`, "ana is not in the target", "status 200"},
		{"a group that is absent", `{"groups": {"zoo": "absent"}}`, "zoo is not in the target", ""},
		{"attributes", `{"users": {"ana": {"active": true, "title": "Buyer", "name.familyName": "Reis"}}}`, "ana is as expected", ""},
		{"case does not count", `{"users": {"ana": {"title": "BUYER"}}}`, "ana is as expected", ""},
		{"another value", `{"users": {"ana": {"title": "Seller"}}}`, "ana is as expected", "Buyer"},
		{"no value", `{"users": {"bo": {"title": "Seller"}}}`, "bo is as expected", "(none)"},
		{"null", `{"users": {"bo": {"title": null}}}`, "bo is as expected", ""},
		{"not null", `{"users": {"ana": {"title": null}}}`, "ana is as expected", "Buyer"},
		{"a name in its marked form", `{"users": {"ana": {"userName": "ana@fabrikam.example"}}}`, "ana is as expected", ""},
		{"a group's name in its marked form", `{"groups": {"design": {"displayName": "Design"}}}`, "design is as expected", ""},
		{"members", `{"groups": {"design": {"members": ["bo", "ana"]}}}`, "design is as expected", ""},
		{"other members", `{"groups": {"design": {"members": ["ana", "cy"]}}}`, "design is as expected", "[ana bo]"},
		{"the manager by alias", `{"users": {"bo": {"manager": "ana"}}}`, "bo is as expected", ""},
		{"another manager", `{"users": {"bo": {"manager": "cy"}}}`, "bo is as expected", "user-1"},
		{"no manager", `{"users": {"ana": {"manager": null}}}`, "ana is as expected", ""},
		{"requests", `{"requests": {"POST /Users": 3}}`, "the cycle sends POST /Users 3 times", ""},
		{"one request", `{"requests": {"POST /Groups": 1}}`, "the cycle sends POST /Groups once", ""},
		{"no request", `{"requests": {"DELETE /Users": 0}}`, "the cycle sends no DELETE /Users", ""},
		{"fewer requests", `{"requests": {"POST /Users": 4}}`, "the cycle sends POST /Users 4 times", "3"},
		{"a line of the log", `{"log": [{"object": "ana", "action": "create", "status": "success"}]}`, "the log says: ana create success", ""},
		{"another line", `{"log": [{"object": "ana", "action": "update", "status": "success"}]}`, "the log says: ana update success", "create success"},
		{"another code", `{"log": [{"object": "ana", "action": "create", "status": "success", "code": "X"}]}`, "the log says: ana create success", "create success"},
		{"nothing in the log", `{"log": [{"object": "zoe", "action": "create", "status": "success"}]}`, "the log says: zoe create success", "nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, expecting(test.expect)).run()
			if test.seen == "" {
				w.clean()
				if got := w.outcomes()[test.check]; got != verdict.Pass {
					t.Errorf("%q is %s among %v", test.check, got, w.outcomes())
				}
				return
			}
			if len(w.outcome.Findings) != 1 || w.outcome.Findings[0].Seen != test.seen || w.outcome.Verdict != verdict.Failed || w.outcomes()[test.check] != verdict.Fail {
				t.Errorf("seen %v, checks %v, want %q", w.outcome.Findings, w.outcomes(), test.seen)
			}
		})
	}
}

// A finding about an expectation cites what the expectation covers.
func TestExpectationCites(t *testing.T) {
	w := tell(t, expecting(`{"users": {"ana": {"title": "Seller"}}, "covers": ["SYNC-02", "E-8.3"]}`)).run()
	f := w.outcome.Findings[0]
	if f.Requirement != "SYNC-02" || f.Object != "ana" || f.Attribute != "title" || f.Expected != "Seller" || f.Curl != "curl GET /Users/user-1" || len(f.Exchanges) != 1 {
		t.Errorf("finding %+v", f)
	}
	w = tell(t, expecting(`{"users": {"ana": {"title": "Seller"}}}`)).run()
	if rule := w.outcome.Findings[0].Requirement; rule != "PROV-03" {
		t.Errorf("an expectation that covers nothing cites %s", rule)
	}
}

// What needs an observer, or an application that promises it, is not applicable;
// the story tells that, too.
func TestNotApplicableExpectations(t *testing.T) {
	byEffect := expecting(`{"byEffect": {"users": {"ana": {"title": "Seller"}}, "observed": {"team-member": {"ana": false}}, "covers": ["SYNC-06"]}}`)
	t.Run("no effects", func(t *testing.T) {
		w := tell(t, byEffect).run().clean()
		if got := w.outcomes(); got["by effect: SYNC-06"] != verdict.NotApplicable || w.outcome.Tally.NotApplicable != 1 {
			t.Errorf("checks %v", got)
		}
		w.tells("by effect: SYNC-06", "the profile application declares no effects")
	})
	t.Run("effects", func(t *testing.T) {
		w := tell(t, byEffect)
		w.config.Profile = application(profile.Effect{When: "user.enabled", Then: []string{"join-team"}})
		w.run().finds("Fail SYNC-06 ana title")
		w.tells("observe team-member", "needs observer team-member")
	})
}

// tells fails unless the run told an expectation with its reason.
func (w *world) tells(name, reason string) {
	w.Helper()
	for _, event := range w.events {
		if event.Kind == Expected && event.Check.Name == name && event.Check.Reason == reason {
			return
		}
	}
	w.Errorf("nobody was told of %q (%s)", name, reason)
}

// An expectation that is unmet because of another finding about the same object
// is left out with that reason: one cause, one failure (design §6). One about
// another object stands alone.
func TestUnmetExpectationsFollow(t *testing.T) {
	steps := []string{initial, `{"after": "5m", "change": [{"update": {"id": "ana", "jobTitle": "Lead"}}]}`,
		`{"cycle": "incremental", "expect": {"users": {"ana": {"title": "Lead"}, "cy": {"title": "Lead"}}, "covers": ["PROV-03"]}}`}
	w := tell(t, steps...)
	lying := lies(w.store, "PATCH /Users/user-1", http.StatusOK)
	w.store.fault = lying
	w.run().finds("Fail HOUSE-01 ana title", "Fail PROV-03 cy title")
	if got := w.outcomes()["ana is as expected"]; got != verdict.Skipped {
		t.Errorf("the expectation about ana is %s", got)
	}

	w = tell(t, steps...)
	w.store.fault = refuse("PATCH /Users/user-1", 503, 1)
	w.run().finds("Fail PROV-03 cy title", "Broken E-6.8 ana") // the retry never fell due
	w.tells("ana is as expected", "follows from update of ana, which failed and waits for its retry")
}

// Where there is no answer nobody can tell, so that there is no verdict; what may
// pass is asked for twice.
func TestExpectationsWithoutAnswer(t *testing.T) {
	for _, test := range []struct {
		name   string
		expect string
		silent string // request of ours that is not answered
		query  string
		times  int // -1: never
		want   []string
	}{
		{"once", `{"users": {"cy": "present"}}`, "GET /Users/user-3", "", 1, nil},
		{"never, present", `{"users": {"cy": "present"}}`, "GET /Users/user-3", "", -1, []string{"Broken PROV-03 cy"}},
		{"never, absent", `{"users": {"cy": "absent"}}`, "GET /Users/user-3", "", -1, []string{"Broken PROV-02 cy"}},
		{"never, members", `{"groups": {"design": {"members": ["ana", "bo"]}}}`, "GET /Groups/group-1", "attributes=members", -1, []string{"Broken PROV-04 design members"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, expecting(test.expect))
			w.config.Verify = false // else the comparison after the cycle tells it first
			w.store.fault = silence(w.store, test.silent, test.query, test.times)
			w.run().finds(test.want...)
		})
	}
}

// silence leaves some requests of ours without an answer. The group shows its
// members only when it is asked for them.
func silence(s *store, line, query string, times int) fault {
	return func(r client.Request) (client.Response, error, bool, bool) {
		switch {
		case r.Label.Purpose != exchange.Verification || describe(r) != line:
			return client.Response{}, nil, false, false
		case r.RawQuery == query && times != 0:
			times--
			return client.Response{}, errors.New("connection reset"), false, true
		case query == "":
			return client.Response{}, nil, false, false
		}
		bare := scim.Clone(s.resources["Groups/group-1"]).(scim.Resource)
		delete(bare, "members")
		return answer(http.StatusOK, bare), nil, false, true
	}
}

// Enabling is an update in the provisioning log (E-9.4).
func TestLoggedAction(t *testing.T) {
	for action_, want := range map[provision.Action]string{provision.ActionEnable: "update", provision.ActionDisable: "disable", provision.ActionOther: "other"} {
		if got := action(provision.Record{Action: action_}); got != want {
			t.Errorf("%s is logged as %s, want %s", action_, got, want)
		}
	}
}

// Addresses of people and names of groups carry the marker; a department that is
// called like a group does not (design §9).
func TestCarriesMarker(t *testing.T) {
	for _, test := range []struct {
		kind provision.Kind
		name string
		want bool
	}{
		{provision.User, "userName", true}, {provision.User, "USERNAME", true}, {provision.User, "emails", true}, {provision.User, "externalId", true},
		{provision.User, "displayName", false}, {provision.User, "department", false},
		{provision.Group, "displayName", true}, {provision.Group, "externalId", false},
	} {
		if got := carriesMarker(test.kind, test.name); got != test.want {
			t.Errorf("%s %s: %t, want %t", test.kind, test.name, got, test.want)
		}
	}
}

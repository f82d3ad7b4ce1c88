//lint:file-ignore ST1008 a fault of the store says what is answered, the error instead of it, and what happens beside it

package simulate

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// fault is what a store does instead of what it was asked for.
type fault = func(client.Request) (client.Response, error, bool, bool)

// lies answers requests of a description with a status and does nothing; a body
// comes from the store as it is.
func lies(s *store, line string, status int) fault {
	return func(r client.Request) (client.Response, error, bool, bool) {
		if describe(r) != line || r.Label.Purpose != exchange.Provisioning {
			return client.Response{}, nil, false, false
		}
		if status == http.StatusNoContent {
			return client.Response{Status: status}, nil, false, true
		}
		return answer(status, s.resources[strings.TrimPrefix(r.Path, "/")]), nil, false, true
	}
}

// The 200 that lost data is caught after the cycle, whatever was lost, and named
// with the object, the attribute and the harm (design §5).
func TestLossesAreFound(t *testing.T) {
	change := func(changes string) string { return `{"after": "5m", "change": [` + changes + `]}` }
	for _, test := range []struct {
		name  string
		steps []string
		line  string // what is answered with success and not done
		want  string
		harm  verdict.Harm
	}{
		{"a changed attribute", []string{initial, change(`{"update": {"id": "ana", "jobTitle": "Lead"}}`), incremental},
			"PATCH /Users/user-1", "Fail HOUSE-01 ana title", verdict.DataDrift},
		{"a disabled account", []string{initial, change(`{"disable": "cy"}`), incremental},
			"PATCH /Users/user-3", "Fail HOUSE-01 cy active", verdict.SecurityHole},
		{"a manager", []string{initial}, "PATCH /Users/user-2", "Fail HOUSE-01 bo " + manager + ".value", verdict.DataDrift},
		{"a cleared manager", []string{initial, change(`{"setManager": {"user": "bo", "manager": null}}`), incremental},
			"PATCH /Users/user-2", "Fail HOUSE-01 bo " + manager, verdict.DataDrift},
		{"an added member", []string{initial, change(`{"addMember": {"group": "design", "member": "cy"}}`), incremental},
			"PATCH /Groups/group-1", "Fail HOUSE-01 design members", verdict.UsersLost},
		{"a removed member", []string{initial, change(`{"removeMember": {"group": "design", "member": "ana"}}, {"assign": "ana"}`), incremental},
			"PATCH /Groups/group-1", "Fail HOUSE-01 design members", verdict.SecurityHole},
		{"a deleted group", []string{initial, change(`{"delete": "design"}, {"assign": "ana"}, {"assign": "bo"}`), incremental},
			"DELETE /Groups/group-1", "Fail HOUSE-01 design", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, test.steps...)
			lying := lies(w.store, test.line, http.StatusOK)
			if strings.HasPrefix(test.line, "DELETE") {
				lying = lies(w.store, test.line, http.StatusNoContent)
			}
			last := len(test.steps) > 1
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				if last && r.Label.Cycle < 2 {
					return client.Response{}, nil, false, false
				}
				return lying(r)
			}
			w.run().finds(test.want).verdict(verdict.Failed)
			if f := w.outcome.Findings[0]; test.harm != "" && f.Harm != test.harm || len(f.Exchanges) != 2 || f.Curl == "" {
				t.Errorf("harm %s, exchanges %v, %q", f.Harm, f.Exchanges, f.Curl)
			}
			if len(w.outcome.Leftovers)+len(w.store.resources) > 0 {
				t.Errorf("left behind: %v", w.store.resources)
			}
		})
	}
}

// One creation that leaves two accounts is a duplicate (E-6.14); both are ours,
// so both are removed. One that the query cannot find breaks E-6.18.
func TestCreationsAreLookedFor(t *testing.T) {
	t.Run("twice", func(t *testing.T) {
		w := tell(t, initial)
		w.store.before = func(r client.Request) {
			if r.Method == http.MethodPost && strings.Contains(string(r.Body), "ana.sim1") && len(w.store.resources) == 0 {
				w.store.create("Users", r.Body)
			}
		}
		w.run().finds("Fail E-6.14 ana userName")
		if len(w.store.resources) > 0 {
			t.Errorf("left behind: %v", w.store.resources)
		}
	})
	t.Run("not found", func(t *testing.T) {
		w := tell(t, initial)
		w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
			nobody := answer(http.StatusOK, map[string]any{"schemas": []string{scim.URNListResponse}, "totalResults": 0, "Resources": []any{}})
			return nobody, nil, false, r.Path == "/Users" && r.Method == http.MethodGet
		}
		w.run().finds("Fail E-6.18 ana userName")
		if f := w.outcome.Findings[0]; f.Count != 3 || f.Seen != "0 resources" {
			t.Errorf("the same on three users is one finding with a count: %+v", f)
		}
	})
}

// What may pass by itself, such as a server error on a read of ours, is asked for
// once more; only the same again is the target's.
func TestReadsOfOursAreRepeated(t *testing.T) {
	for _, test := range []struct {
		name  string
		times int
		err   error
		want  []string
	}{
		{"a server error once", 1, nil, nil},
		{"a server error twice", 2, nil, []string{"Fail HOUSE-01 cy"}},
		{"no answer once", 1, errors.New("connection reset"), nil},
		{"no answer twice", 2, errors.New("connection reset"), []string{"Broken HOUSE-01 cy"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial)
			left := test.times
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				if describe(r) != "GET /Users/user-3" || r.Label.Purpose != exchange.Verification || left == 0 {
					return client.Response{}, nil, false, false
				}
				left--
				return answer(http.StatusServiceUnavailable, failed(http.StatusServiceUnavailable)), test.err, false, true
			}
			w.run().finds(test.want...)
		})
	}
}

// A target that needs a while to show a write is waited for once (design §5,
// settle); without that time the loss is told at once.
func TestSettle(t *testing.T) {
	for _, test := range []struct {
		name   string
		settle time.Duration
		want   []string
	}{
		{"time to settle", time.Millisecond, nil},
		{"no time", 0, []string{"Fail HOUSE-01 ana title"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial, `{"change": [{"update": {"id": "ana", "jobTitle": "Lead"}}]}`, incremental)
			w.config.Settle = test.settle
			reads := 0
			w.store.before = func(r client.Request) { // shows the old title on the first look of the second cycle
				user := w.store.resources["Users/user-1"]
				if describe(r) != "GET /Users/user-1" || r.Label.Cycle != 2 || r.Label.Purpose != exchange.Verification {
					return
				}
				if reads++; reads == 1 {
					user["title"] = "Buyer"
				} else {
					user["title"] = "Lead"
				}
			}
			w.run().finds(test.want...)
		})
	}
}

// Nothing is told of a user whose last write got no answer, or a server error:
// nobody knows whether it was carried out. The retry tells (E-7.3).
func TestUnsureIsNotCompared(t *testing.T) {
	timeout := &client.Fault{Kind: client.Timeout, Err: errors.New("the limit is 1s")}
	for _, test := range []struct {
		name string
		err  error
		act  bool
	}{
		{"no answer, not done", timeout, false},
		{"no answer, done", timeout, true},
		{"server error, not done", nil, false},
		{"server error, done", nil, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial, incremental)
			once := true
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				// The manager of a user who was created in the same cycle.
				if describe(r) != "PATCH /Users/user-2" || !once {
					return client.Response{}, nil, false, false
				}
				once = false
				return answer(http.StatusBadGateway, failed(http.StatusBadGateway)), test.err, test.act, true
			}
			w.run().finds("Broken E-6.8 bo").verdict(verdict.NoVerdict)
			if checks := w.outcomes(); checks["cycle 1: every resource written is as it should be"] != verdict.Pass {
				t.Errorf("checks %v", checks)
			}
		})
	}
}

// Of a group only the member is in doubt whose write got a server error, whether
// it was carried out or not.
func TestDoubtfulMembersAreNotCompared(t *testing.T) {
	for _, act := range []bool{false, true} {
		w := tell(t, initial, `{"after": "5m", "change": [{"addMember": {"group": "design", "member": "cy"}}, {"removeMember": {"group": "design", "member": "bo"}}, {"assign": "bo"}]}`,
			incremental, `{"change": [{"removeMember": {"group": "design", "member": "cy"}}]}`, incremental)
		w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
			bad := describe(r) == "PATCH /Groups/group-1" && r.Label.Cycle == 2 && strings.Contains(string(r.Body), "user-3")
			return answer(http.StatusInternalServerError, failed(http.StatusInternalServerError)), nil, act, bad
		}
		w.run().finds("Advice E-6.8 design").verdict(verdict.Conformant)
	}
}

// A matched group starts from the members that it shows; when these cannot be
// read they are not compared, and nothing is told about them.
func TestMatchedGroup(t *testing.T) {
	for _, test := range []struct {
		name  string
		blind bool
	}{{"members are shown", false}, {"members cannot be read", true}} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial)
			w.store.resources["Groups/old"] = scim.Resource{
				"schemas": []any{scim.URNGroup}, "id": "old", "displayName": "Design sim1", "members": []any{map[string]any{"value": "somebody"}},
				"meta": map[string]any{"resourceType": "Group", "created": "2026-05-04T08:00:00Z", "lastModified": "2026-05-04T08:00:00Z", "location": "/Groups/old"},
			}
			w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
				hidden := test.blind && r.RawQuery == "attributes=members"
				return answer(http.StatusForbidden, failed(http.StatusForbidden)), nil, false, hidden
			}
			w.run().clean()
			if members := memberIDs(w.store.resources["Groups/old"]); !slices.Equal(members, []string{"somebody", "user-1", "user-2"}) {
				t.Errorf("members %v", members)
			}
			if len(w.store.resources) != 1 {
				t.Errorf("the group was there before, and nothing else is: %v", w.store.resources)
			}
		})
	}
}

// A group that withholds its members is asked for them (design §6a).
func TestWithheldMembers(t *testing.T) {
	w := tell(t, initial)
	w.store.fault = func(r client.Request) (client.Response, error, bool, bool) {
		group := w.store.resources["Groups/group-1"]
		if describe(r) != "GET /Groups/group-1" || r.RawQuery == "attributes=members" || group == nil {
			return client.Response{}, nil, false, false
		}
		bare := scim.Clone(group).(scim.Resource)
		delete(bare, "members")
		return answer(http.StatusOK, bare), nil, false, true
	}
	w.run().clean()
}

// Where the application promises that a disabled user leaves the synced groups,
// one that stays in them is found (SYNC-06); under another profile it stays.
func TestPromisedEffects(t *testing.T) {
	leave := profile.Effect{When: "user.disabled", Then: []string{"leave-synced-groups"}, Because: "SYNC-06"}
	for _, test := range []struct {
		name    string
		profile *profile.Profile
		want    []string
	}{
		{"promised, and not kept", application(leave), []string{"Fail HOUSE-01 design members"}},
		{"not promised", application(), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial, `{"change": [{"disable": "ana"}]}`, incremental)
			w.config.Profile = test.profile
			w.run().finds(test.want...)
		})
	}
}

// An application that documents that it deletes no users may refuse it (SYNC-07):
// a refusal is no finding then, a server error is one.
func TestPromisedRefusal(t *testing.T) {
	refusing := profile.Effect{When: "user.delete", Then: []string{"refuse"}, Because: "SYNC-07"}
	for _, test := range []struct {
		name    string
		effects []profile.Effect
		status  int
		want    []string
	}{
		{"documented", []profile.Effect{refusing}, http.StatusForbidden, nil},
		{"documented as not implemented", []profile.Effect{refusing}, http.StatusNotImplemented, nil},
		{"a server error", []profile.Effect{refusing}, http.StatusInternalServerError, []string{"Broken E-6.9 cy"}},
		{"not documented", nil, http.StatusForbidden, []string{"Fail E-6.9 cy"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := tell(t, initial, `{"change": [{"purge": "cy"}]}`, incremental)
			w.config.Profile = application(test.effects...)
			w.store.fault = refuse("DELETE /Users/user-3", test.status, -1)
			w.run().finds(test.want...)
		})
	}
}

// The answers of a double look are worded by their number.
func TestCounted(t *testing.T) {
	for n, want := range map[int]string{0: "nobody", 1: "another resource", 3: "3 resources"} {
		if got := counted(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	if excludedMembers(provision.User) != "" || excludedMembers(provision.Group) != "members" {
		t.Error("only groups have members to leave out (E-5.34)")
	}
}

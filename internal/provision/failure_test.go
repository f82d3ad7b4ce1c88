package provision_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/provision"
)

const (
	incompatible = "SystemForCrossDomainIdentityManagementServiceIncompatible"
	filtering    = incompatible + "Filtering"
)

// E-6.22 – E-6.30: what the log says about an answer, and whether it is worth a
// retry in the next cycle.
func TestStatusCodes(t *testing.T) {
	tests := []struct {
		rule      string
		status    int
		err       error
		create    string // code when creating
		update    string // code when updating
		transient bool
	}{
		{"E-6.22", 400, nil, incompatible, incompatible, false},
		{"E-6.23", 401, nil, "Unauthorized", "Unauthorized", false},
		{"E-6.23", 403, nil, "InsufficientRights", "InsufficientRights", false},
		{"E-6.23", 405, nil, "MethodNotAllowed", "MethodNotAllowed", false},
		{"E-6.25", 409, nil, filtering, "EntryConflict", false},
		{"E-6.26", 422, nil, "UnprocessableEntity", "UnprocessableEntity", false},
		{"E-6.26", 501, nil, "NotImplemented", "NotImplemented", true},
		{"E-6.27", 429, nil, "TooManyRequests", "TooManyRequests", true},
		{"E-6.28", 500, nil, "InternalServerError", "InternalServerError", true},
		{"E-6.28", 503, nil, "InternalServerError", "InternalServerError", true},
		{"E-6.29", 0, context.DeadlineExceeded, "Timeout", "Timeout", true},
		{"E-6.30", 0, errors.New("connection reset by peer"), "WebExceptionProtocolError", "WebExceptionProtocolError", true},
		{"a redirection is no success", 302, nil, incompatible, incompatible, false},
	}
	for _, test := range tests {
		t.Run(test.rule+" "+http.StatusText(test.status), func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("bo"))
			w.cycle()
			w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
				response := provision.Response{Status: test.status, Body: []byte(`{"status":"x","scimType":"kind","detail":" because "}`), Exchange: 7}
				return response, test.err, r.Method() == http.MethodPost || r.Method() == http.MethodPatch
			}
			w.must(w.directory.Assign("ana"), w.directory.Update("bo", attrs{"surname": "Berg"}))
			w.cycle()
			w.expectLog("ana", "create failure "+test.create)
			w.expectLog("bo", "update failure "+test.update)
			for _, record := range w.log.records {
				failure := record.Failure
				if failure.Transient != test.transient || failure.Exchange != 7 || failure.Status != test.status || failure.Request.Object != record.Object {
					t.Errorf("failure %+v", failure)
				}
				if test.err == nil && !strings.HasSuffix(record.Reason, "kind, because") {
					t.Errorf("the reason %q does not hold the body's words", record.Reason)
				}
			}
			if len(w.job.Escrows()) != 2 || w.job.Link(provision.User, "ana") != "" {
				t.Errorf("parked %v", w.job.Escrows())
			}
		})
	}
}

// E-6.25: a 409 on creation is not matched again in the same attempt; the retry
// begins with the match.
func TestConflict(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"))
	w.target.fault = refuse("POST", http.StatusConflict)
	w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana")
	w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana")
}

// Answers to a match that must not be followed: taking over one of several
// accounts, or one that does not match, would change somebody else's data.
func TestMatchesThatAreRefused(t *testing.T) {
	account := func(id, name string) attrs { return attrs{"id": id, "userName": name, "displayName": name} }
	tests := []struct {
		rule, name string
		found      []attrs
		code       string
	}{
		{"E-6.14", "two accounts", []attrs{account("1", "ana@fabrikam.example"), account("2", "ANA@fabrikam.example")}, "DuplicateTargetEntries"},
		{"E-6.14", "everybody: the filter is ignored", []attrs{account("1", "x@fabrikam.example"), account("2", "y@fabrikam.example")}, "DuplicateTargetEntries"},
		{"E-6.18", "another account", []attrs{account("1", "x@fabrikam.example")}, filtering},
		{"E-6.18", "an account without the attribute", []attrs{{"id": "1"}}, filtering},
		{"E-6.1", "an account without id", []attrs{account("", "ana@fabrikam.example")}, incompatible},
	}
	for _, test := range tests {
		t.Run(test.rule+" "+test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"))
			w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
				body := attrs{"totalResults": len(test.found), "Resources": test.found}
				return answer(http.StatusOK, body), nil, r.Operation == provision.Match
			}
			w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example")
			w.expectLog("ana", "other failure "+test.code)
			if w.job.Link(provision.User, "ana") != "" {
				t.Error("linked all the same")
			}
		})
	}
}

// E-6.14 for groups: displayName must be unique.
func TestTwoGroupsOfOneName(t *testing.T) {
	w := office(t)
	for _, id := range []string{"t-1", "t-2"} {
		w.target.resources["Groups/"+id] = attrs{"id": id, "displayName": "Design"}
	}
	w.must(w.directory.Assign("design"))
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo")
	w.expectLog("design", "other failure DuplicateTargetEntries")
}

// E-6.1, E-6.15: a success that cannot be understood is a failure.
func TestAnswersThatCannotBeRead(t *testing.T) {
	bodies := map[string]string{
		"empty": "", "a login page": "<html>", "a list": "[]", "null": "null", "cut off": `{"id":"t-ana","userName`, "two objects": `{"id":"t-ana"}{}`,
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("bo"))
			w.cycle()
			w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
				return provision.Response{Status: http.StatusOK, Body: []byte(body)}, nil, r.Operation == provision.Create || r.Operation == provision.Read
			}
			w.must(w.directory.Assign("ana"), w.directory.Update("bo", attrs{"surname": "Berg"}))
			w.expect(w.cycle(), "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana", "GET /Users/bo")
			w.expectLog("ana", "create failure "+incompatible)
			w.expectLog("bo", "update failure "+incompatible)
		})
	}
}

// E-6.1: without an id there is no link; E-6.7: 200 is as good as 201.
func TestAnswersToACreation(t *testing.T) {
	tests := []struct {
		name     string
		response provision.Response
		link     string
	}{
		{"201", provision.Response{Status: 201, Body: []byte(`{"id":"a1"}`)}, "a1"},
		{"200", provision.Response{Status: 200, Body: []byte(`{"id":"a1"}`)}, "a1"},
		{"no id", provision.Response{Status: 201, Body: []byte(`{"userName":"ana@fabrikam.example"}`)}, ""},
		{"an empty id", provision.Response{Status: 201, Body: []byte(`{"id":""}`)}, ""},
		{"an id that is a number", provision.Response{Status: 201, Body: []byte(`{"id":7}`)}, ""},
		{"no body", provision.Response{Status: 201}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"))
			w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
				return test.response, nil, r.Operation == provision.Create
			}
			w.cycle()
			if got := w.job.Link(provision.User, "ana"); got != test.link {
				t.Errorf("linked to %q, want %q", got, test.link)
			}
		})
	}
}

// E-6.8, E-6.9: a PATCH may answer 204, and 404 on DELETE means gone already.
func TestAnswersWithoutBody(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	w.target.fault = func(r provision.Request) (provision.Response, error, bool) {
		switch r.Method() {
		case http.MethodPatch:
			return provision.Response{Status: http.StatusNoContent}, nil, true
		case http.MethodDelete:
			return provision.Response{Status: http.StatusNotFound}, nil, true
		}
		return provision.Response{}, nil, false
	}
	w.must(w.directory.Disable("ana"), w.directory.Purge("bo"))
	w.cycle()
	w.expectLog("ana", "disable success")
	w.expectLog("bo", "delete success")
	if w.job.Link(provision.User, "bo") != "" || len(w.job.Escrows()) != 0 {
		t.Error("bo is gone: neither linked nor parked")
	}
}

// E-6.6: the link to a resource that is gone is dropped at once, so that what
// follows begins with a match, even when it fails.
func TestLostLinksAreDropped(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("ana"), w.directory.Assign("bo"))
	w.cycle()
	clear(w.target.resources)
	w.target.fault = refuse("POST", http.StatusInternalServerError)
	w.must(w.directory.Update("ana", attrs{"surname": "Moreira"}), w.directory.Unassign("bo"))
	w.expect(w.cycle(), "GET /Users/ana", "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana", "GET /Users/bo")
	if users, _ := w.job.Links(); users != 0 {
		t.Errorf("%d users are linked", users)
	}
	w.target.fault = nil
	w.must(w.directory.Assign("bo"))
	w.expect(w.cycle(), "GET /Users?userName eq bo@fabrikam.example", "POST /Users bo", "GET /Users?userName eq ana@fabrikam.example", "POST /Users ana")
}

// A failure of one object keeps no other from being provisioned.
func TestFailuresStayAlone(t *testing.T) {
	w := office(t)
	w.must(w.directory.Assign("staff"))
	w.target.fault = refuse("POST /Users bo", http.StatusInternalServerError)
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "POST /Users cy", "POST /Groups staff",
		"PATCH /Groups/staff Add members=ana", "PATCH /Groups/staff Add members=cy")
	w.expectLog("staff", "create success", "update success", unresolved, "update success")
}

package provision_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

// puts is an office whose groups are written whole, with a target that takes PUT.
func puts(t *testing.T) *world {
	w := office(t)
	w.profile.Options.GroupWrite = "put"
	w.target.fault = w.put
	return w
}

func (w *world) put(r provision.Request) (provision.Response, error, bool) {
	if r.Operation != provision.Whole {
		return provision.Response{}, nil, false
	}
	body, err := scim.Decode(r.Body)
	w.must(err)
	w.target.resources[key(r.Kind, r.ID)] = body
	return answer(http.StatusOK, body), nil, true
}

// E-5.49, IDEO-03: groups are written whole, once a cycle, and users are not. The
// body is inferred.
func TestGroupsWrittenWhole(t *testing.T) {
	w := puts(t)
	w.must(w.directory.Assign("design"))
	w.cycle()
	w.expect(w.writes(), "POST /Users ana", "POST /Users bo", "POST /Groups design", "PUT /Groups/design")
	want := map[string]any{
		"schemas": []any{"urn:ietf:params:scim:schemas:core:2.0:Group"}, "id": "t-design", "displayName": "Design",
		"externalId": w.directory.Group("design").ObjectID, "meta": map[string]any{"resourceType": "Group"},
		"members": []any{map[string]any{"value": "t-ana"}, map[string]any{"value": "t-bo"}},
	}
	if diff := cmp.Diff(want, map[string]any(w.target.resources["Groups/t-design"])); diff != "" {
		t.Errorf("(want -, got +)\n%s", diff)
	}
	w.must(w.directory.Update("design", attrs{"displayName": "Studio"}), w.directory.RemoveMember("design", "bo"))
	w.expect(w.cycle(), "GET /Users/bo", "PATCH /Users/bo Replace active=False", "GET /Groups/design", "GET /Groups/design", "PUT /Groups/design")
	w.expectLog("design", "update success")
	w.expect(w.cycle())
}

// Members that others have put there stay: without them in the body they would
// be taken out.
func TestWholeGroupKeepsForeignMembers(t *testing.T) {
	w := puts(t)
	w.target.resources["Groups/t-design"] = scim.Resource{
		"id": "t-design", "displayName": "Design", "members": []any{map[string]any{"value": "stranger"}},
	}
	w.must(w.directory.Assign("design"))
	w.cycle()
	members := w.target.resources["Groups/t-design"].List("members")
	if len(members) != 3 || scim.AsObject(members[0]).String("value") != "stranger" {
		t.Errorf("members %v", members)
	}
}

// A PUT that fails is retried with all that it should have brought (E-7.1, E-7.4).
func TestWholeGroupIsRetried(t *testing.T) {
	w := puts(t)
	w.must(w.directory.Assign("design"))
	w.target.fault = refuse("PUT", http.StatusInternalServerError)
	w.cycle()
	w.expectLog("design", "create success", "update failure InternalServerError")
	w.target.fault = w.put
	w.expect(w.cycle(), "GET /Groups/design", "GET /Groups/design", "PUT /Groups/design")
	if members := w.target.resources["Groups/t-design"].List("members"); len(members) != 2 {
		t.Errorf("members %v", members)
	}
	if parked := w.job.Escrows(); len(parked) != 0 {
		t.Errorf("parked %v", parked)
	}
}

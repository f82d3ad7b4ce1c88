package refserver_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// RFC 7644 §3.9, RFC 7643 §7 (returned).
func TestProjection(t *testing.T) {
	badge := schema.Extension("urn:example:badge:2.0:User", "number", "pin", "colour")
	badge.Attribute("pin").Returned = "request"
	badge.Attribute("colour").Returned = "always"
	s := open(t, refserver.Options{Extensions: []*schema.Schema{badge}})
	got := s.want(201, http.MethodPost, "/Users", `{"schemas":["`+scim.URNUser+`","`+scim.URNEnterpriseUser+`","urn:example:badge:2.0:User"],
		"userName":"bo","title":"Buyer","name":{"givenName":"Bo","familyName":"Lind"},
		"emails":[{"value":"bo@example.com","type":"work"},{"value":"b@home.example"}],
		"`+scim.URNEnterpriseUser+`":{"department":"Sales","division":"North"},
		"urn:example:badge:2.0:User":{"number":"7","pin":"1234","colour":"red"}}`)
	id := got.body.ID()
	s.group("Team", id)
	all := "emails groups meta name title urn:example:badge:2.0:User " + scim.URNEnterpriseUser + " userName"
	without := func(name string) string {
		return strings.Join(strings.Fields(strings.Replace(" "+all+" ", " "+name+" ", " ", 1)), " ")
	}
	tests := []struct{ name, query, want string }{
		{"default", "", all},
		{"one", "attributes=userName", "userName urn:example:badge:2.0:User"},
		{"in another case", "attributes=USERNAME", "userName urn:example:badge:2.0:User"},
		{"two", "attributes=userName,title", "title userName urn:example:badge:2.0:User"},
		{"repeated parameter", "attributes=userName&attributes=title", "title userName urn:example:badge:2.0:User"},
		{"by core URN", "attributes=" + scim.URNUser + ":userName", "userName urn:example:badge:2.0:User"},
		{"unknown", "attributes=shoeSize", "urn:example:badge:2.0:User"},
		{"groups", "attributes=groups", "groups urn:example:badge:2.0:User"},
		{"meta.created", "attributes=meta.created", "meta urn:example:badge:2.0:User"},
		{"excluded", "excludedAttributes=title", without("title")},
		{"excluded groups", "excludedAttributes=groups", without("groups")},
		{"excluded id has no effect", "excludedAttributes=id,schemas", all},
		{"excluded extension", "excludedAttributes=" + scim.URNEnterpriseUser, without(scim.URNEnterpriseUser)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			within := *s
			within.t = t
			r := within.get("/Users/" + id + "?" + test.query)
			want := map[string]bool{"id": true, "schemas": true}
			for _, name := range strings.Fields(test.want) {
				want[name] = true
			}
			seen := map[string]bool{}
			for name := range r {
				seen[name] = true
			}
			if diff := cmp.Diff(want, seen); diff != "" {
				t.Error(diff)
			}
			list := within.get("/Users?filter=" + url.QueryEscape(`userName eq "bo"`) + "&" + test.query)
			if diff := cmp.Diff([]any{map[string]any(r)}, list.List("Resources")); diff != "" {
				t.Errorf("the list shows something else: %s", diff)
			}
		})
	}
	inside := []struct {
		query, attribute string
		want             any
	}{
		{"attributes=name.givenName", "name", map[string]any{"givenName": "Bo"}},
		{"excludedAttributes=name.givenName", "name", map[string]any{"familyName": "Lind"}},
		{"attributes=emails.type", "emails", []any{map[string]any{"type": "work"}}},
		{"attributes=" + scim.URNEnterpriseUser + ":division", scim.URNEnterpriseUser, map[string]any{"division": "North"}},
		{"attributes=" + scim.URNEnterpriseUser, scim.URNEnterpriseUser, map[string]any{"department": "Sales", "division": "North"}},
		{"", "urn:example:badge:2.0:User", map[string]any{"number": "7", "colour": "red"}},
		{"attributes=urn:example:badge:2.0:User:pin", "urn:example:badge:2.0:User", map[string]any{"pin": "1234", "colour": "red"}},
	}
	for _, test := range inside {
		t.Run(test.query+" "+test.attribute, func(t *testing.T) {
			within := *s
			within.t = t
			r := within.get("/Users/" + id + "?" + test.query)
			if diff := cmp.Diff(test.want, r[test.attribute]); diff != "" {
				t.Error(diff)
			}
		})
	}
	s.refused(400, "invalidValue", http.MethodGet, "/Users/"+id+"?attributes=userName&excludedAttributes=title", "")
}

// E-6.10: excludedAttributes=members is honoured on reads and lists.
func TestMembersCanBeLeftOut(t *testing.T) {
	s := tolerant(t)
	team := s.group("Team", s.user("a"))
	for _, path := range []string{"/Groups/" + team, "/Groups?filter=displayName+eq+%22team%22"} {
		r := s.get(path + queryMark(path) + "excludedAttributes=members")
		if list := r.List("Resources"); list != nil {
			r = scim.AsObject(list[0])
		}
		if _, there := r["members"]; there || r.String("displayName") != "Team" {
			t.Errorf("%s: %v", path, r)
		}
	}
}

func queryMark(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// RFC 7644 §3.9: with any operation that returns a resource.
func TestProjectionOfWrites(t *testing.T) {
	s := strict(t)
	got := s.want(201, http.MethodPost, "/Users?attributes=id", `{"schemas":["`+scim.URNUser+`"],"userName":"a","title":"x"}`)
	id := got.body.ID()
	bare := scim.Resource{"schemas": []any{scim.URNUser}, "id": id}
	if diff := cmp.Diff(bare, got.body); diff != "" {
		t.Errorf("POST: %s", diff)
	}
	got = s.want(200, http.MethodPatch, "/Users/"+id+"?attributes=id", patchOp(`{"op":"remove","path":"title"}`))
	if diff := cmp.Diff(bare, got.body); diff != "" {
		t.Errorf("PATCH: %s", diff)
	}
	team := s.group("Team", id)
	got = s.want(200, http.MethodPatch, "/Groups/"+team+"?attributes=displayName", patchOp(`{"op":"replace","path":"displayName","value":"T"}`))
	if diff := cmp.Diff(scim.Resource{"schemas": []any{scim.URNGroup}, "id": team, "displayName": "T"}, got.body); diff != "" {
		t.Errorf("PATCH of a group: %s", diff)
	}
}

package refserver_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// RFC 6750 §3: 401 with a challenge, on every endpoint but the one that says
// how to log in.
func TestAuthentication(t *testing.T) {
	s := open(t, refserver.Options{Token: "secret"})
	tests := []struct{ name, header, challenge string }{
		{"none", "", `Bearer realm="scimulator"`},
		{"wrong", "Bearer secre", `Bearer realm="scimulator", error="invalid_token"`},
		{"longer", "Bearer secrets", `Bearer realm="scimulator", error="invalid_token"`},
		{"empty", "Bearer ", `Bearer realm="scimulator"`},
		{"basic", "Basic c2VjcmV0", `Bearer realm="scimulator"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			within := *s
			within.t = t
			for _, path := range []string{"/Users", "/Schemas", "/ServiceProviderConfig/Nowhere", "/Nowhere"} {
				got := within.refused(401, "", http.MethodGet, path, "", "Authorization", test.header)
				if challenge := got.header.Get("WWW-Authenticate"); challenge != test.challenge {
					t.Errorf("%s: WWW-Authenticate %q, want %q", path, challenge, test.challenge)
				}
			}
		})
	}
	s.want(200, http.MethodGet, "/Users", "", "Authorization", "Bearer secret")
	s.want(200, http.MethodGet, "/Users", "", "Authorization", "bearer secret") // RFC 7235 §2.1: the scheme is case-insensitive
}

// RFC 7643 §5, authenticationSchemes: the service provider SHOULD make the
// attribute publicly accessible without prior authentication.
func TestConfigurationIsPublic(t *testing.T) {
	s := open(t, refserver.Options{Token: "secret"})
	tests := []struct {
		name, method, header string
		status               int
	}{
		{"without credentials", http.MethodGet, "", 200},
		{"with the token", http.MethodGet, "Bearer secret", 200},
		{"with a wrong token", http.MethodGet, "Bearer wrong", 401},
		{"not to write", http.MethodPut, "", 401},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			within := *s
			within.t = t
			within.want(test.status, test.method, "/ServiceProviderConfig", "", "Authorization", test.header)
		})
	}
	if schemes := s.get("/ServiceProviderConfig").List("authenticationSchemes"); len(schemes) != 1 {
		t.Errorf("authenticationSchemes %v, want the one that is supported", schemes)
	}
}

// RFC 7644 §3.1, §8.1.
func TestAccept(t *testing.T) {
	s := strict(t)
	tests := []struct {
		accept string
		status int
		media  string
	}{
		{"application/scim+json", 200, "application/scim+json"},
		{"application/json", 200, "application/json"},
		{"*/*", 200, "application/scim+json"},
		{"application/*", 200, "application/scim+json"},
		{"application/json, application/scim+json", 200, "application/scim+json"},
		{"application/scim+json;q=0.1, application/json", 200, "application/json"},
		{"application/scim+json;q=0, */*", 406, "application/scim+json"},
		{"text/html", 406, "application/scim+json"},
		{"text/html, */*;q=0.1", 200, "application/scim+json"},
		{"application/scim+json; charset=utf-8", 200, "application/scim+json"},
	}
	for _, test := range tests {
		t.Run(test.accept, func(t *testing.T) {
			within := *s
			within.t = t
			got := within.want(test.status, http.MethodGet, "/Users", "", "Accept", test.accept)
			if media := got.header.Get("Content-Type"); media != test.media {
				t.Errorf("Content-Type %q, want %q", media, test.media)
			}
		})
	}
}

func TestContentType(t *testing.T) {
	body := func(name string) string { return `{"schemas":["` + scim.URNUser + `"],"userName":"` + name + `"}` }
	tests := []struct {
		media            string
		strict, tolerant int
	}{
		{"application/scim+json", 201, 201},
		{"application/json", 201, 201},
		{"application/scim+json; charset=utf-8", 201, 201},
		{"Application/SCIM+JSON;charset=UTF-8", 201, 201},
		{"application/json; charset=latin1", 415, 415},
		{"text/plain", 415, 415},
		{"nonsense;;", 415, 415},
		{"", 415, 201},
	}
	for _, test := range tests {
		t.Run(test.media, func(t *testing.T) {
			if got := strict(t).do(http.MethodPost, "/Users", body("a"), "Content-Type", test.media); got.status != test.strict {
				t.Errorf("strict: %d, want %d", got.status, test.strict)
			}
			if got := tolerant(t).do(http.MethodPost, "/Users", body("a"), "Content-Type", test.media); got.status != test.tolerant {
				t.Errorf("tolerant: %d, want %d", got.status, test.tolerant)
			}
		})
	}
}

// RFC 7643 §5: what is announced is what works.
func TestServiceProviderConfig(t *testing.T) {
	s := open(t, refserver.Options{MaxResults: 50})
	got := s.get("/ServiceProviderConfig")
	for name, want := range map[string]bool{"patch": true, "filter": true, "sort": true, "bulk": true, "etag": false, "changePassword": false} {
		if got.Object(name)["supported"] != want {
			t.Errorf("%s.supported is %v, want %v", name, got.Object(name)["supported"], want)
		}
	}
	if !isNumber(got.Object("filter")["maxResults"], "50") {
		t.Errorf("filter %v", got.Object("filter"))
	}
	for _, name := range []string{"maxOperations", "maxPayloadSize"} {
		if _, there := got.Object("bulk")[name]; !there {
			t.Errorf("bulk.%s is required", name)
		}
	}
	scheme := scim.AsObject(got.List("authenticationSchemes")[0])
	if scheme.String("type") != "oauthbearertoken" || scheme.String("name") == "" || scheme.String("description") == "" {
		t.Errorf("authenticationSchemes %v", scheme)
	}
	if got.Object("meta").String("location") != s.url+"/ServiceProviderConfig" {
		t.Errorf("meta %v", got.Object("meta"))
	}
}

// RFC 7643 §6, RFC 7644 §4.
func TestResourceTypes(t *testing.T) {
	s := strict(t)
	list := s.get("/ResourceTypes")
	if !isNumber(list["totalResults"], "2") || len(list.List("Resources")) != 2 {
		t.Fatalf("%v", list)
	}
	want := scim.Resource{
		"schemas": []any{scim.URNResourceType}, "id": "User", "name": "User", "description": "User Account",
		"endpoint": "/Users", "schema": scim.URNUser,
		"schemaExtensions": []any{map[string]any{"schema": scim.URNEnterpriseUser, "required": false}},
		"meta":             map[string]any{"resourceType": "ResourceType", "location": s.url + "/ResourceTypes/User"},
	}
	if diff := cmp.Diff(want, s.get("/ResourceTypes/User")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any(want), list.List("Resources")[0]); diff != "" {
		t.Error(diff)
	}
}

// RFC 7643 §7, RFC 7644 §4.
func TestSchemas(t *testing.T) {
	s := strict(t)
	list := s.get("/Schemas?count=1&startIndex=2&sortBy=name") // SHALL be ignored
	ids := map[string]bool{}
	for _, element := range list.List("Resources") {
		one := scim.AsObject(element)
		ids[one.ID()] = true
		if diff := cmp.Diff([]any{scim.URNSchema}, one.List("schemas")); diff != "" {
			t.Errorf("%s: %s", one.ID(), diff)
		}
		if diff := cmp.Diff(element, any(map[string]any(s.get("/Schemas/"+one.ID())))); diff != "" {
			t.Errorf("%s by id: %s", one.ID(), diff)
		}
		want := map[string]any{"resourceType": "Schema", "location": s.url + "/Schemas/" + one.ID()}
		if diff := cmp.Diff(want, one["meta"]); diff != "" {
			t.Error(diff)
		}
		if len(one.List("attributes")) == 0 {
			t.Errorf("%s has no attributes", one.ID())
		}
	}
	if diff := cmp.Diff(map[string]bool{scim.URNUser: true, scim.URNGroup: true, scim.URNEnterpriseUser: true}, ids); diff != "" {
		t.Error(diff)
	}
	for _, path := range []string{"/Schemas", "/ResourceTypes", "/Schemas/" + scim.URNUser, "/ServiceProviderConfig"} {
		s.refused(403, "", http.MethodGet, path+"?filter=id+pr", "")
	}
}

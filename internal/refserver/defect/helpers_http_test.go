package defect

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/scim"
)

// RFC 7231 §5.3.2: a header may list several media types with parameters.
func TestNamesMedia(t *testing.T) {
	tests := []struct {
		header string
		want   bool
	}{
		{"application/scim+json", true},
		{"Application/SCIM+JSON; charset=utf-8", true},
		{"text/html, application/scim+json;q=0.5", true},
		{"application/json", false},
		{"application/scim+json+zip", false},
		{"*/*", false},
		{"", false},
	}
	for _, test := range tests {
		if got := namesMedia(test.header, scim.MediaType); got != test.want {
			t.Errorf("%q: %v, want %v", test.header, got, test.want)
		}
	}
}

// Only URIs of the server's own move, and only where a URI is expected.
func TestRelocating(t *testing.T) {
	const root = "http://scim.example.com/scim/v2"
	body := scim.Resource{
		"displayName": root + "/Users/1",
		"meta":        scim.Resource{"location": root + "/Groups/7"},
		"members":     []any{scim.Resource{"$ref": root + "/Users/1"}, scim.Resource{"$ref": "http://other.example.com/Users/2"}},
	}
	answer := NewAnswer(200, body)
	answer.Header.Set("Location", root+"/Groups/7")
	call := &Call{request: httptest.NewRequest("GET", root+"/Groups/7", nil), base: "/scim/v2"}
	relocating(func(at, path string) string { return at + "!" + path })().After(call, answer)
	want := scim.Resource{
		"displayName": root + "/Users/1",
		"meta":        map[string]any{"location": root + "!/Groups/7"},
		"members":     []any{map[string]any{"$ref": root + "!/Users/1"}, map[string]any{"$ref": "http://other.example.com/Users/2"}},
	}
	if diff := cmp.Diff(want, answer.Body()); diff != "" {
		t.Error(diff)
	}
	if location := answer.Header.Get("Location"); location != root+"!/Groups/7" {
		t.Errorf("Location %s", location)
	}
}

// RFC 7644 §3.13: a version is a letter v and a number, directly before the
// endpoint.
func TestBelowVersion(t *testing.T) {
	tests := []struct {
		base, path, rest string
	}{
		{"/scim/v2", "/v9/Users/1", "/Users/1"},
		{"/scim/v2", "/scim/v9/Users", "/Users"}, // beside the version of the base
		{"/scim/v2", "/Users", ""},
		{"/scim/v2", "/Users/v9", ""},
		{"/scim/v2", "/v/Users", ""},
		{"/scim/v2", "/version9/Users", ""},
		{"/scim/v2", "/9/Users", ""},
		{"/scim", "/v1/Groups", "/Groups"},
		{"", "/v1/Groups", "/Groups"},
	}
	for _, test := range tests {
		rest, ok := belowVersion(&Call{Path: test.path, base: test.base})
		if rest != test.rest || ok != (test.rest != "") {
			t.Errorf("base %q, path %q: %q, %v, want %q", test.base, test.path, rest, ok, test.rest)
		}
	}
}

// ISO 8859-1 has one byte for each of its letters, none for others.
func TestLatin1(t *testing.T) {
	if got := string(toLatin1([]byte("Zoë – ü"))); got != "Zo\xeb ? \xfc" {
		t.Errorf("encoded %q", got)
	}
	if got := string(fromLatin1([]byte("Zo\xc3\xab"))); got != "ZoÃ«" {
		t.Errorf("decoded %q", got)
	}
}

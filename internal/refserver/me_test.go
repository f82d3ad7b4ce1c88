package refserver_test

import (
	"net/http"
	"testing"

	"github.com/scimulator/scimulator/internal/refserver"
)

// RFC 7644 §3.11: the alias is the subject's own user, and every answer names
// its permanent location.
func TestMe(t *testing.T) {
	s := open(t, refserver.Options{Subject: "me@example.com"})
	s.user("other")
	s.refused(404, "", http.MethodGet, "/Me", "")
	created := s.want(201, http.MethodPost, "/Me", aUser("me@example.com"))
	location := s.url + "/Users/" + created.body.ID()
	for _, request := range []struct {
		status       int
		method, body string
	}{
		{200, http.MethodGet, ""},
		{200, http.MethodPatch, patchOp(`{"op":"add","path":"title","value":"t"}`)},
		{400, http.MethodPatch, patchOp(`{"op":"add","path":"nothing","value":"t"}`)},
		{200, http.MethodPut, aUser("ME@example.com")},
		{204, http.MethodDelete, ""},
	} {
		got := s.want(request.status, request.method, "/Me", request.body)
		if got.header.Get("Location") != location {
			t.Errorf("%s: Location %q, want %q", request.method, got.header.Get("Location"), location)
		}
	}
	s.refused(404, "", http.MethodGet, "/Users/"+created.body.ID(), "")
	s.refused(404, "", http.MethodGet, "/Me/emails", "")
}

func TestMeUnsupported(t *testing.T) {
	strict(t).refused(501, "", http.MethodGet, "/Me", "")
}

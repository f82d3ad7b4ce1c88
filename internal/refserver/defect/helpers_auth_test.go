package defect

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// guardedServer is a correct server that takes one token.
func guardedServer(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer right" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// statusAt is the answer to a GET with an Authorization header, "" for none.
func statusAt(handler http.Handler, path, authorization string) int {
	request := httptest.NewRequest(http.MethodGet, "/scim"+path, nil)
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Code
}

// A defect that lets others in knows no token before the correct server has
// taken one, and learns none that it refused.
func TestAdmitting(t *testing.T) {
	install := admitting(func(_ *Call, sent, known string) bool { return sent == "wrong" && known == "right" })
	handler := Layer{hooks: []Hooks{install()}}.Wrap(http.HandlerFunc(guardedServer), "/scim")
	steps := []struct {
		name, authorization string
		want                int
	}{
		{"nothing is known yet", "Bearer wrong", 401},
		{"no token", "", 401},
		{"the right token", "Bearer right", 200},
		{"the token that is let in", "Bearer wrong", 200},
		{"in another case of the scheme", "bearer wrong", 200},
		{"another token", "Bearer other", 401},
		{"another scheme", "Basic wrong", 401},
		{"no token still", "", 401},
		{"the right token still", "Bearer right", 200},
	}
	for _, step := range steps {
		if got := statusAt(handler, "/Users", step.authorization); got != step.want {
			t.Errorf("%s: %d, want %d", step.name, got, step.want)
		}
	}
}

// What one server has learned, another does not know.
func TestKeyringsAreApart(t *testing.T) {
	install := admitting(func(*Call, string, string) bool { return true })
	first := Layer{hooks: []Hooks{install()}}.Wrap(http.HandlerFunc(guardedServer), "/scim")
	second := Layer{hooks: []Hooks{install()}}.Wrap(http.HandlerFunc(guardedServer), "/scim")
	statusAt(first, "/Users", "Bearer right")
	if got := statusAt(first, "/Users", ""); got != 200 {
		t.Errorf("the first server: %d, want 200", got)
	}
	if got := statusAt(second, "/Users", ""); got != 401 {
		t.Errorf("the second server: %d, want 401", got)
	}
}

// Under the second base path the token is not needed, whether it lies below the
// first one or beside it.
func TestSecondBase(t *testing.T) {
	handler := Layer{hooks: []Hooks{authSecondBaseOpen().Install()}}.Wrap(http.HandlerFunc(guardedServer), "/scim")
	statusAt(handler, "/Users", "Bearer right")
	for path, want := range map[string]int{"/Users": 401, "/v2/Users": 401, "/api/scim/v2/Users": 200, "/scim/v2/Users": 200, "/api/v2/Users": 401} {
		if got := statusAt(handler, path, ""); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

// RFC 7519 §3: three parts in base64url, the first a JOSE header.
func TestIsJWT(t *testing.T) {
	const header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" // {"alg":"HS256","typ":"JWT"}
	tests := map[string]bool{
		header + ".e30.c2ln":                   true,
		header + ".e30.":                       true, // alg none has no signature
		header + ".e30":                        false,
		header + ".e30.c2ln.x":                 false,
		"e30.e30.c2ln":                         false, // {} names no algorithm
		"a.b.c":                                false,
		"":                                     false,
		"2819c223-7f76-453a-919d-413861904646": false,
		"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9=.x": false,
	}
	for token, want := range tests {
		if got := isJWT(token); got != want {
			t.Errorf("isJWT(%q) is %v, want %v", token, got, want)
		}
	}
}

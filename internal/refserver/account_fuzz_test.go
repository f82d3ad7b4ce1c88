package refserver_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/refserver/account"
	"github.com/scimulator/scimulator/internal/scim"
)

// agency is a server with an account, and an identity provider that it trusts for
// example.com.
func agency(f *testing.F) (http.Handler, provider) {
	f.Helper()
	server := refserver.New(refserver.Options{Clock: clock.NewVirtual(epoch()), Profile: documented(), Tolerant: true, Token: accountToken, MaxBody: 1 << 16})
	handler, idp := server.Handler(), newProvider(f, "https://idp.example", epoch().AddDate(5, 0, 0))
	for _, step := range [][3]string{
		{"POST", "/connections", encode(f, map[string]any{"name": "Ours", "team": "main", "metadata": map[string]string{"entityId": idp.entity, "signOnUrl": idp.entity + "/sso"}, "certificate": idp.certificate})},
		{"POST", "/domains", `{"name":"example.com","team":"main"}`}, {"POST", "/domains/example.com/verify", `{"team":"main"}`},
		{"POST", "/domains/example.com/link", `{"connection":"connection-1"}`}, {"POST", "/connections/connection-1/on", ""},
	} {
		if status, text := visit(handler, step[0], step[1], step[2]); status >= 300 {
			f.Fatalf("%s %s: %d %s", step[0], step[1], status, text)
		}
	}
	return handler, idp
}

func visit(handler http.Handler, method, target, body string) (int, string) {
	path, query, _ := strings.Cut(target, "?")
	request := httptest.NewRequest(method, "http://127.0.0.1/", strings.NewReader(body))
	request.URL.Path, request.URL.RawQuery = account.Path+path, query
	request.Header.Set("Authorization", "Bearer "+accountToken)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Body.String()
}

// Whatever the account is asked, no request brings it down, and nobody who has the
// certificate of an identity provider, but not its key, signs in.
func FuzzAccount(f *testing.F) {
	handler, idp := agency(f)
	said := idp.says(f, "anna@example.com", epoch())
	for _, seed := range [][3]string{
		{"POST", "/sign-in", `{"assertion":"e30.e30"}`}, {"POST", "/sign-in", strings.Replace(said, ".", "x.", 1)}, {"POST", "/connections/connection-1/test", said},
		{"PATCH", "/connections/connection-1", `{"certificate":"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n","metadata":null}`}, {"POST", "/connections", `{"name":1}`},
		{"POST", "/domains", `{"name":"../x","team":null}`}, {"POST", "/clock", `{"advance":"-1h"}`}, {"POST", "/clock", `{"advance":"9223372036s"}`}, {"PUT", "/people/1/role", `{"role":"\u0000"}`},
		{"POST", "/invitations", `{"email":"a@b@c"}`}, {"POST", "/passwords", `[]`}, {"PUT", "/directory-sync", `{"state":"on","groups":[null]}`}, {"GET", "/people?team=%zz", ""}, {"POST", "/local-groups/%2F/members", `{"id":7}`},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, target, body string) {
		if !token(method) || strings.HasPrefix(target, "/connections") && method == "PATCH" {
			t.Skip("no method; or a change of what is trusted")
		}
		status, text := visit(handler, method, target, body)
		if status >= 500 && status != http.StatusNotImplemented {
			t.Fatalf("status %d: %s", status, text)
		}
		if _, err := scim.Decode([]byte(text)); text != "" && err != nil && status != http.StatusNotFound && status != http.StatusMethodNotAllowed {
			t.Fatalf("status %d, no JSON object: %s", status, text)
		}
		if strings.HasPrefix(target, "/sign-in") && status == http.StatusOK && !strings.Contains(body, signature(said)) {
			t.Fatalf("somebody signed in with %s", body)
		}
	})
}

// signature is the signature of what an identity provider says.
func signature(said string) string {
	_, end, _ := strings.Cut(said, ".")
	return strings.TrimRight(end, "\"}\n")
}

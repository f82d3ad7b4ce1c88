package refserver_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// fuzzed is a server with a user and a group, and what a client may send it.
func fuzzed(tolerant bool) (http.Handler, []string) {
	server := refserver.New(refserver.Options{Clock: clock.NewVirtual(epoch()), Tolerant: tolerant, ETags: true, Subject: "a", MaxBody: 1 << 16})
	s := bench{server.Handler()}
	user, _ := scim.Decode(s.do(http.MethodPost, "/Users", aUser("a")).Body.Bytes())
	group, _ := scim.Decode(s.do(http.MethodPost, "/Groups", aGroup("g", user.ID())).Body.Bytes())
	return s.handler, []string{user.ID(), group.ID()}
}

// sound fails for an answer that no request may get: a 500, an error without a
// SCIM body, or JSON that is none.
func sound(t *testing.T, recorder *httptest.ResponseRecorder) {
	t.Helper()
	body, err := scim.Decode(recorder.Body.Bytes())
	switch {
	case recorder.Code >= 500 && recorder.Code != http.StatusNotImplemented:
		t.Fatalf("status %d: %s", recorder.Code, recorder.Body)
	case recorder.Body.Len() > 0 && err != nil:
		t.Fatalf("the answer is no JSON object: %v: %s", err, recorder.Body)
	case recorder.Code >= 400 && (body.String("status") == "" || body.List("schemas") == nil):
		t.Fatalf("status %d without a SCIM error: %s", recorder.Code, recorder.Body)
	}
}

func send(handler http.Handler, method, target, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, "http://127.0.0.1/scim/v2/Users", strings.NewReader(body))
	path, query, _ := strings.Cut(target, "?")
	request.URL.Path, request.URL.RawPath, request.URL.RawQuery = "/scim/v2"+path, "", query
	request.Header.Set("Content-Type", scim.MediaType)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder
}

// FuzzBulk: no bulk request brings the server down, and what it reports as
// created exists.
func FuzzBulk(f *testing.F) {
	f.Add(bulkRequest("", post("Users", "q", aUser("alice")), post("Groups", "g", aGroup("G", "bulkId:q"))))
	f.Add(bulkRequest(`"failOnErrors":1,`, post("Groups", "a", aGroup("A", "bulkId:b")), post("Groups", "b", aGroup("B", "bulkId:a"))))
	f.Add(bulkRequest("", `{"method":"PATCH","path":"/Users/bulkId:x","data":{}}`, `{"method":"DELETE","path":"/Users/1"}`))
	f.Add(bulkRequest("", `{"method":"POST","path":"/Users","bulkId":"bulkId:","data":{"manager":"bulkId:bulkId:"}}`))
	f.Add(`{"schemas":["` + scim.URNBulkRequest + `"],"Operations":[[],null,1,{"method":1}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		handler, _ := fuzzed(false)
		got := send(handler, http.MethodPost, "/Bulk", body)
		sound(t, got)
		answer, _ := scim.Decode(got.Body.Bytes())
		for _, element := range answer.List("Operations") {
			result := scim.AsObject(element)
			if result.String("status") != "201" {
				continue
			}
			_, path, _ := strings.Cut(result.String("location"), "/scim/v2")
			if read := send(handler, http.MethodGet, path, ""); read.Code != 200 && !strings.Contains(body, "DELETE") {
				t.Fatalf("%s was created, but reads %d", path, read.Code)
			}
		}
	})
}

// FuzzRequest: any method, path, query and body gets a SCIM answer, strict and
// tolerant.
func FuzzRequest(f *testing.F) {
	for _, seed := range [][3]string{
		{"GET", "/Users?filter=userName eq \"a\"&startIndex=0&count=-1", ""},
		{"GET", "/Users?attributes=name.&sortBy=emails.value&cursor=x", ""},
		{"PATCH", "/Users/$0", patchOp(`{"op":"Add","path":"emails[type eq \"work\"].value","value":"x"}`)},
		{"PATCH", "/Groups/$1", patchOp(`{"op":"Remove","path":"members","value":[{"value":"$0"}]}`)},
		{"PUT", "/Users/$0", aUser("b")},
		{"POST", "/.search", `{"schemas":["` + scim.URNSearchRequest + `"],"filter":"title pr","count":1e9}`},
		{"DELETE", "/Me", ""}, {"POST", "/Users", `{"schemas":[1],"userName":{"a":null}}`}, {"OPTIONS", "/Schemas/%00", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	strictServer, ids := fuzzed(false)
	tolerantServer, _ := fuzzed(true)
	f.Fuzz(func(t *testing.T, method, target, body string) {
		if !token(method) {
			t.Skip("a request with this method cannot be written")
		}
		fill := strings.NewReplacer("$0", ids[0], "$1", ids[1])
		for _, handler := range []http.Handler{strictServer, tolerantServer} {
			sound(t, send(handler, method, fill.Replace(target), fill.Replace(body)))
		}
	})
}

// token says whether a method can stand in a request line (RFC 9110 §5.6.2).
func token(method string) bool {
	return method != "" && strings.Trim(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}

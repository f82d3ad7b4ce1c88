package refserver_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/refserver"
	"github.com/scimulator/scimulator/internal/scim"
)

// bench is a server without a network.
type bench struct{ handler http.Handler }

func newBench(b *testing.B, users int) (bench, []string) {
	b.Helper()
	server := refserver.New(refserver.Options{Clock: clock.NewVirtual(epoch()), ETags: true})
	s := bench{server.Handler()}
	ids := make([]string, users)
	for i := range ids {
		ids[i] = s.created(b, "/Users", fullUser(i))
	}
	return s, ids
}

// fullUser is a user as Entra's default mapping fills it (E-5.10).
func fullUser(i int) string {
	return fmt.Sprintf(`{"schemas":["%s","%s"],"externalId":"ext%d","userName":"user%d@fabrikam.example","active":true,"displayName":"User %d",`+
		`"title":"Buyer","name":{"formatted":"User %d","familyName":"Number%d","givenName":"User"},"emails":[{"primary":true,"type":"work","value":"user%d@fabrikam.example"}],`+
		`"phoneNumbers":[{"type":"mobile","value":"+351 900 000 001"}],"%s":{"employeeNumber":"%d","department":"Purchasing"}}`,
		scim.URNUser, scim.URNEnterpriseUser, i, i, i, i, i, i, scim.URNEnterpriseUser, i)
}

func (s bench) do(method, path, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, "http://127.0.0.1/scim/v2"+path, strings.NewReader(body))
	request.Header.Set("Content-Type", scim.MediaType)
	recorder := httptest.NewRecorder()
	s.handler.ServeHTTP(recorder, request)
	return recorder
}

func (s bench) created(b *testing.B, path, body string) string {
	got := s.do(http.MethodPost, path, body)
	resource, err := scim.Decode(got.Body.Bytes())
	if err != nil || got.Code != 201 {
		b.Fatalf("%d %s", got.Code, got.Body)
	}
	return resource.ID()
}

// span is how long n requests take.
func span(n int, request func(i int)) time.Duration {
	began := time.Now()
	for i := range n {
		request(i)
	}
	return time.Since(began)
}

// fixed answers every request with the same user: the least a server can do.
func fixed() bench {
	body := []byte(fullUser(1))
	return bench{http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", scim.MediaType)
		_, _ = w.Write(body)
	})}
}

// BenchmarkAgainstFixedBody prints each request's rate as a ratio to that of a
// handler which returns a fixed body, on 20,000 users, and how a read costs
// there compared with 200 users: by id and by index it is O(1).
func BenchmarkAgainstFixedBody(b *testing.B) {
	large, ids := newBench(b, 20_000)
	small, few := newBench(b, 200)
	least := fixed()
	requests := []struct {
		name string
		send func(s bench, ids []string, i int)
	}{
		{"read by id", func(s bench, ids []string, i int) { s.do(http.MethodGet, "/Users/"+ids[i%len(ids)], "") }},
		{"filter userName", func(s bench, ids []string, i int) {
			s.do(http.MethodGet, fmt.Sprintf("/Users?filter=userName+eq+%%22user%d@fabrikam.example%%22", i%len(ids)), "")
		}},
		{"filter externalId", func(s bench, ids []string, i int) {
			s.do(http.MethodGet, fmt.Sprintf("/Users?filter=externalId+eq+%%22ext%d%%22", i%len(ids)), "")
		}},
		{"patch", func(s bench, ids []string, i int) {
			s.do(http.MethodPatch, "/Users/"+ids[i%len(ids)], patchOp(fmt.Sprintf(`{"op":"replace","path":"title","value":"t%d"}`, i)))
		}},
		{"first page of 100", func(s bench, ids []string, i int) { s.do(http.MethodGet, "/Users?count=100", "") }},
	}
	for _, request := range requests {
		b.Run(request.name, func(b *testing.B) {
			n := max(b.N, 200)
			base := span(n, func(int) { least.do(http.MethodGet, "/Users/1", "") })
			here := span(n, func(i int) { request.send(large, ids, i) })
			there := span(n, func(i int) { request.send(small, few, i) })
			b.ReportMetric(float64(base)/float64(here), "rate/fixed")
			b.ReportMetric(float64(here)/float64(there), "cost/200users")
		})
	}
}

// BenchmarkLargeGroup prints what adding one member costs in a group of 100,000
// compared with a group of 100.
func BenchmarkLargeGroup(b *testing.B) {
	s, ids := newBench(b, 100_000)
	one := s.created(b, "/Users", fullUser(1_000_000))
	group := func(name string, members []string) string { return s.created(b, "/Groups", aGroup(name, members...)) }
	large, small := group("Large", ids), group("Small", ids[:100])
	toggle := func(id string) func(int) {
		return func(i int) {
			op := `{"op":"add","path":"members","value":[{"value":"` + one + `"}]}`
			if i%2 == 1 {
				op = `{"op":"remove","path":"members[value eq \"` + one + `\"]"}`
			}
			if got := s.do(http.MethodPatch, "/Groups/"+id, patchOp(op)); got.Code != 204 {
				b.Fatalf("%d %s", got.Code, got.Body)
			}
		}
	}
	n := max(b.N, 1000)
	b.ReportMetric(float64(span(n, toggle(large)))/float64(span(n, toggle(small))), "cost/100members")
}

// BenchmarkMemory prints the bytes that one user takes.
func BenchmarkMemory(b *testing.B) {
	const users = 100_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s, _ := newBench(b, users)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/users, "B/user")
	runtime.KeepAlive(s)
}

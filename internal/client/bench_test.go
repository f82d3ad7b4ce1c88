package client_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// benchBody is about the size of a user that Entra creates.
func benchBody() []byte {
	return []byte(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],` +
		`"externalId":"ana","userName":"ana.reis@fabrikam.example","active":true,"displayName":"Ana Reis",` +
		`"emails":[{"primary":true,"type":"work","value":"ana.reis@fabrikam.example"}],` +
		`"meta":{"resourceType":"User"},"name":{"formatted":"Ana Reis","familyName":"Reis","givenName":"Ana"},` +
		`"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Design","employeeNumber":"4711"}}`)
}

// BenchmarkClient sends the same POST with the same concurrency over the same
// kind of transport, once bare and once with evidence written, and reports the
// ratio of the requests per second (design §11: ≥ 0.70).
func BenchmarkClient(b *testing.B) {
	body := benchBody()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", client.MediaType)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(body)
	}))
	defer server.Close()
	const workers = 8
	journal := exchange.NewJournal(io.Discard)
	c, err := client.New(client.Options{Base: server.URL, Token: strings.Repeat("t0ken", 8), Record: journal.Record, Concurrency: workers})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	bare := &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: workers, DisableCompression: true, WriteBufferSize: 16 << 10, ReadBufferSize: 16 << 10, // as ours
	}}
	defer bare.CloseIdleConnections()

	ours := func() error {
		_, err := c.Do(context.Background(), client.Request{Method: http.MethodPost, Path: "/Users", Body: body})
		return err
	}
	theirs := func() error { return bareRequest(bare, server.URL+"/Users", body) }
	b.ReportAllocs()
	var bareTook, took time.Duration
	for done := 0; done < b.N; { // in turns, so that other load on the machine hits both alike
		n := min(2000, b.N-done)
		bareTook += spread(b, workers, n, theirs)
		took += spread(b, workers, n, ours)
		done += n
	}
	b.ReportMetric(float64(bareTook)/float64(took), "x-bare")
	b.ReportMetric(float64(b.N)/took.Seconds(), "req/s")
}

func bareRequest(bare *http.Client, address string, body []byte) error {
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", client.MediaType)
	request.Header.Set("Accept", client.MediaType)
	request.Header.Set("Authorization", "Bearer "+strings.Repeat("t0ken", 8))
	response, err := bare.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.ReadAll(response.Body)
	return err
}

// spread runs n requests on some workers and returns how long they took.
func spread(b *testing.B, workers, n int, send func() error) time.Duration {
	began := time.Now()
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				if err := send(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	return time.Since(began)
}

package client_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
)

// E-5.1: resources stand right below the tenant URL, whose path need not be /scim.
func TestResourcesStandBelowTheTenantURL(t *testing.T) {
	var path string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { path = r.URL.Path }))
	t.Cleanup(server.Close)
	for base, want := range map[string]string{"": "/Users", "/": "/Users", "/api/v2": "/api/v2/Users", "/scim": "/scim/Users"} {
		c, err := client.New(client.Options{Base: server.URL + base})
		if err != nil {
			t.Fatal(err)
		}
		do(t, c, client.Request{Path: "/Users"})
		c.Close()
		if path != want {
			t.Errorf("tenant URL …%s: asked for %s, want %s", base, path, want)
		}
	}
}

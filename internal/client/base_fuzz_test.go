package client_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/scimulator/scimulator/internal/client"
)

// seen notes where a request went.
type seen struct{ address *string }

func (s seen) RoundTrip(r *http.Request) (*http.Response, error) {
	*s.address = r.URL.Scheme + "://" + r.URL.Host
	return &http.Response{StatusCode: 204, ProtoMajor: 1, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
}

// Whatever the tenant URL and the path, of an id that a target gave, for example: a
// request goes to the host of the tenant URL, or nowhere, since it carries the token.
func FuzzBase(f *testing.F) {
	for _, seed := range [][2]string{
		{"https://scim.example.com/v2", "/Users/1"}, {"https://scim.example.com", "@evil.example/Users"}, {"https://scim.example.com", ".evil.example/"}, {"https://scim.example.com", ":8443/"},
		{"https://scim.example.com/", "/../../Users"}, {"https://user:secret@scim.example.com", "/"}, {"http://[::1]:80/x", "//evil.example/"}, {"https://scim.example.com\\@evil.example", "/Users"},
		{"https://scim.example.com?aadOptscim062020", ""}, {"HTTPS://scim.example.com/%zz", "/%"}, {"https:///x", "/"}, {"scim.example.com", "/"}, {"secret@scim.example.com", "/"}, {"https://scim.example.com?secret@", "/"}, {"https://scim.example.com:99999", "/#x"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, base, path string) {
		var went string
		c, err := client.New(client.Options{Base: base, Token: "t0ken-of-fabrikam", Transport: seen{&went}})
		if err != nil {
			if strings.Contains(err.Error(), "secret@") {
				t.Fatalf("the password is told: %v", err)
			}
			return
		}
		tenant, err := url.Parse(base)
		if err != nil {
			t.Fatalf("no URL was taken for one: %v", err)
		}
		for _, beside := range []bool{false, true} {
			went = ""
			_, _ = c.Do(t.Context(), client.Request{Path: path, Beside: beside})
			if want := strings.ToLower(tenant.Scheme) + "://" + tenant.Host; went != "" && !strings.EqualFold(went, want) {
				t.Fatalf("%s and %s went to %s", base, path, went)
			}
		}
	})
}

package client_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/client"
)

// E-5.50: the secret token is sent as it is, whatever it looks like. Without one
// none is sent: what Entra attaches then, for tests, only Entra can sign.
func TestSecretTokenIsSentAsItIs(t *testing.T) {
	for token, want := range map[string][]string{
		"t0ken":                 {"Bearer t0ken"},
		"a.b-c_d~e+f/g==":       {"Bearer a.b-c_d~e+f/g=="},
		"eyJhbGciOiJub25lIn0.e": {"Bearer eyJhbGciOiJub25lIn0.e"},
		"":                      nil,
	} {
		var got []string
		c, _ := serve(t, client.Options{Token: token}, func(_ http.ResponseWriter, r *http.Request) { got = r.Header["Authorization"] })
		do(t, c, client.Request{Path: "/Users"})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("token %q (want -, got +)\n%s", token, diff)
		}
	}
}

package certify_test

import (
	"testing"

	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/verdict"
)

// overTLS is the check that no defect can fail: a target on this machine needs no
// TLS.
const overTLS = "rfc7644/7/the-service-is-reached-over-tls"

// A service elsewhere is reached over TLS, or fails; one on this machine is not
// asked.
func TestTLSIsJudged(t *testing.T) {
	c := newCourt(t)
	for base, want := range map[string]verdict.Outcome{
		"": verdict.NotApplicable, "https://scim.fabrikam.example/v2": verdict.Pass, "http://scim.fabrikam.example/v2": verdict.Fail,
	} {
		run, err := c.try(t, service{suite: certify.SuiteRFC, known: base}, certify.Choice{Only: []string{overTLS}})
		if err != nil {
			t.Fatal(err)
		}
		if got := run.Checks[0]; got.Outcome != want {
			t.Errorf("%q: %s, expected %s (%s)", base, got.Outcome, want, got.Reason)
		}
	}
}

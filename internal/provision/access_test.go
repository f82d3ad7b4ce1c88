package provision_test

import (
	"errors"
	"testing"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-5.51, E-7.7: credentials that are refused quarantine the job at once; a token
// endpoint that does not answer is asked again in the next cycle. Neither says
// anything about the target.
func TestWithoutAccess(t *testing.T) {
	for _, test := range []struct {
		name      string
		refused   bool
		code      string
		transient bool
	}{{"refused", true, "Unauthorized", false}, {"unreachable", false, "WebExceptionProtocolError", true}} {
		t.Run(test.name, func(t *testing.T) {
			w := office(t)
			w.must(w.directory.Assign("ana"))
			w.target.fault = func(provision.Request) (provision.Response, error, bool) {
				return provision.Response{}, &provision.NoAccess{Refused: test.refused, Err: errors.New("no access token")}, true
			}
			report, err := w.start().Cycle(t.Context())
			w.must(err)
			failure := report.Probe
			if failure == nil || failure.Code != test.code || failure.Transient != test.transient || !failure.Unsent {
				t.Fatalf("probe %+v", failure)
			}
			if quarantined := w.job.Quarantine() != nil; quarantined != test.refused {
				t.Errorf("quarantined %v", quarantined)
			}
		})
	}
}

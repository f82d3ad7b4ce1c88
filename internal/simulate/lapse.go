package simulate

import (
	"net/url"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
)

// question is a query like that of Test Connection (E-1.12): for a user that is not
// there.
func (r *run) question() client.Request {
	nobody := `userName eq "nobody.` + r.config.Marking.Marker + `@example.com"`
	return client.Request{Path: "/Users", RawQuery: "filter=" + url.PathEscape(nobody), Label: exchange.Label{Purpose: exchange.Discovery}}
}

// mayLapse says whether the token in use may be refused without being at an end: the
// connection test has not succeeded, or the story is about credentials.
func (r *run) mayLapse() bool {
	if !r.connected || r.keys.doubtful() {
		return true
	}
	for _, step := range r.config.Scenario.Timeline {
		if step.Operate != nil && step.Operate.SetCredentials != nil {
			return true
		}
	}
	return false
}

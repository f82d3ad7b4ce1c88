package simulate

import (
	"strings"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// finding is what a verification read showed of one resource, with the write and
// the read as evidence and the read as the command that repeats it.
func (r *run) finding(e *expectation, response client.Response, request client.Request, rule, attribute, expected, seen, message string) verdict.Finding {
	return r.judge.Finding(requirement.ID(rule), verdict.Finding{
		Message: message, Object: e.object, Resource: strings.TrimPrefix(e.kind.Endpoint(), "/") + "/" + e.id,
		Attribute: attribute, Expected: expected, Seen: seen, Cycle: r.wire.cycle,
		Exchanges: append(exchanges(e.exchange), exchanges(response.Exchange)...), Curl: r.config.Sender.Curl(request),
	})
}

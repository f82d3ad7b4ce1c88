package simulate

import (
	"context"
	"fmt"
	"time"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

// The life that Microsoft's validation asks of an access token (E-12.16).
const (
	shortestToken = 60 * time.Minute
	longestToken  = 360 * time.Minute
)

// judgeToken looks at the access token that Test Connection fetched. Provisioning
// works with other lives as well, so more than advice it is not here.
func (r *run) judgeToken(issued client.Issued) {
	check := verdict.Check{Name: "an access token lives 60 to 360 minutes", Outcome: verdict.Pass, Requirements: []string{"E-12.16"}}
	if issued.Life < shortestToken || issued.Life > longestToken {
		finding := r.judge.Finding("E-12.16", verdict.Finding{
			Message: "the access token does not live as long as Microsoft's validation asks for", Expected: "expires_in from 3600 to 21600", Seen: lifeText(issued.Life),
		})
		finding.Outcome = min(finding.Outcome, verdict.Advice)
		check.Outcome, check.Reason = r.findings.add(finding), finding.Seen
	}
	r.check(check)
}

func lifeText(life time.Duration) string {
	if life == 0 {
		return "no expires_in"
	}
	return fmt.Sprintf("expires_in %d", int(life/time.Second))
}

// connect is Test Connection and, where access tokens are used, a look at them.
func (r *run) connect(ctx context.Context) bool {
	if !r.testConnection(ctx) {
		return false
	}
	if r.config.Tokens != nil {
		r.judgeToken(r.config.Tokens())
	}
	return true
}

// unsent: without an access token nothing was sent, so there is no verdict about
// the target (E-7.7).
func unsent(record provision.Record) verdict.Finding {
	return verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-7.7", Harm: verdict.SyncBlocked, Object: record.Object, Cycle: record.Cycle,
		Exchanges: exchanges(record.Failure.Exchange), Message: "there are no credentials that work, so nothing could be sent",
		Seen: record.Failure.Reason, Hint: checkCredentials,
	}
}

// checkCredentials says what to do about a token endpoint that gives no token.
const checkCredentials = "check token URL, client id, scopes and secret or key in the target file, or the bearer token: they may have been revoked or have expired"

package certify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/certify/steps"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/verdict"
)

// lapse notices that the credentials of a run stopped working. What a target answers
// from then on tells nothing of it (E-6.23): a token may have ended, or may have been
// taken back. Credentials that can be renewed were renewed below, by the client.
type lapse struct {
	steps.Sender
	ask     client.Request // was answered when the run began
	keyless func() bool    // a check makes new keys, which may end the one in use
	again   time.Duration  // between two questions

	mu   sync.Mutex
	seen string // the refusal; "" while they work
	at   int64  // its exchange
}

// errLapsed is what a request comes to that is not sent any more.
var errLapsed = errors.New("not sent: the credentials of the run stopped working")

// Do sends a request. Cleanup goes on: what stays has to be told.
func (l *lapse) Do(ctx context.Context, r client.Request) (client.Response, error) {
	if r.Label.Purpose == exchange.Cleanup {
		return l.Sender.Do(ctx, r)
	}
	if l.ended() {
		return client.Response{}, errLapsed
	}
	response, err := l.Sender.Do(ctx, r)
	if _, own := r.Header["Authorization"]; own || refusal(response, err) == "" || l.keyless() || !l.confirm(ctx) {
		return response, err
	}
	return response, errLapsed
}

// confirm asks twice what was answered before: one refusal may be about the request.
func (l *lapse) confirm(ctx context.Context) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for tries := 0; l.seen == ""; tries++ {
		response, err := l.Sender.Do(ctx, l.ask)
		seen := refusal(response, err)
		if seen == "" || ctx.Err() != nil {
			return false
		}
		if tries > 0 {
			l.seen, l.at = seen, response.Exchange
			break
		}
		time.Sleep(l.again)
	}
	return true
}

// refusal says how credentials were refused, "" when they were not.
func refusal(response client.Response, err error) string {
	var fault *client.Fault
	switch {
	case errors.As(err, &fault) && fault.Kind == client.NoToken:
		return fault.Error()
	case err == nil && response.Status == http.StatusUnauthorized:
		return "401 Unauthorized, to every request"
	}
	return ""
}

// ended says whether the credentials stopped working.
func (l *lapse) ended() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.seen != ""
}

// Authorization is that of the sender behind, for checks that spoil it.
func (l *lapse) Authorization() string {
	if shower, ok := l.Sender.(interface{ Authorization() string }); ok {
		return shower.Authorization()
	}
	return ""
}

// lapsed says, where the credentials stopped working, that there is no verdict on
// what came afterwards.
func (s *session) lapsed(run *verdict.Run) {
	if !s.lapse.ended() {
		return
	}
	const id = "run/credentials"
	left := ""
	if n := len(run.Leftovers); n > 0 {
		left = fmt.Sprintf("; %d of what the run created stay on the target: scimulator sweep removes them", n)
	}
	run.Findings = append(run.Findings, verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-6.23", Check: id, Message: "the credentials stopped working in the middle of the run: nothing after that was judged",
		Expected: "credentials that last as long as the run", Seen: s.lapse.seen, Harm: verdict.SyncBlocked, Exchanges: exchangesOf(s.lapse.at), Count: 1,
		Hint: "run again with a token that lives longer, or with a login that is renewed: auth in the target file" + left,
	})
	run.Checks = append(run.Checks, verdict.Check{ID: id, Name: "The credentials work to the end", Outcome: verdict.Broken, Reason: stoppedWorking, Requirements: []string{"E-6.23"}})
}

func exchangesOf(id int64) []int64 {
	if id == 0 {
		return nil
	}
	return []int64{id}
}

// stoppedWorking is why a check that was under way could not judge.
const stoppedWorking = "the credentials stopped working"

package certify

import (
	"fmt"

	"github.com/scimulator/scimulator/internal/verdict"
)

// ended says whether the credentials of the run stopped working.
func (s *session) ended() bool {
	fault, _ := s.lapse.Ended()
	return fault != nil
}

// lapsed says, where the credentials stopped working, that there is no verdict on
// what came afterwards.
func (s *session) lapsed(run *verdict.Run) {
	fault, evidence := s.lapse.Ended()
	if fault == nil {
		return
	}
	const id = "run/credentials"
	left := ""
	if n := len(run.Leftovers); n > 0 {
		left = fmt.Sprintf("; %d of what the run created stay on the target: scimulator sweep removes them", n)
	}
	run.Findings = append(run.Findings, verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-6.23", Check: id, Message: "the credentials stopped working in the middle of the run: nothing after that was judged",
		Expected: "credentials that last as long as the run", Seen: fault.Err.Error(), Harm: verdict.SyncBlocked, Exchanges: exchangesOf(evidence), Count: 1,
		Hint: fault.Advice() + left,
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

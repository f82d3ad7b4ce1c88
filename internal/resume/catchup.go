package resume

import (
	"context"
	"fmt"
	"time"

	"github.com/scimulator/scimulator/internal/client"
)

// Replaying says whether the run has not yet come as far as it had before.
func (j *Journal) Replaying() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.past.left > 0
}

// take gives what the past knows of a request, nil for nothing.
func (j *Journal) take(key string) *slot {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.stopped != nil || j.past.left == 0 || j.options.Ended() != nil {
		return nil
	}
	heard := j.past.heard()
	s := j.past.take(key)
	if s != nil && s.outcome != nil {
		j.tally.Answers++
		j.issued = s.issued
		if heard == 1 {
			close(j.drained)
		}
	}
	return s
}

// Wait lets real time pass. What the run waited for in its past is not waited for at
// once, but before anything is sent: it may have been killed while it waited.
func (j *Journal) Wait(ctx context.Context, span time.Duration) {
	j.mu.Lock()
	past := j.past.left > 0
	if until := time.Now().Add(span); past && until.After(j.notBefore) {
		j.notBefore = until
	}
	j.mu.Unlock()
	if !past {
		pause(ctx, span)
	}
}

func pause(ctx context.Context, span time.Duration) {
	if span <= 0 {
		return
	}
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// caughtUp waits until all that was answered has been asked for: only then the run is
// where it was, and something new may be sent. Others may still be on their way; who
// waits in vain is in another run.
func (j *Journal) caughtUp(ctx context.Context) error {
	given := -1
	for {
		j.mu.Lock()
		now, left := j.tally.Answers, j.past.left
		err := j.options.Ended()
		switch {
		case j.stopped != nil:
			defer j.mu.Unlock()
			return j.refusal()
		case err != nil && left > 0:
			defer j.mu.Unlock()
			return j.stop(errEarly)
		case now == given:
			defer j.mu.Unlock()
			return j.stop(fmt.Errorf("%w (it does not come to %s)", ErrCourse, j.past.missed()))
		}
		until := j.notBefore
		j.mu.Unlock()
		given = now
		select {
		case <-j.drained:
			pause(ctx, time.Until(until))
			return nil
		case <-ctx.Done():
			return givenUp(ctx)
		case <-time.After(j.options.Patience):
		}
	}
}

// givenUp is the fault of a request that was given up before it was sent.
func givenUp(ctx context.Context) error {
	return client.Recall(client.Fault{Kind: client.Cancelled, Err: ctx.Err()}, context.Cause(ctx).Error())
}

package simulate

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// share lets a span pass on the target, too. The embedded target has the clock of
// the run; any other is moved, and where it cannot be, the story ends there.
func (r *run) share(ctx context.Context, span time.Duration) {
	if !r.onTarget || !r.config.Foreign || span <= 0 || r.standstill != nil {
		return
	}
	const action = "advance-clock"
	if r.observer == nil {
		r.standstill = &hindrance{verdict.NotApplicable, (&observe.Missing{Kind: "action", Name: action}).Error()}
		return
	}
	result, err := r.observer.Act(ctx, action, map[string]string{"by": "admin", "duration": span.String()})
	var unseen *observe.Unseen
	switch {
	case ctx.Err() != nil: // cut off
	case errors.As(err, &unseen):
		r.standstill = &hindrance{verdict.Broken, "the clock of the target was not moved: " + unseen.Reason}
	case err != nil:
		r.standstill = &hindrance{verdict.NotApplicable, err.Error()}
	case result.Refused:
		r.standstill = &hindrance{verdict.NotApplicable, "the clock of the target cannot be moved: " + result.Message}
	}
}

// breakOff tells that the story ends here, and what it does not come to.
func (r *run) breakOff(rest []scenario.Step) {
	var covers []string
	for i := range rest {
		covers = append(covers, coveredBy(&rest[i])...)
	}
	slices.Sort(covers)
	r.hinder("the rest of the story", *r.standstill, slices.Compact(covers))
}

func coveredBy(step *scenario.Step) []string {
	var covers []string
	if step.Act != nil {
		covers = append(covers, step.Act.Covers...)
	}
	if step.Expect == nil {
		return covers
	}
	covers = append(covers, step.Expect.Covers...)
	if step.Expect.ByEffect != nil {
		covers = append(covers, step.Expect.ByEffect.Covers...)
	}
	return covers
}

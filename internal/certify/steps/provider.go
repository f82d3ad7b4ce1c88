package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/signon"
)

// targetTime is what the clock of the target shows; where nobody can see it, it is
// taken to be right.
func (w *World) targetTime(ctx context.Context) (time.Time, error) {
	if w.stage.Beyond == nil {
		return time.Now(), nil
	}
	sight, err := w.stage.Beyond.Look(ctx, "clock", map[string]string{})
	var missing *observe.Missing
	switch {
	case errors.As(err, &missing):
		return time.Now(), nil
	case err != nil:
		return time.Time{}, w.tell(err)
	}
	now, err := time.Parse(time.RFC3339, fmt.Sprint(sight.Value))
	if err != nil {
		return time.Time{}, w.broken("the clock of the target shows no time: %v", err)
	}
	return now, nil
}

// newProvider makes an identity provider, whose entity id nobody else has.
func (w *World) newProvider(ctx context.Context, alias string) error {
	entity := fmt.Sprintf("https://%s-%s-%d.example", strings.ToLower(alias), strings.ToLower(w.stage.Marker), w.stage.number())
	made, err := w.keyFor(ctx, entity)
	if err == nil {
		w.sso().providers[alias] = made
	}
	return err
}

// keyFor is a new key with its certificate, in the name of an identity provider.
func (w *World) keyFor(ctx context.Context, entity string) (*signon.Provider, error) {
	now, err := w.targetTime(ctx)
	if err != nil {
		return nil, err
	}
	made, err := signon.New(entity, now)
	if err != nil {
		return nil, w.broken("a certificate could not be made: %v", err)
	}
	return made, nil
}

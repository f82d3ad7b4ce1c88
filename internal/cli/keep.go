package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/resume"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// keeping is a run with its journal; without one where the target is the embedded one,
// which ends with the process, and under hostile conditions of our own.
type keeping struct {
	ctx     context.Context // ends when the journal says so, too
	cancel  context.CancelCauseFunc
	play    play
	folder  *runFolder
	line    *line
	journal *resume.Journal // nil: none is kept
}

// keep puts a journal before the target of the run.
func (p play) keep(ctx context.Context, folder *runFolder, line *line) (*keeping, error) {
	k := &keeping{play: p, folder: folder, line: line}
	k.ctx, k.cancel = context.WithCancelCause(ctx)
	if p.door.embedded || p.options.dryRun || p.options.chaos != "" { // the mishaps of a run do not come again
		return k, nil
	}
	file, err := p.journalIn(folder)
	if err != nil {
		return nil, err
	}
	options := resume.Options{
		File: file, Marker: line.marker, Settle: p.door.target.Settle, Ended: ctx.Err, Stop: k.cancel,
		Sets: map[string]*schema.Set{"User": simulate.SchemaOf(p.profile, "User"), "Group": simulate.SchemaOf(p.profile, "Group")},
	}
	if p.resumed != nil {
		options.Past = p.resumed.past
	}
	k.journal = resume.New(options)
	line.sender = k.journal.Sender("", line.client)
	if line.account != nil {
		line.beside = k.journal.Sender("account", line.account)
	}
	folder.prompt, folder.settings = true, p.settings()
	return k, nil
}

// journalIn opens the journal: a new one, or that of the run which goes on.
func (p play) journalIn(folder *runFolder) (*os.File, error) {
	if p.resumed != nil {
		return folder.reopen(journalFile)
	}
	file, err := folder.create(journalFile)
	if err == nil && lock(file) {
		err = usage("another run goes on in %s: name another directory", folder.path)
	}
	return file, err
}

// close ends what waits for the run.
func (k *keeping) close() { k.cancel(nil) }

// pace is the clock of the run: what has passed before is not waited for again.
func (k *keeping) pace(pace clock.Clock) clock.Clock {
	paced, slow := pace.(clock.Paced)
	if k.journal == nil || !slow {
		return pace
	}
	return catchingUp{paced, k.journal.Replaying}
}

// catchingUp is a paced clock that is as fast as it can be until the run is where it
// was.
type catchingUp struct {
	clock.Paced
	replaying func() bool
}

// Until waits the scaled span, or not, and moves the clock.
func (c catchingUp) Until(ctx context.Context, t time.Time) error {
	if c.replaying() {
		return c.Virtual.Until(ctx, t)
	}
	return c.Paced.Until(ctx, t)
}

// complete makes the run ask its journal.
func (k *keeping) complete(config *simulate.Config) {
	if k.journal == nil {
		return
	}
	config.Tokens, config.Wait, config.Unrepeatable = k.journal.Tokens(config.Tokens), k.journal.Wait, k.journal.Unrepeatable
}

// stopped says why the run came to no end; nil for one that did.
func (k *keeping) stopped() error {
	if k.journal == nil {
		return nil
	}
	return k.journal.Err()
}

// tell says what can be done with a run that stopped, and gives the exit code. A
// journal that does not tell all is no journal.
func (k *keeping) tell(ctx context.Context, env Env, why error) int {
	if errors.Is(why, resume.ErrUnwritten) {
		_ = os.Remove(filepath.Join(k.folder.path, journalFile))
	}
	fmt.Fprintf(env.Stderr, "scimulator: %v: %s\n", why, nextStep(k.folder.path, why))
	var cause interruption
	if errors.As(context.Cause(ctx), &cause) {
		return interruptCode(cause.signal)
	}
	return exitNoVerdict
}

// note tells in the run how it went on, and since when it has been going on.
func (k *keeping) note(run *verdict.Run) {
	r := k.play.resumed
	if r == nil {
		return
	}
	had := k.journal.Tally()
	run.Began = r.began.Began
	run.Resumed = &verdict.Resumed{Times: r.past.Times() + 1, Answers: had.Answers, Settled: had.Settled, CarriedOut: had.CarriedOut}
}

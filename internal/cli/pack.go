package cli

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/scimulator/scimulator/features"
	"github.com/scimulator/scimulator/internal/certify"
	"github.com/scimulator/scimulator/internal/clock"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// packs are the suites of others that can be rehearsed.
func (a *assets) packs() ([]certify.Pack, error) {
	folder, err := sub(features.FS, "packs")
	if err != nil {
		return nil, err
	}
	return certify.LoadPacks(folder, a.formats)
}

func packRows(a *assets) ([]row, error) {
	packs, err := a.packs()
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, p := range packs {
		rows = append(rows, row{p.Name, fmt.Sprintf("%s (%d tests; %s)", p.Title, len(p.Tests), p.Notice()), map[string]any{
			"name": p.Name, "title": p.Title, "owner": p.Owner, "notice": p.Notice(), "tests": p.Tests,
		}})
	}
	return rows, nil
}

// rehearse chooses the checks and the stories of a pack.
func (t *trial) rehearse(env Env, a *assets) error {
	packs, err := a.packs()
	if err != nil {
		return err
	}
	var names []string
	for i := range packs {
		names = append(names, packs[i].Name)
		if packs[i].Name == t.options.pack {
			t.pack = &packs[i]
		}
	}
	if t.pack == nil {
		return unknown("pack", t.options.pack, names)
	}
	t.config.Choice.Only = append(t.config.Choice.Only, t.pack.Checks()...)
	for _, name := range t.pack.Stories() {
		options := t.options.simulateOptions
		options.speed, options.profile = "instant", ""
		one, err := prepareOne(env, a, &options, name)
		if err != nil {
			return err
		}
		t.stories = append(t.stories, one)
	}
	return nil
}

// tell plays the stories of the pack and says what each of its tests came to.
func (t trial) tell(ctx context.Context, env Env, folder *runFolder, run *verdict.Run) error {
	stories := map[string]verdict.Check{}
	for _, one := range t.stories {
		told, err := one.quietly(ctx, env, filepath.Join(folder.path, "stories", one.scenario.Name))
		if err != nil {
			return err
		}
		stories[one.scenario.Name] = told
		run.Tally.Add(told.Outcome)
		run.Checks = append(run.Checks, told)
	}
	run.Pack, run.Rehearsal = t.pack.Name, t.pack.Rehearse(run.Checks, stories)
	run.Verdict = run.Tally.Verdict(run.Verdict == verdict.Partial)
	return nil
}

// quietly plays a story into a folder of its own and gives its outcome as a check.
func (p play) quietly(ctx context.Context, env Env, path string) (verdict.Check, error) {
	folder, err := openRun(env, path, p.scenario.Name, false)
	if err != nil {
		return verdict.Check{}, err
	}
	defer folder.close()
	pace := clock.NewVirtual(epoch())
	line, err := p.open(env, pace, folder)
	if err != nil {
		return verdict.Check{}, err
	}
	defer line.close()
	a, err := env.assets()
	if err != nil {
		return verdict.Check{}, err
	}
	silent := &teller{quiet: true, status: newStatus(env, true)}
	result, err := simulate.Run(ctx, p.config(pace, folder, line, a, silent))
	if err != nil {
		return verdict.Check{}, err
	}
	maskRun(&result, env.hidden.secrets()...)
	if err := folder.finish(result); err != nil {
		return verdict.Check{}, err
	}
	return asCheck(p.scenario.Name, result), nil
}

// asCheck is a story as one check.
func asCheck(name string, run verdict.Run) verdict.Check {
	told := verdict.Check{ID: "story/" + name, Name: "The story " + name + " plays as it should", Feature: "Stories", Outcome: verdict.Pass}
	switch run.Verdict {
	case verdict.Failed:
		told.Outcome = verdict.Fail
	case verdict.NoVerdict:
		told.Outcome = verdict.Broken
	}
	for _, f := range run.Findings {
		if f.Outcome == told.Outcome && told.Outcome > verdict.Pass {
			told.Reason = f.Message
			break
		}
	}
	return told
}

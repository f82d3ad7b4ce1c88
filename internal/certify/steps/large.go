package steps

import (
	"context"
	"net/http"
	"sync"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scim"
)

// largeSteps fill a target with more than other checks need. Checks with them are
// tagged @large and run only where they are asked for.
func largeSteps() []Step {
	return []Step{
		step("given", `(\d+) users `+alias+` side by side`, `N users "NAME" side by side`, "creates users NAME1, NAME2 …, several at the same time", `Given 5000 users "m" side by side`, givenSideBySide),
		step("request", `the (\d+) `+alias+` join `+alias+` by (\d+)`, `the N "NAME" join "GROUP" by N`, "adds NAME1, NAME2 … to a group by one PATCH after the other, so many members in each (E-5.43)",
			`When the 5000 "m" join "team" by 100`, joinInBatches),
	}
}

// givenSideBySide creates users as fast as the target lets us: the client holds the
// rate. Each worker keeps a record of its own, since a check runs one step at a time.
func givenSideBySide(ctx context.Context, w *World, a args) error {
	times := number(a.text[0])
	bodies := make([]string, times)
	for i := range bodies {
		var err error
		if bodies[i], err = w.userBody(a.text[1]+itoa(i+1), ""); err != nil {
			return err
		}
	}
	branches := make([]*World, max(1, w.stage.Workers))
	errs := make([]error, len(branches))
	var group sync.WaitGroup
	for k := range branches {
		branch := &World{stage: w.stage, rules: w.rules, crowd: true, things: map[string]*thing{}}
		branches[k] = branch
		group.Go(func() {
			for i := k; i < times && errs[k] == nil; i += len(branches) {
				errs[k] = branch.create(ctx, a.text[1]+itoa(i+1), "/Users", bodies[i], false)
			}
		})
	}
	group.Wait()
	for k, branch := range branches {
		w.join(branch)
		if errs[k] != nil {
			w.Record.Excused, w.Record.Unmet, w.Record.Broken = branch.Record.Excused, branch.Record.Unmet, branch.Record.Broken
			return errs[k]
		}
	}
	return nil
}

// join takes over what a worker created and saw.
func (w *World) join(branch *World) {
	w.mine = append(w.mine, branch.mine...)
	w.Record.Exchanges = append(w.Record.Exchanges, branch.Record.Exchanges...)
	for name, t := range branch.things {
		w.things[name] = t
	}
	w.noteChange()
}

func joinInBatches(ctx context.Context, w *World, a args) error {
	t, known := w.things[a.text[2]]
	if !known || t.endpoint == "" {
		return w.broken("no group is called %q here", a.text[2])
	}
	var answers []*answer
	total, size := number(a.text[0]), max(1, number(a.text[3]))
	for from := 1; from <= total; from += size {
		var members []any
		for i := from; i < from+size && i <= total; i++ {
			one, known := w.things[a.text[1]+itoa(i)]
			if !known {
				return w.broken("nothing is called %q here", a.text[1]+itoa(i))
			}
			members = append(members, map[string]any{"value": one.body.ID()})
		}
		body := compact(map[string]any{
			"schemas":    []any{scim.URNPatchOp},
			"Operations": []any{map[string]any{"op": "add", "path": "members", "value": members}},
		})
		one, err := w.exchange(ctx, request{method: http.MethodPatch, path: t.endpoint + "/" + escape(t.body.ID()), body: body, purpose: exchange.Provisioning})
		if err != nil {
			return err
		}
		answers = append(answers, one)
	}
	w.answers = answers
	return nil
}

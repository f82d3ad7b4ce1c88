package steps

import "context"

func factSteps() []Step {
	return []Step{
		step("facts", `no answer of the run broke `+`([A-Z][A-Za-z0-9.-]+)`, `no answer of the run broke ID`, "every answer to every check was judged by this requirement; only where the last checks run", `Then no answer of the run broke RFC7643-2.3-R02`, nothingBroke),
	}
}

// nothingBroke tells what was found in the answers of all checks.
func nothingBroke(_ context.Context, w *World, a args) error {
	if w.stage.Passive == nil {
		return w.broken("the answers of this run were not watched")
	}
	judged, breaches := w.stage.Passive(a.text[0])
	if judged == 0 {
		return w.excuse("no answer of this run could show it")
	}
	rules := ids(a.text[0])
	if len(breaches) == 0 {
		w.judge(rules, true, Breach{})
	}
	for _, b := range breaches {
		w.judge(rules, false, b)
	}
	return nil
}

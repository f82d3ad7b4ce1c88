package verdict

// Tally counts outcomes; the verdict of a run comes from the counts, not from
// the maximum (design §6).
type Tally struct {
	Fail          int `json:"fail"`
	Broken        int `json:"broken"`
	Advice        int `json:"advice"`
	Known         int `json:"known"`
	Overruled     int `json:"overruled"`
	Pass          int `json:"pass"`
	Skipped       int `json:"skipped"`
	NotApplicable int `json:"notApplicable"`
}

// Add counts one outcome; NotRun counts as skipped, never as a pass.
func (t *Tally) Add(o Outcome) {
	switch o {
	case Fail:
		t.Fail++
	case Broken:
		t.Broken++
	case Advice:
		t.Advice++
	case Known:
		t.Known++
	case Overruled:
		t.Overruled++
	case Pass:
		t.Pass++
	case NotApplicable:
		t.NotApplicable++
	default:
		t.Skipped++
	}
}

// Verdict of a whole run.
type Verdict string

// The verdicts; failed outranks no verdict, which outranks partial.
const (
	Conformant Verdict = "conformant"
	Partial    Verdict = "partial"
	NoVerdict  Verdict = "no verdict"
	Failed     Verdict = "failed"
)

// Verdict judges the counts. partial says that a part of the core was skipped,
// waived or could not be judged.
func (t Tally) Verdict(partial bool) Verdict {
	switch {
	case t.Fail > 0:
		return Failed
	case t.Broken > 0:
		return NoVerdict
	case partial:
		return Partial
	}
	return Conformant
}

// ExitCode is the process exit code of a verdict (design §4).
func (v Verdict) ExitCode() int {
	switch v {
	case Failed:
		return 1
	case NoVerdict:
		return 3
	}
	return 0
}

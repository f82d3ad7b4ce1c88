package provision

import "time"

// Reason of a quarantine (E-7.10).
type Reason string

// The reasons that a job of ours can have; QuarantinedOnDemand and
// IngestionInterrupted are set by Microsoft.
const (
	BaseEscrows       Reason = "EncounteredBaseEscrowThreshold"
	TotalEscrows      Reason = "EncounteredTotalEscrowThreshold"
	EscrowProportion  Reason = "EncounteredEscrowProportionThreshold"
	QuarantineFailure Reason = "EncounteredQuarantineException" // credentials, compliance (E-7.7)
	TooManyDeletes    Reason = "TooManyDeletes"
)

// Quarantine is the state of a job that runs at a reduced frequency (E-7.11).
type Quarantine struct {
	CurrentBegan time.Time    `json:"currentBegan"` // last imposed
	NextAttempt  time.Time    `json:"nextAttempt"`
	Reason       Reason       `json:"reason"`
	SeriesBegan  time.Time    `json:"seriesBegan"` // first imposed in this series
	SeriesCount  int          `json:"seriesCount"` // times re-evaluated and kept
	Error        *StatusError `json:"error"`
}

// quarantineLife: more than four weeks in quarantine disable the job (E-7.15).
const quarantineLife = 28 * 24 * time.Hour

// endedBy says whether the quarantine has lasted for more than four weeks at a
// time; nil has not.
func (q *Quarantine) endedBy(at time.Time) bool {
	return q != nil && at.Sub(q.SeriesBegan) > quarantineLife
}

// attempt is when a job in quarantine tries again. The steps down to one cycle a
// day are not published; those of E-7.2 are the only ladder there is (inferred,
// E-7.13).
func attempt(began, now time.Time, daily bool) time.Time {
	if daily {
		return began.Add((now.Sub(began)/day + 1) * day)
	}
	return ladder(began, now)
}

// Notice is what the notification e-mail of a job tells: a quarantine began, or
// its reason changed (E-7.16).
type Notice struct {
	Time    time.Time // virtual
	Reason  Reason
	Before  Reason // "" when the quarantine begins
	Message string
	Next    time.Time // attempt
}

// impose puts the job into quarantine, or keeps it there. It returns the notice
// to send, nil when nothing is new.
func (l *lifecycle) impose(reason Reason, why StatusError, now time.Time, daily bool) *Notice {
	before := Reason("")
	q := l.quarantine
	if q == nil {
		q = &Quarantine{SeriesBegan: now}
	} else {
		before = q.Reason
		q = &Quarantine{SeriesBegan: q.SeriesBegan, SeriesCount: q.SeriesCount + 1}
	}
	q.CurrentBegan, q.Reason, q.Error = now, reason, &why
	q.NextAttempt = attempt(q.SeriesBegan, now, daily)
	l.quarantine = q
	if before == reason {
		return nil
	}
	return &Notice{Time: now, Reason: reason, Before: before, Message: why.Message, Next: q.NextAttempt}
}

// Quarantine is the quarantine of the job, nil when there is none.
func (j *Job) Quarantine() *Quarantine {
	j.life.mu.Lock()
	defer j.life.mu.Unlock()
	if j.life.quarantine == nil {
		return nil
	}
	copied := *j.life.quarantine
	return &copied
}

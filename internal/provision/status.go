package provision

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// JobStatus is the job as Microsoft Graph shows it (E-1.3).
type JobStatus struct {
	ID         string          `json:"id"`
	TemplateID string          `json:"templateId"`
	Schedule   Schedule        `json:"schedule"`
	Status     Synchronization `json:"status"`
	Settings   []Setting       `json:"synchronizationJobSettings"`
}

// Schedule says when cycles run (E-1.5).
type Schedule struct {
	Expiration *time.Time `json:"expiration"`
	Interval   string     `json:"interval"` // ISO 8601
	State      string     `json:"state"`    // Active, Disabled, Paused
}

// Synchronization is the state of the job (E-1.4).
type Synchronization struct {
	Code             string      `json:"code"` // NotConfigured, NotRun, Active, Paused, Quarantine
	CompleteFailures int         `json:"countSuccessiveCompleteFailures"`
	EscrowsPruned    bool        `json:"escrowsPruned"` // E-1.8
	SteadyFirst      time.Time   `json:"steadyStateFirstAchievedTime"`
	SteadyLast       time.Time   `json:"steadyStateLastAchievedTime"`
	Entries          []Entries   `json:"synchronizedEntryCountByType"`
	Last             *Execution  `json:"lastExecution"`
	LastSuccess      *Execution  `json:"lastSuccessfulExecution"`
	LastExports      *Execution  `json:"lastSuccessfulExecutionWithExports"`
	Progress         []Progress  `json:"progress"`
	Quarantine       *Quarantine `json:"quarantine"`
	Troubleshooting  *string     `json:"troubleshootingUrl"`
}

// Entries counts the objects of one kind that entered the connector data store:
// it grows with each, never shrinks on deletion, and begins anew when the links
// are reset (E-9.20).
type Entries struct {
	Kind  string `json:"key"`
	Count int    `json:"value"`
}

// Progress is how far the running cycle is, in pages of the source (E-1.37).
type Progress struct {
	Units     string `json:"units"`
	Completed int    `json:"completedUnits"`
	Total     int    `json:"totalUnits"`
}

// Setting is a job-wide setting; its value is text.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// StatusError says why a cycle failed or a quarantine was imposed.
type StatusError struct {
	Code             string `json:"code"`
	Message          string `json:"message"`
	TenantActionable bool   `json:"tenantActionable"`
}

// status is the failure as the job shows it.
func (f *Failure) status() StatusError {
	return StatusError{Code: f.Code, Message: f.Reason, TenantActionable: true}
}

// neverStarted is the interval of a job that has not run yet: the longest
// duration of .NET (E-1.5).
const neverStarted = "P10675199DT2H48M5.4775807S"

// pageSize is the number of objects in a page of the source, which is not
// published (E-13.13).
const pageSize = 100

// Status is the job as it stands. It may be asked for while a cycle runs.
func (j *Job) Status() JobStatus {
	l := &j.life
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expire(j.clock.Now())
	template, _, _ := strings.Cut(j.id, ".") // E-1.2
	status := JobStatus{ID: j.id, TemplateID: template, Settings: j.settings(), Schedule: l.scheduleShown()}
	status.Status = l.history.shown(j.id)
	s := &status.Status
	s.Code, s.EscrowsPruned, s.Entries = l.code(), l.pruned, j.entries()
	if l.quarantine != nil {
		quarantine := *l.quarantine
		s.Quarantine = &quarantine
	}
	if l.running != nil {
		s.Progress = []Progress{l.running.pages()}
	}
	return status
}

// code is the state of the job (E-1.4). A job that is disabled keeps its state
// and does not run: Paused, unless it was disabled by its quarantine.
func (l *lifecycle) code() string {
	switch {
	case l.quarantine != nil:
		return "Quarantine"
	case !l.configured:
		return "NotConfigured"
	case l.paused, l.disabled:
		return "Paused"
	case l.history.last == nil:
		return "NotRun"
	}
	return "Active"
}

func (l *lifecycle) scheduleShown() Schedule {
	schedule := Schedule{Interval: duration(Interval), State: "Active"}
	if q := l.quarantine; q != nil {
		schedule.Interval = duration(q.NextAttempt.Sub(q.CurrentBegan))
	}
	switch {
	case !l.started:
		schedule.Interval, schedule.State = neverStarted, "Disabled"
	case l.disabled:
		schedule.State = "Disabled"
	case l.paused:
		schedule.State = "Paused"
	}
	return schedule
}

// duration writes a span by ISO 8601.
func duration(span time.Duration) string {
	text := "P"
	if days := span / day; days > 0 {
		text += fmt.Sprintf("%dD", days)
	}
	rest := span % day
	if rest == 0 && text != "P" {
		return text
	}
	text += "T"
	for _, unit := range []struct {
		letter string
		length time.Duration
	}{{"H", time.Hour}, {"M", time.Minute}} {
		if count := rest / unit.length; count > 0 {
			text += fmt.Sprintf("%d%s", count, unit.letter)
		}
		rest %= unit.length
	}
	if rest > 0 || text == "PT" {
		text += strconv.FormatFloat(rest.Seconds(), 'f', -1, 64) + "S"
	}
	return text
}

func (j *Job) settings() []Setting {
	settings := []Setting{}
	if limit := j.options.DeletionLimit; limit > 0 {
		settings = append(settings, Setting{"QuarantineTooManyDeletesThreshold", strconv.Itoa(limit)}) // E-7.17
	}
	return settings
}

func (j *Job) entries() []Entries {
	entries := []Entries{{string(User), j.users.entries()}}
	if j.groupsEnabled() {
		entries = append(entries, Entries{string(Group), j.groups.entries()})
	}
	return entries
}

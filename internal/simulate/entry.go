package simulate

import (
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

// JobIdentity is who the job is in the provisioning log (E-1.2, E-9.3).
type JobIdentity struct {
	Tenant, Job, Principal, Source, Target string
	Application                            string

	system, initiator facts // details that every record shares; read only
	last              *atomic.Pointer[activity]
}

// activity is a cycle and its id.
type activity struct {
	number int
	id     string
}

// identify derives stable identifiers from the profile, so that two runs of one
// story log the same job.
func identify(p *profile.Profile) JobIdentity {
	tenant := guid("tenant " + p.Name)
	compact := tenant[0:8] + tenant[9:13] + tenant[14:18] + tenant[19:23] + tenant[24:]
	title := p.Title
	if title == "" {
		title = p.Name
	}
	j := JobIdentity{
		Tenant: tenant, Job: template(p) + "." + compact + "." + guid("job "+p.Name), Principal: guid("principal " + p.Name),
		Source: guid("source"), Target: guid("target " + p.Name), Application: title,
		last: &atomic.Pointer[activity]{},
	}
	j.system = facts{{"ServicePrincipalDisplayName", j.Application}, {"ServicePrincipalId", j.Principal}}
	j.initiator = facts{{"displayName", "Azure AD Provisioning Service"}, {"id", ""}, {"initiatorType", "system"}}
	return j
}

// template is what the ids of jobs begin with: scim for custom applications, and
// customappsso for those of 2018 (E-1.1).
func template(p *profile.Profile) string {
	if p.Dialect == "entra-legacy" {
		return "customappsso"
	}
	return "scim"
}

// guid is a GUID that always stands for the same words.
func guid(words string) string { return provision.StableGUID(words) }

// logEntry is one record of the provisioning log in Entra's shape (E-9.12).
type logEntry struct {
	ID        string        `json:"id"`
	Time      string        `json:"activityDateTime"`
	Tenant    string        `json:"tenantId"`
	Job       string        `json:"jobId"`
	Cycle     string        `json:"cycleId"`
	Change    string        `json:"changeId"`
	Action    string        `json:"provisioningAction"`
	Duration  int           `json:"durationInMilliseconds"`
	Status    logStatus     `json:"provisioningStatusInfo"`
	Steps     []logStep     `json:"provisioningSteps"`
	Modified  []logProperty `json:"modifiedProperties"`
	Principal logIdentity   `json:"servicePrincipal"`
	Source    logSystem     `json:"sourceSystem"`
	Target    logSystem     `json:"targetSystem"`
	From      logObject     `json:"sourceIdentity"`
	To        logObject     `json:"targetIdentity"`
	Initiator facts         `json:"initiatedBy"`
}

type logStatus struct {
	Status string    `json:"status"`
	Error  *logError `json:"errorInformation,omitempty"`
}

type logError struct {
	Code     string  `json:"errorCode"`
	Category string  `json:"errorCategory"`
	Reason   string  `json:"reason"`
	Details  *string `json:"additionalDetails"`
	Action   *string `json:"recommendedAction"`
}

type logStep struct {
	Name        string `json:"name"`
	Type        string `json:"provisioningStepType"`
	Status      string `json:"status"`
	Description string `json:"description"`
	Details     facts  `json:"details"`
}

type logProperty struct {
	Name string  `json:"displayName"`
	Old  *string `json:"oldValue"`
	New  *string `json:"newValue"`
}

type logIdentity struct {
	ID   string `json:"id"`
	Name string `json:"displayName"`
}

type logSystem struct {
	ID      string `json:"id"`
	Name    string `json:"displayName"`
	Details facts  `json:"details"`
}

type logObject struct {
	Type    string `json:"identityType"`
	ID      string `json:"id"`
	Name    string `json:"displayName"`
	Details facts  `json:"details"`
}

// entry renders a record (E-9.1 – E-9.12). Durations are modelled, not measured,
// so that equal runs log equal records.
func (j JobIdentity) entry(record provision.Record) logEntry {
	change := guid(changeWords(record))
	return logEntry{
		ID: guid("record " + change + string(record.Action) + string(record.Status)), Time: record.Time.UTC().Format(time.RFC3339),
		Tenant: j.Tenant, Job: j.Job, Cycle: j.activity(record), Change: change, Action: action(record), Duration: duration(record),
		Status: status(record), Steps: steps(record), Modified: modified(record),
		Principal: logIdentity{j.Principal, j.Application},
		Source:    logSystem{j.Source, "Microsoft Entra ID", nil},
		Target:    logSystem{j.Target, j.Application, j.system},
		From:      logObject{string(record.Kind), record.ObjectID, record.Name, nil},
		To:        logObject{targetType(record.Kind), record.TargetID, "", nil},
		Initiator: j.initiator,
	}
}

// activity is the cycleId of a record (E-9.3). The records of a cycle come one
// after another, so the last one is kept.
func (j JobIdentity) activity(record provision.Record) string {
	if record.Demand > 0 {
		return guid(fmt.Sprintf("on demand %d %s", record.Demand, j.Job))
	}
	last := j.last.Load()
	if last == nil || last.number != record.Cycle {
		last = &activity{record.Cycle, provision.ActivityID(j.Job, record.Cycle)}
		j.last.Store(last)
	}
	return last.id
}

// changeWords say which change it is. By hand, since every record has one.
func changeWords(record provision.Record) string {
	words := make([]byte, 0, 128)
	words = strconv.AppendInt(append(words, "change "...), int64(record.Cycle), 10)
	words = strconv.AppendInt(append(words, ' '), int64(record.Demand), 10)
	for _, word := range [...]string{string(record.Kind), record.Object, record.Member} {
		words = append(append(words, ' '), word...)
	}
	return string(strconv.AppendInt(append(words, ' '), int64(record.Attempts), 10))
}

// targetType: users carry the enterprise URN as their type (E-3.32).
func targetType(kind provision.Kind) string {
	if kind == provision.Group {
		return scim.URNGroup
	}
	return scim.URNEnterpriseUser
}

func modified(record provision.Record) []logProperty {
	list := make([]logProperty, 0, len(record.Changes))
	for i := range record.Changes {
		change := &record.Changes[i]
		list = append(list, logProperty{change.Name, orNull(&change.Old), orNull(&change.New)})
	}
	return list
}

func orNull(text *string) *string {
	if *text == "" {
		return nil
	}
	return text
}

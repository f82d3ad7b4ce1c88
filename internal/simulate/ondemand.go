package simulate

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/verdict"
)

// Demand is on-demand provisioning for people (E-10.3).
type Demand struct {
	Object  string
	Result  string // Success, Skipped, Failure
	Code    string
	Message string
	Steps   []DemandStep
}

// DemandStep is one of the five steps that are shown; the connection test only
// when it failed.
type DemandStep struct {
	Number int
	Title  string
	Status string
	Text   string
}

// onDemand provisions one object beside the cycles (E-10.1) and reads back what
// was written, like a cycle.
func (r *run) onDemand(ctx context.Context, object string) error {
	r.records.begin(r.job.Cycles())
	demand, err := r.job.OnDemand(ctx, object)
	outcome := verdict.NotRun
	if r.config.Verify {
		outcome = r.verify(ctx)
	} else {
		r.wire.model.close()
	}
	r.records.settle(r.job.Escrows())
	r.findings.addRefusals(r.records.take())
	r.judgeProbe(demand.Report, err != nil)
	for signature, count := range demand.Report.Requests {
		r.result.Figures.Requests[signature] += count
	}
	r.last, r.demand = demand.Report, &demand
	r.records.demanded(demand)
	r.watch(Event{Kind: Demanded, At: r.clock.Now(), Demand: shownDemand(demand)})
	if outcome != verdict.NotRun {
		r.check(verdict.Check{Name: "on demand " + object + ": every resource written is as it should be", Outcome: outcome, Requirements: []string{"HOUSE-01"}})
	}
	if err != nil {
		return err
	}
	return r.pass(ctx, r.clock.Now().Add(demand.Report.Ended.Sub(demand.Report.Began)))
}

// shownDemand makes the five steps of the portal of the record about the object.
func shownDemand(d provision.Demand) Demand {
	shown := Demand{Object: d.Object, Result: d.Result, Code: d.Code, Message: d.Message}
	if d.Probe != nil {
		shown.Steps = []DemandStep{{1, "Test connection", "failure", d.Message}}
	}
	for _, record := range d.Records {
		if record.Object == d.Object && record.Member == "" && record.Reference == "" {
			shown.Steps = append(shown.Steps, demandSteps(record)...)
			break
		}
	}
	return shown
}

// demandSteps groups the steps of a record under the four others that the portal
// shows: import, scope, match, action (E-10.3).
func demandSteps(record provision.Record) []DemandStep {
	var list []DemandStep
	for _, step := range steps(record) {
		shown := DemandStep{Status: step.Status, Text: step.Description}
		switch {
		case step.Type == "import":
			shown.Number, shown.Title = 2, "Import"
		case step.Type == "scoping":
			shown.Number, shown.Title, shown.Text = 3, "Determine if in scope", record.Scoping.String()
		case step.Name == "EntryImport":
			shown.Number, shown.Title, shown.Text = 4, matchTitle, matchText(record, step)
		case record.Action == provision.ActionCreate && step.Type == "matching":
			shown.Number, shown.Title, shown.Text = 4, matchTitle, "no object of the target matches: "+strings.Join(record.Sought(), ", ")
		case step.Type == "export" || step.Status != "success":
			shown.Number, shown.Title = 5, "Perform action"
		default:
			continue // what was worked out shows in what was sent
		}
		if shown.Number == 5 {
			shown.Text = fmt.Sprintf("%s: %s", action(record), detail(record))
		}
		list = append(list, shown)
	}
	return list
}

const matchTitle = "Match between source and target"

// matchText says whether none, one or several objects of the target match, by the
// attributes that were tried.
func matchText(record provision.Record, step logStep) string {
	switch {
	case record.Matched != "":
		return "one object of the target matches: " + strings.Join(record.Sought(), ", then ")
	case step.Status == "success":
		return "the object is linked already"
	}
	return step.Description
}

// demandAnswer is the answer of provisionOnDemand: a pair of texts that are JSON
// (E-10.2).
type demandAnswer struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

type demandKey struct {
	Result  string `json:"result"`
	Details struct {
		Code    string `json:"errorCode"`
		Message string `json:"errorMessage"`
	} `json:"details"`
}

type demandValue struct {
	Action     string        `json:"action"`
	Change     string        `json:"changeId"`
	Began      string        `json:"startTime"`
	Ended      string        `json:"endTime"`
	Modified   []logProperty `json:"modifiedProperties"`
	Steps      []demandEntry `json:"provisioningSteps"`
	Reportable string        `json:"reportableIdentifier"`
	Status     logStatus     `json:"statusInfo"`
	From       logObject     `json:"sourceIdentity"`
	Source     logSystem     `json:"sourceSystem"`
	To         logObject     `json:"targetIdentity"`
	Target     logSystem     `json:"targetSystem"`
}

type demandEntry struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Status      string `json:"status"`
	Description string `json:"description"`
	Timestamp   string `json:"timestamp"`
	Details     facts  `json:"details"`
}

// demanded writes the answer to the log, after the records it sums up.
func (l *records) demanded(d provision.Demand) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := demandKey{Result: d.Result}
	key.Details.Code, key.Details.Message = d.Code, d.Message
	answer := demandAnswer{Key: jsonText(key), Value: jsonText(l.job.demandValue(d))}
	encoder := json.NewEncoder(l.out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(answer); err != nil && l.err == nil {
		l.err = err
	}
}

// jsonText is a value as JSON within a text.
func jsonText(value any) string {
	raw, _ := json.Marshal(value) // strings, lists and maps of strings: always encodes
	return string(raw)
}

func (j JobIdentity) demandValue(d provision.Demand) demandValue {
	record := provision.Record{Action: provision.ActionOther, Status: provision.Failed, Code: d.Code, Reason: d.Message, Time: d.Report.Began}
	if len(d.Records) > 0 {
		record = mainRecord(d)
	}
	entry := j.entry(record)
	value := demandValue{
		Action: entry.Action, Change: entry.Change, Began: utc(d.Report.Began), Ended: utc(d.Report.Ended), Modified: entry.Modified,
		Steps: []demandEntry{}, Reportable: reportable(record, record.Imported()), Status: entry.Status, From: entry.From, Source: entry.Source, To: entry.To, Target: entry.Target,
	}
	at := d.Report.Began.UTC().Format(time.RFC3339)
	if d.Probe != nil {
		value.Steps = append(value.Steps, demandEntry{"TestConnection", "import", "failure", d.Message, at, nil})
		return value
	}
	for _, step := range entry.Steps {
		value.Steps = append(value.Steps, demandEntry{step.Name, step.Type, step.Status, step.Description, at, step.Details})
	}
	return value
}

// mainRecord is the record about the object that was asked for.
func mainRecord(d provision.Demand) provision.Record {
	for _, record := range d.Records {
		if record.Object == d.Object && record.Member == "" && record.Reference == "" {
			return record
		}
	}
	return d.Records[0]
}

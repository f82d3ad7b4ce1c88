package simulate

import (
	"fmt"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/provision"
)

// duration is modelled: a creation takes twice as long as anything else (E-11.4).
func duration(record provision.Record) int {
	if record.Action == provision.ActionCreate {
		return 1200
	}
	return 600
}

// steps are the steps of E-9.7 and E-9.8 as far as the record went.
func steps(record provision.Record) []logStep {
	imported := facts(record.Imported())
	list := make([]logStep, 1, 5)
	list[0] = importStep(record, imported)
	if record.Code == "ImportSkipped" {
		return list // the scope is not even evaluated (E-9.13)
	}
	list = append(list, logStep{"EntrySynchronizationScoping", "scoping", "success", "The object was checked against the scope.", scopingDetails(record)})
	if step, looked := matchStep(record); looked {
		list = append(list, step)
		if step.Status == string(provision.Failed) {
			return list
		}
	}
	if record.Member != "" || record.Reference != "" {
		return append(list, referenceSteps(record, imported)...)
	}
	return append(list, actionSteps(record, imported)...)
}

// verb is how step names call an action; disabling is an update (E-8.22).
func verb(record provision.Record) string {
	switch record.Action {
	case provision.ActionCreate:
		return "Add"
	case provision.ActionUpdate, provision.ActionEnable, provision.ActionDisable:
		return "Update"
	case provision.ActionDelete:
		return "Delete"
	case provision.ActionStaged:
		if len(record.Changes) > 0 {
			return "Update"
		}
		return "Delete"
	}
	return ""
}

func importStep(record provision.Record, imported facts) logStep {
	step := logStep{"EntryImport" + verb(record), "import", "success", "The object was read from the source.", stripped(imported)}
	if record.Retry {
		step.Name, step.Description, step.Details = "EntryEscrowRetry", "A failure of this object was taken up again.", retryDetails(record)
	}
	if record.Code == "ImportSkipped" {
		step.Status, step.Description = "skipped", record.Reason
	}
	return step
}

// retryDetails describe the escrow that is retried (E-7.5).
func retryDetails(record provision.Record) facts {
	kind := verb(record)
	if kind == "" {
		kind = "Update"
	}
	return facts{
		{"CountProcessed", fmt.Sprint(retries(record))}, {"CreationTime", utc(record.Created)}, {"ModificationType", kind},
		{"NextAttempt", utc(record.Due)}, {"Origin", "Source"}, {"TypeName", "EscrowedEntryDefault"},
	}
}

// retries counts the retries so far: the failures without the first.
func retries(record provision.Record) int {
	if record.Status == provision.Failed {
		return max(0, record.Attempts-1)
	}
	return record.Attempts
}

func utc(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// stripped are details whose keys have lost dots and colons, as they do in the
// log (E-9.10).
func stripped(details facts) facts {
	for i := range details {
		details[i][0] = stripName(details[i][0])
	}
	return details
}

// matchStep is the look at the target: the match of an object without a link, or
// the read of a linked one. A record that ended there did so in this step.
func matchStep(record provision.Record) (step logStep, looked bool) {
	step = logStep{"EntryImport", "matching", "success", "The object of the target was read.", nil}
	if record.Matched != "" {
		step.Description, step.Details = "An object of the target matches.", facts{{"by", stripName(record.Matched)}}
	}
	if failure := record.Failure; failure != nil {
		switch failure.Request.Operation {
		case provision.Match, provision.Read, provision.Probe, provision.Check:
			step.Status, step.Description = string(provision.Failed), record.Reason
			return step, true
		}
	}
	return step, record.Matched != "" || record.TargetID != "" && record.Action != provision.ActionCreate
}

func stripName(name string) string {
	if !strings.ContainsAny(name, ".:") { // nearly always
		return name
	}
	return strings.NewReplacer(".", "", ":", "").Replace(name)
}

// referenceSteps are those of a member or a manager.
func referenceSteps(record provision.Record, imported facts) []logStep {
	resolution := logStep{"EntrySynchronizationReference", "referenceResolution", "success", "The referenced object was looked up.", nil}
	if record.Status == provision.Skipped {
		resolution.Status, resolution.Description = "skipped", record.Reason
		resolution.Details = facts{{"SkipReason", record.Code}}
		return []logStep{resolution}
	}
	return []logStep{resolution, exportStep(record, imported)}
}

// actionSteps are what was worked out and what was sent.
func actionSteps(record provision.Record, imported facts) []logStep {
	switch {
	case record.Status == provision.Skipped:
		return []logStep{{"EntrySynchronizationSkip", "processing", "skipped", record.Reason, facts{{"SkipReason", record.Code}}}}
	case record.Failure != nil && record.Failure.Request.Operation == "": // the mapping failed, nothing was sent
		return []logStep{{"EntrySynchronization" + verb(record), "processing", string(provision.Failed), record.Reason, nil}}
	}
	plan := logStep{"EntrySynchronization" + verb(record), "matching", "success", "What has to be sent was worked out.", nil}
	return []logStep{plan, exportStep(record, imported)}
}

func exportStep(record provision.Record, imported facts) logStep {
	step := logStep{"EntryExport" + verb(record), "export", string(record.Status), "The target carried it out.", nil}
	if name := reportable(record, imported); name != "" {
		step.Details = facts{{"ReportableIdentifier", name}}
	}
	switch {
	case record.Action == provision.ActionStaged:
		step.Status, step.Description = "skipped", record.Reason
	case record.Status == provision.Failed:
		step.Description = record.Reason
	}
	return step
}

// reportable is the name by which people know the object.
func reportable(record provision.Record, imported facts) string {
	if name := imported.of("userPrincipalName"); name != "" {
		return name
	}
	return record.Name
}

func status(record provision.Record) logStatus {
	s := logStatus{Status: string(record.Status)}
	code := record.Code
	if record.Action == provision.ActionStaged {
		code = string(provision.TooManyDeletes)
	}
	if code != "" {
		s.Error = &logError{Code: code, Category: category(record), Reason: explained(record), Action: cure(code)}
	}
	return s
}

// explained ends the text of an error with the number of retries so far and the
// time of the next one (E-7.5).
func explained(record provision.Record) string {
	if record.Status != provision.Failed || record.Next.IsZero() {
		return record.Reason
	}
	count := retries(record)
	times := "times"
	if count == 1 {
		times = "time"
	}
	return fmt.Sprintf("%s. This operation was retried %d %s. The next retry is due at %s.", strings.TrimSuffix(record.Reason, "."), count, times, utc(record.Next))
}

// category: what the service itself could not do is its failure, what the target
// did not do is not (E-9.6).
func category(record provision.Record) string {
	switch {
	case record.Status != provision.Failed:
		return "success"
	case record.Code == "InternalError":
		return "failure"
	}
	return "nonServiceFailure"
}

// cure is the recommended action where the documents name one (E-6.6).
func cure(code string) *string {
	text, known := map[string]string{provision.CodeAnchor: "Restart provisioning, so that the object is matched again."}[code]
	if !known {
		return nil
	}
	return &text
}

// scopingDetails are the facts of the scope step (E-2.22).
func scopingDetails(record provision.Record) facts {
	scoping := record.Scoping
	return facts{
		{"Active in the source system", text(scoping.Active)},
		{"Assigned to the application", text(scoping.Assigned)},
		{"ScopeEvaluationResult", scoping.Result()},
		{"Scoping filter evaluation passed", text(scoping.Passed())},
		{"User has the required role", text(scoping.HasRole())},
	}
}

func text(value bool) string {
	if value {
		return "True"
	}
	return "False"
}

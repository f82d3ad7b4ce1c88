package simulate

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
)

// job is who the job is in the provisioning log (E-1.2, E-9.3): the parts of a
// record that are the same in all of them, as JSON.
type job struct {
	id            string
	head, systems string
	cycle         int    // the last one
	cycleID       string // of it: most records are of one cycle
}

// identify derives stable identifiers from the profile, so that two runs of one
// story log the same job.
func identify(p *profile.Profile) job {
	tenant := guid("tenant " + p.Name)
	compact := tenant[0:8] + tenant[9:13] + tenant[14:18] + tenant[19:23] + tenant[24:]
	title := p.Title
	if title == "" {
		title = p.Name
	}
	j := job{id: "scim." + compact + "." + guid("job "+p.Name)}
	principal := guid("principal " + p.Name)
	var head, systems line
	head.text("tenantId", tenant)
	head.text("jobId", j.id)
	systems.open("servicePrincipal", '{')
	systems.text("id", principal)
	systems.text("displayName", title)
	systems.close('}')
	systems.system("sourceSystem", guid("source"), "Microsoft Entra ID")
	systems.close('}')
	systems.close('}')
	systems.system("targetSystem", guid("target "+p.Name), title)
	systems.text("ServicePrincipalDisplayName", title)
	systems.text("ServicePrincipalId", principal)
	systems.close('}')
	systems.close('}')
	j.head, j.systems = string(head), string(systems)
	return j
}

// system opens a system and its details.
func (l *line) system(name, id, title string) {
	l.open(name, '{')
	l.text("id", id)
	l.text("displayName", title)
	l.open("details", '{')
}

// guid is a GUID that always stands for the same words.
func guid(words string) string {
	sum := sha256.Sum256([]byte(words))
	hex := hex.EncodeToString(sum[:16])
	return hex[:8] + "-" + hex[8:12] + "-4" + hex[13:16] + "-8" + hex[17:20] + "-" + hex[20:]
}

// entry writes a record in Entra's shape (E-9.1 – E-9.12). Durations are
// modelled, not measured, so that equal runs log equal records.
func (j *job) entry(l *line, record provision.Record) {
	cycle := strconv.Itoa(record.Cycle)
	if j.cycleID == "" || j.cycle != record.Cycle {
		j.cycle, j.cycleID = record.Cycle, guid("cycle "+cycle+" "+j.id)
	}
	change := guid(strings.Join([]string{"change", cycle, string(record.Kind), record.Object, record.Member, strconv.Itoa(record.Attempts)}, " "))
	*l = append(*l, '{')
	l.text("id", guid("record "+change+string(record.Action)+string(record.Status)))
	l.text("activityDateTime", record.Time.UTC().Format(time.RFC3339))
	l.raw(j.head)
	l.text("cycleId", j.cycleID)
	l.text("changeId", change)
	l.text("provisioningAction", action(record))
	l.raw(`"durationInMilliseconds":600`)
	l.status(record)
	l.steps(record)
	l.modified(record.Changes)
	l.raw(j.systems)
	l.identity("sourceIdentity", string(record.Kind), record.ObjectID, record.Name)
	l.identity("targetIdentity", targetType(record.Kind), record.TargetID, "")
	l.raw(`"initiatedBy":{"displayName":"Azure AD Provisioning Service","id":"","initiatorType":"system"}`)
	l.close('}')
	*l = append(*l, '\n')
}

// identity writes an object of the source or the target.
func (l *line) identity(name, kind, id, title string) {
	l.open(name, '{')
	l.text("identityType", kind)
	l.text("id", id)
	l.text("displayName", title)
	l.raw(`"details":{}`)
	l.close('}')
}

// targetType: users carry the enterprise URN as their type (E-3.32).
func targetType(kind provision.Kind) string {
	if kind == provision.Group {
		return scim.URNGroup
	}
	return scim.URNEnterpriseUser
}

func (l *line) status(record provision.Record) {
	l.open("provisioningStatusInfo", '{')
	l.text("status", string(record.Status))
	if record.Code != "" {
		l.open("errorInformation", '{')
		l.text("errorCode", record.Code)
		l.text("errorCategory", category(record))
		l.text("reason", record.Reason)
		l.raw(`"additionalDetails":null,"recommendedAction":null`)
		l.close('}')
	}
	l.close('}')
}

func category(record provision.Record) string {
	if record.Status == provision.Failed {
		return "nonServiceFailure"
	}
	return "success"
}

// modified writes the modified properties; what was or is not there is null
// (E-9.10).
func (l *line) modified(changes []provision.Property) {
	l.open("modifiedProperties", '[')
	for _, change := range changes {
		l.open("", '{')
		l.text("displayName", change.Name)
		l.textOrNull("oldValue", change.Old)
		l.textOrNull("newValue", change.New)
		l.close('}')
	}
	l.close(']')
}

// steps writes the steps of E-9.7 and E-9.8 as far as the record went.
func (l *line) steps(record provision.Record) {
	verb := verbOf(record.Action)
	l.open("provisioningSteps", '[')
	l.step(importName(record, verb), "import", "success", "The object was read from the source.")
	l.close('}')
	l.close('}')
	l.step("EntrySynchronizationScoping", "scoping", "success", "The object was checked against the scope.")
	l.text("Active in the source system", text(record.Scoping.Active))
	l.text("Assigned to the application", text(record.Scoping.Assigned))
	l.raw(`"ScopeEvaluationResult":"{}","Scoping filter evaluation passed":"True","User has the required role":"True"`)
	l.close('}')
	l.close('}')
	if record.Matched != "" {
		l.step("EntryImport", "matching", "success", "An object of the target matches.")
		l.text("by", record.Matched)
		l.close('}')
		l.close('}')
	}
	l.decision(record, verb)
	l.close(']')
}

// decision writes what was done in the end: nothing, or an export.
func (l *line) decision(record provision.Record, verb string) {
	if verb == "" {
		l.step("EntrySynchronizationSkip", "processing", "skipped", record.Reason)
		l.text("SkipReason", record.Code)
	} else {
		l.step("EntrySynchronization"+verb, "matching", "success", "What has to be sent was worked out.")
		l.close('}')
		l.close('}')
		l.step("EntryExport"+verb, "export", string(record.Status), exportText(record))
	}
	l.close('}')
	l.close('}')
}

// step opens a step and its details.
func (l *line) step(name, kind, status, description string) {
	l.open("", '{')
	l.text("name", name)
	l.text("provisioningStepType", kind)
	l.text("status", status)
	l.text("description", description)
	l.open("details", '{')
}

// verbOf is the action in the names of steps, "" when nothing is exported.
func verbOf(action provision.Action) string {
	switch action {
	case provision.ActionCreate:
		return "Add"
	case provision.ActionUpdate, provision.ActionEnable, provision.ActionDisable:
		return "Update"
	case provision.ActionDelete:
		return "Delete"
	}
	return ""
}

func importName(record provision.Record, verb string) string {
	if record.Retry {
		return "EntryEscrowRetry" // E-7.5
	}
	return "EntryImport" + verb
}

func text(value bool) string {
	if value {
		return "True"
	}
	return "False"
}

func exportText(record provision.Record) string {
	if record.Status == provision.Failed {
		return record.Reason
	}
	return "The target carried it out."
}

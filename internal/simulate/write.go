package simulate

import "strconv"

// write writes the record as a line of JSON. By hand, because every object of
// every cycle has one.
func (e *logEntry) write(l line) line {
	l.open("", '{')
	l.text("id", e.ID)
	l.text("activityDateTime", e.Time)
	l.text("tenantId", e.Tenant)
	l.text("jobId", e.Job)
	l.text("cycleId", e.Cycle)
	l.text("changeId", e.Change)
	l.text("provisioningAction", e.Action)
	l.name("durationInMilliseconds")
	l = strconv.AppendInt(l, int64(e.Duration), 10)
	l.status(e.Status)
	l.steps(e.Steps)
	l.modified(e.Modified)
	l.open("servicePrincipal", '{')
	l.text("id", e.Principal.ID)
	l.text("displayName", e.Principal.Name)
	l.close('}')
	l.system("sourceSystem", e.Source)
	l.system("targetSystem", e.Target)
	l.object("sourceIdentity", e.From)
	l.object("targetIdentity", e.To)
	l.details("initiatedBy", e.Initiator)
	l.close('}')
	return append(l, '\n')
}

func (l *line) status(s logStatus) {
	l.open("provisioningStatusInfo", '{')
	l.text("status", s.Status)
	if s.Error != nil {
		l.open("errorInformation", '{')
		l.text("errorCode", s.Error.Code)
		l.text("errorCategory", s.Error.Category)
		l.text("reason", s.Error.Reason)
		l.textOrNull("additionalDetails", s.Error.Details)
		l.textOrNull("recommendedAction", s.Error.Action)
		l.close('}')
	}
	l.close('}')
}

func (l *line) steps(steps []logStep) {
	l.open("provisioningSteps", '[')
	for _, step := range steps {
		l.open("", '{')
		l.text("name", step.Name)
		l.text("provisioningStepType", step.Type)
		l.text("status", step.Status)
		l.text("description", step.Description)
		l.details("details", step.Details)
		l.close('}')
	}
	l.close(']')
}

func (l *line) modified(properties []logProperty) {
	l.open("modifiedProperties", '[')
	for _, property := range properties {
		l.open("", '{')
		l.text("displayName", property.Name)
		l.textOrNull("oldValue", property.Old)
		l.textOrNull("newValue", property.New)
		l.close('}')
	}
	l.close(']')
}

func (l *line) system(name string, s logSystem) {
	l.open(name, '{')
	l.text("id", s.ID)
	l.text("displayName", s.Name)
	l.details("details", s.Details)
	l.close('}')
}

func (l *line) object(name string, o logObject) {
	l.open(name, '{')
	l.text("identityType", o.Type)
	l.text("id", o.ID)
	l.text("displayName", o.Name)
	l.details("details", o.Details)
	l.close('}')
}

func (l *line) details(name string, details facts) {
	l.open(name, '{')
	for _, fact := range details {
		l.name("")
		l.quote(fact[0])
		*l = append(*l, ':')
		l.quote(fact[1])
	}
	l.close('}')
}

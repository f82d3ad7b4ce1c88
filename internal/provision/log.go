package provision

import "time"

// Status of a log record (E-9.5).
type Status string

// The statuses.
const (
	Success Status = "success"
	Failed  Status = "failure"
	Skipped Status = "skipped"
)

// Record is one line of the provisioning log: what was decided about one object
// in one cycle, why, and what came of it (E-9.1 – E-9.12).
type Record struct {
	Time     time.Time // virtual
	Cycle    int
	Demand   int // the record is of the n-th on-demand provisioning; 0: of the cycle
	Kind     Kind
	Object   string // alias in the source directory
	ObjectID string
	Name     string // display name in the source
	TargetID string
	Action   Action
	Status   Status
	Code     string // error or skip code (E-9.13, E-9.15)
	Reason   string
	Scoping  Scoping
	Matched  string // how the target object was found
	Changes  []Property
	Failure  *Failure // of a failed record
	Retrial           // failures of this object so far; on success: failures it recovered from
	Retry    bool     // the record is a retry from escrow (E-7.5)
	Member   string   // alias of the member, manager or other object a reference record is about
	// Reference names the reference of a user that the record is about: manager,
	// or the target attribute of another one; "" otherwise.
	Reference string
	// origin and mapping are what the record was made from, for Imported.
	origin  source
	mapping *mapping
}

// Property is one modified property (E-9.10); values as text, "" is null.
type Property struct{ Name, Old, New string }

// Log takes the records of a job, from several goroutines.
type Log interface {
	Record(record Record)
}

func properties(plan Plan) []Property {
	changes := make([]Property, 0, len(plan.Values)+len(plan.Differences))
	for _, value := range plan.Values {
		changes = append(changes, property(value.Target.Text, nil, value.Value, value.Redacted))
	}
	for _, difference := range plan.Differences {
		changes = append(changes, property(difference.Target.Text, difference.Old, difference.Value, difference.Redacted))
	}
	return changes
}

func property(name string, old, new any, redacted bool) Property {
	if redacted {
		return Property{name, redactedValue, redactedValue}
	}
	if old == nil {
		return Property{Name: name, New: show(new)}
	}
	return Property{name, show(old), show(new)}
}

// redactedValue is what the log shows instead of a redacted value (E-4.43).
const redactedValue = "[Redact]"

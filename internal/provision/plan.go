package provision

import (
	"strings"

	"github.com/scimulator/scimulator/internal/provision/dialect"
)

// Action is what is done to one object, in the words of the provisioning log
// (E-9.4). Enable is logged as an update.
type Action string

// The actions.
const (
	ActionCreate  Action = "create"
	ActionUpdate  Action = "update"
	ActionDisable Action = "disable"
	ActionEnable  Action = "enable"
	ActionDelete  Action = "delete"
	ActionStaged  Action = "stageddelete" // held back by the threshold (E-7.20)
	ActionOther   Action = "other"        // nothing to do
)

// Plan is what the engine decided about one object; only apply sends it.
type Plan struct {
	Action      Action
	Values      []Mapped     // of a creation
	Differences []Difference // of an update
	Code        string       // why nothing is done (E-9.15)
	Reason      string
}

// String prints the plan on one line.
func (p Plan) String() string {
	var parts []string
	for _, difference := range p.Differences {
		parts = append(parts, difference.String())
	}
	if p.Reason != "" {
		parts = append(parts, p.Reason)
	}
	return strings.TrimSpace(string(p.Action) + " " + strings.Join(parts, "; "))
}

// PlanCreate plans a creation from mapped values.
func PlanCreate(mapped []Mapped) Plan { return Plan{Action: ActionCreate, Values: mapped} }

// PlanUpdate plans an update; without a difference the event is redundant
// (E-1.22).
func PlanUpdate(differences []Difference) Plan {
	if len(differences) == 0 {
		return Plan{Action: ActionOther, Code: codeRedundant, Reason: "source and target are equal"}
	}
	return Plan{Action: actionOf(differences), Differences: differences}
}

// actionOf: disabling is just the update of the active attribute (E-8.22).
func actionOf(differences []Difference) Action {
	for _, difference := range differences {
		if active, ok := difference.Value.(bool); ok && difference.Target.Text == "active" {
			if active {
				return ActionEnable
			}
			return ActionDisable
		}
	}
	return ActionUpdate
}

func (p Plan) changes() []dialect.Change {
	changes := make([]dialect.Change, len(p.Differences))
	for i := range p.Differences {
		changes[i] = p.Differences[i].Change
	}
	return changes
}

func (p Plan) assignments() []dialect.Assignment {
	assignments := make([]dialect.Assignment, len(p.Values))
	for i, value := range p.Values {
		assignments[i] = dialect.Assignment{Target: value.Target, Value: value.Value, Text: value.Spelling}
	}
	return assignments
}

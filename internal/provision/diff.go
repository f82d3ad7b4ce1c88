package provision

import (
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// Difference is one attribute whose target value is not what the mapping says.
type Difference struct {
	dialect.Change
	Old      any // nil when the target shows none
	Redacted bool
}

// String prints the difference: path, old and new value.
func (d Difference) String() string {
	return fmt.Sprintf("%s: %s -> %s", d.Target.Text, show(d.Old), show(d.Value))
}

func show(value any) string {
	if value == nil {
		return "(none)"
	}
	if boolean, ok := value.(bool); ok {
		return truth(boolean)
	}
	return fmt.Sprint(value)
}

// Diff compares what the target showed with what the mapping says: Add where
// the target shows nothing, Replace where it shows something else, nothing
// where both are equal (E-5.17, E-1.22).
func Diff(shown scim.Resource, mapped []Mapped) []Difference {
	var differences []Difference
	for _, want := range mapped {
		old, present := want.Target.Find(shown)
		if present && equal(old, want.Value, want.CaseExact) {
			continue
		}
		difference := Difference{Change: dialect.Change{Op: dialect.Add, Target: want.Target, Value: want.Value}, Redacted: want.Redacted}
		if present {
			difference.Op, difference.Old = dialect.Replace, old
		}
		differences = append(differences, difference)
	}
	return differences
}

// equal: a difference of case only is no change unless the attribute is case
// exact (E-3.18); a target that shows booleans as text is understood.
func equal(shown, want any, caseExact bool) bool {
	if boolean, ok := want.(bool); ok {
		return strings.EqualFold(fmt.Sprint(shown), fmt.Sprint(boolean))
	}
	text := fmt.Sprint(shown)
	if caseExact {
		return text == want
	}
	return strings.EqualFold(text, fmt.Sprint(want))
}

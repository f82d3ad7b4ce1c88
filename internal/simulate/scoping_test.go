package simulate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scimulator/scimulator/internal/provision"
)

// E-2.22: the facts of the scope step, by their names.
func TestScopingDetails(t *testing.T) {
	const active, assigned, role, passed, result = "Active in the source system", "Assigned to the application",
		"User has the required role", "Scoping filter evaluation passed", "ScopeEvaluationResult"
	for _, test := range []struct {
		name    string
		scoping provision.Scoping
		want    map[string]string
	}{
		{"in scope, without a filter", provision.Scoping{Active: true, Assigned: true},
			map[string]string{active: "True", assigned: "True", role: "True", passed: "True", result: "{}"}},
		{"unassigned", provision.Scoping{Active: true},
			map[string]string{active: "True", assigned: "False", role: "False", passed: "True", result: "{}"}},
		{"filtered out", provision.Scoping{Assigned: true, Filtered: true, Evaluation: `{"Sales.department EQUALS 'Sales'":false}`},
			map[string]string{active: "False", assigned: "True", role: "True", passed: "False", result: `{"Sales.department EQUALS 'Sales'":false}`}},
		{"left out by an input filter", provision.Scoping{Active: true, Assigned: true, Unread: true, Evaluation: `{"x.city IS NULL":false}`},
			map[string]string{active: "True", assigned: "True", role: "True", passed: "False", result: `{"x.city IS NULL":false}`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, scopingDetails(provision.Record{Scoping: test.scoping})); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

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
		want    facts
	}{
		{"in scope, without a filter", provision.Scoping{Active: true, Assigned: true},
			facts{{active, "True"}, {assigned, "True"}, {result, "{}"}, {passed, "True"}, {role, "True"}}},
		{"unassigned", provision.Scoping{Active: true},
			facts{{active, "True"}, {assigned, "False"}, {result, "{}"}, {passed, "True"}, {role, "False"}}},
		{"filtered out", provision.Scoping{Assigned: true, Filtered: true, Evaluation: `{"Sales.department EQUALS 'Sales'":false}`},
			facts{{active, "False"}, {assigned, "True"}, {result, `{"Sales.department EQUALS 'Sales'":false}`}, {passed, "False"}, {role, "True"}}},
		{"left out by an input filter", provision.Scoping{Active: true, Assigned: true, Unread: true, Evaluation: `{"x.city IS NULL":false}`},
			facts{{active, "True"}, {assigned, "True"}, {result, `{"x.city IS NULL":false}`}, {passed, "False"}, {role, "True"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, scopingDetails(provision.Record{Scoping: test.scoping})); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

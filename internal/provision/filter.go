package provision

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
)

// filterGroup has clauses that must all be true (E-2.8).
type filterGroup struct {
	title   string
	clauses []clause
}

// scopeFilter is the attribute scoping filter of one object mapping (E-2.9), by
// what failing it means (E-2.17). Of each list one true group suffices, and an
// empty list lets everything pass (E-2.8).
type scopeFilter struct {
	groups   []filterGroup // failing it deprovisions
	input    []filterGroup // what fails it is not processed
	category []filterGroup // what fails it belongs to another mapping
}

// compileFilters makes the filters of users and groups; the error names the
// filter group and the attribute.
func compileFilters(declared []profile.Filter, options profile.Leaving) (users, groups scopeFilter, err error) {
	for i, filter := range declared {
		group := filterGroup{title: cmp.Or(filter.Name, fmt.Sprintf("Scoping filter %d", i+1))}
		for _, one := range filter.Clauses {
			compiled, err := compileClause(one, options)
			if err != nil {
				return users, groups, fmt.Errorf("scoping filter %q: %w", group.title, err)
			}
			group.clauses = append(group.clauses, compiled)
		}
		owner := &users
		if filter.Of == "groups" {
			owner = &groups
		}
		owner.add(filter.Kind, group)
	}
	return users, groups, nil
}

func (f *scopeFilter) add(kind string, group filterGroup) {
	list := map[string]*[]filterGroup{profile.InputGroups: &f.input, profile.CategoryGroups: &f.category}[kind]
	if list == nil {
		list = &f.groups
	}
	*list = append(*list, group)
}

func (f *scopeFilter) empty() bool { return len(f.groups)+len(f.input)+len(f.category) == 0 }

// judge evaluates the filter for one object (E-2.9) and completes its scoping.
func (f *scopeFilter) judge(object source, scoping *Scoping) {
	if f.empty() {
		return
	}
	var report evaluationReport
	scoping.Unread = !report.passes(f.category, object) || !report.passes(f.input, object)
	scoping.Filtered = !report.passes(f.groups, object)
	scoping.Evaluation, scoping.Problem = report.String(), report.problem
}

// evaluationReport is ScopeEvaluationResult in the making: every clause with its
// result (E-2.22).
type evaluationReport struct {
	members []string
	problem string
}

// passes evaluates all clauses, so that the log shows each of them.
func (r *evaluationReport) passes(groups []filterGroup, object source) bool {
	passed := len(groups) == 0
	for i := range groups {
		all := true
		for k := range groups[i].clauses {
			all = r.holds(groups[i].title, &groups[i].clauses[k], object) && all
		}
		passed = passed || all
	}
	return passed
}

func (r *evaluationReport) holds(title string, c *clause, object source) bool {
	holds, err := c.holds(object)
	if err != nil && r.problem == "" {
		r.problem = fmt.Sprintf("scoping filter %q: %v", title, err)
	}
	name, _ := json.Marshal(c.label(title)) // a string always encodes
	r.members = append(r.members, fmt.Sprintf("%s:%t", name, holds))
	return holds
}

// String is the JSON object of E-2.22, in the order of the filter.
func (r *evaluationReport) String() string { return "{" + strings.Join(r.members, ",") + "}" }

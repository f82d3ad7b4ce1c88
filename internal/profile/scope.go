package profile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
)

// Scope says who is provisioned (E-2.1).
type Scope struct {
	Sync    string   `json:"sync,omitempty"` // assigned (default) | all
	Filters []Filter `json:"filters,omitempty"`
}

// Filter is one group of an attribute scoping filter: all its clauses have to be
// true, and one group of its mapping and kind suffices (E-2.8).
type Filter struct {
	Name    string   `json:"name,omitempty"` // title, as the log prints it
	Of      string   `json:"of,omitempty"`   // users (default) | groups: the mapping it belongs to (E-2.9)
	Kind    string   `json:"kind,omitempty"` // groups (default) | inputFilterGroups | categoryFilterGroups (E-2.17)
	Clauses []Clause `json:"clauses"`
}

// Clause compares one source attribute with an operand (E-2.11).
type Clause struct {
	Attribute string `json:"attribute"`
	Operator  string `json:"operator"`
	Value     string `json:"value,omitempty"`
}

// The kinds of filter groups (E-2.17).
const (
	ScopeGroups    = "groups"
	InputGroups    = "inputFilterGroups"
	CategoryGroups = "categoryFilterGroups"
)

// Unary says whether the operator of the clause takes no operand (E-2.11).
func (c Clause) Unary() bool {
	return slices.Contains([]string{"IS TRUE", "IS FALSE", "IS NULL", "IS NOT NULL"}, c.Operator)
}

// Integer says whether the operator compares numbers (E-2.12).
func (c Clause) Integer() bool {
	return c.Operator == "Greater_Than" || c.Operator == "Greater_Than_OR_EQUALS"
}

// Regex says whether the operand is a .NET regex (E-2.14).
func (c Clause) Regex() bool { return strings.HasSuffix(c.Operator, "REGEX MATCH") }

// Unavailable says why a name is no source attribute of Entra, "" when it may be
// one (E-2.21).
func Unavailable(attribute string) string {
	if strings.EqualFold(attribute, "samAccountName") || strings.EqualFold(attribute, "userType") {
		return fmt.Sprintf("%s is not available as a source attribute (E-2.21)", attribute)
	}
	return ""
}

// CheckScope notes what is wrong with a scope at a path of a document. regex
// judges the operand of the regex operators.
func CheckScope(d notes, path document.Path, scope Scope, regex func(text string) error) {
	for i, filter := range scope.Filters {
		for k, clause := range filter.Clauses {
			checkClause(d, path.Then("filters", i, "clauses", k), filter, clause, regex)
		}
	}
}

func checkClause(d notes, path document.Path, filter Filter, clause Clause, regex func(string) error) {
	if clause.Attribute == "" || clause.Operator == "" {
		return // the schema has said so
	}
	if problem := unfit(filter, clause.Attribute); problem != "" {
		d.Fault(path.Then("attribute"), "%s", problem)
	}
	value := path.Then("value")
	switch _, err := strconv.ParseInt(clause.Value, 10, 64); {
	case clause.Unary() && d.Has(value):
		d.KeyFault(value, "%s has no operand: leave value out (E-2.11)", clause.Operator)
	case clause.Unary():
	case !d.Has(value):
		d.Fault(path, "%s needs an operand: give value (E-2.11)", clause.Operator)
	case clause.Integer() && err != nil:
		d.Fault(value, "%s compares integers: %q is none (E-2.12)", clause.Operator, clause.Value)
	case clause.Regex():
		if err := regex(clause.Value); err != nil {
			d.Fault(value, "%v (E-2.14)", err)
		}
	}
}

// unfit says why an attribute cannot stand in a filter (E-2.13), "" when it can.
// A directory extension does not tell by its name whether it has several values:
// that is found out when the filter is evaluated.
func unfit(filter Filter, attribute string) string {
	if problem := Unavailable(attribute); problem != "" && !strings.EqualFold(attribute, "userType") {
		return problem
	}
	name := strings.ToLower(attribute)
	switch {
	case name == "issoftdeleted":
		return attribute + " cannot stand in a scoping filter: it is computed from the scope (E-2.19)"
	case name == "members" && filter.Of == "groups", name == "memberof", name == "transitivememberof":
		return attribute + " cannot stand in a scoping filter: it does not know memberships (E-2.13); assign the group instead"
	case slices.Contains([]string{"approleassignments", "usertype", "manager"}, name):
		return attribute + " cannot stand in a scoping filter (E-2.13)"
	case slices.Contains(multiValued(), name):
		return attribute + " cannot stand in a scoping filter: it has several values (E-2.13)"
	case slices.Contains(dates(), name):
		return attribute + " cannot stand in a scoping filter: it is a date (E-2.13)"
	}
	return ""
}

// multiValued are the attributes of Entra's users and groups with several values,
// in small letters.
func multiValued() []string {
	return []string{
		"assignedlicenses", "assignedplans", "businessphones", "faxnumbers", "grouptypes", "identities", "imaddresses", "interests", "members",
		"othermails", "owners", "pastprojects", "provisionedplans", "proxyaddresses", "responsibilities", "schools", "skills", "smtpaddresses",
	}
}

// dates are their attributes with a date, in small letters.
func dates() []string {
	return []string{
		"birthday", "createddatetime", "deleteddatetime", "deletiontimestamp", "employeehiredate", "employeeleavedatetime", "expirationdatetime",
		"externaluserstatechangedatetime", "externaluserstatechangedon", "hiredate", "lastpasswordchangedatetime", "onpremiseslastsyncdatetime",
		"refreshtokensvalidfromdatetime", "reneweddatetime", "signinsessionsvalidfromdatetime",
	}
}

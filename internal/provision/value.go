package provision

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/provision/expr"
)

// flow is what one mapping gives: a text, a list for a multi-valued target, or
// roles.
type flow struct {
	text     string // "" is null
	list     []string
	roles    *dialect.Roles
	redacted bool // E-4.43
	ignored  bool // dropped on purpose, so no default stands in for it (E-4.26)
}

// null says that there is nothing to flow.
func (f flow) null() bool { return f.text == "" && len(f.list) == 0 && f.roles == nil }

// flowOf takes from a result what the attribute can hold.
func flowOf(attribute *attribute, value expr.Value) (flow, *Failure) {
	f := flow{redacted: value.Redacted(), ignored: value.Ignored()}
	if roles, ok := value.Roles(); ok && attribute.holdsRoles(roles.Form) {
		f.roles = wireRoles(roles)
		return f, nil
	}
	if attribute.Many {
		f.list = value.List()
		return f, nil
	}
	var failure *Failure
	f.text, failure = single(attribute, value)
	return f, failure
}

// holdsRoles: complex roles have no other form, a single one is a role where an
// element of roles is the target and a text elsewhere (E-3.28).
func (a *attribute) holdsRoles(form expr.RoleForm) bool {
	return form != expr.SingleRole || strings.EqualFold(a.target.Name, "roles")
}

func wireRoles(roles expr.Roles) *dialect.Roles {
	wire := &dialect.Roles{Form: map[expr.RoleForm]dialect.RoleForm{
		expr.SingleRole: dialect.SingleRole, expr.AddRoles: dialect.AddRoles, expr.ReplaceRoles: dialect.ReplaceRoles,
	}[roles.Form]}
	for _, role := range roles.List {
		wire.List = append(wire.List, dialect.Role(role))
	}
	return wire
}

// typed gives a value the type of the target attribute (E-3.16); spelling is the
// text of a boolean as the mapping gave it (E-3.27).
func typed(attribute *attribute, f flow) (value any, spelling string, failure *Failure) {
	switch {
	case f.roles != nil:
		return *f.roles, "", nil
	case len(f.list) > 0:
		return f.list, "", nil
	case attribute.boolean:
		return boolean(f.text)
	case attribute.Type == "integer":
		number, err := strconv.ParseInt(strings.TrimSpace(f.text), 10, 64)
		if err != nil {
			return nil, "", mistyped(attribute, f.text, "a whole number")
		}
		return number, "", nil
	case attribute.Type == "dateTime":
		moment, ok := moment(f.text)
		if !ok {
			return nil, "", mistyped(attribute, f.text, "a date and time")
		}
		return moment.UTC(), "", nil
	}
	return f.text, "", nil
}

// boolean reads a boolean; a text that is none counts as false and is not kept.
func boolean(text string) (any, string, *Failure) {
	if strings.EqualFold(text, "true") || strings.EqualFold(text, "false") {
		return strings.EqualFold(text, "true"), text, nil
	}
	return false, "", nil
}

func mistyped(attribute *attribute, text, wanted string) *Failure {
	return &Failure{Code: codeInternal, Reason: fmt.Sprintf("%s is %s, the source gives %q (E-3.16)", attribute.Target, wanted, text)}
}

// moment reads what dates look like in the source: ISO 8601, or what date
// functions exchange (E-4.6).
func moment(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02", "1/2/2006 3:04:05 PM"} {
		if parsed, err := time.Parse(layout, text); err == nil {
			return parsed, true
		}
	}
	return time.Time{}, false
}

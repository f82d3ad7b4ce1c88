package provision

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	switch value := value.(type) {
	case bool:
		return truth(value)
	case []string:
		return strings.Join(value, ", ")
	case time.Time:
		return value.Format(time.RFC3339)
	}
	return fmt.Sprint(value)
}

// Diff compares what the target showed with what the mapping says: Add where
// the target shows nothing, Replace where it shows something else, nothing
// where both are equal (E-5.17, E-1.22).
func Diff(shown scim.Resource, mapped []Mapped) []Difference {
	var differences []Difference
	for _, want := range mapped {
		if difference, differs := want.difference(shown); differs {
			differences = append(differences, difference)
		}
	}
	return differences
}

func (m Mapped) difference(shown scim.Resource) (Difference, bool) {
	switch value := m.Value.(type) {
	case dialect.Roles:
		return m.roles(shown, value)
	case []string:
		return m.values(shown, value)
	}
	old, present := m.Target.Find(shown)
	switch {
	case m.Cleared:
		return m.to(dialect.Replace, old, ""), present
	case present && (m.IfEmpty || m.AddOnly):
		return Difference{}, false
	case !present:
		return m.to(dialect.Add, nil, m.Value), true
	}
	return m.to(dialect.Replace, old, m.Value), m.Always || !equal(old, m.Value, m.CaseExact)
}

func (m Mapped) to(op dialect.Op, old, value any) Difference {
	change := dialect.Change{Op: op, Target: m.Target, Value: value, Text: m.Spelling}
	return Difference{Change: change, Old: old, Redacted: m.Redacted}
}

// values compares a list of simple values, in any order. It is written whole, or
// where only additions flow (E-3.6) what is missing is added.
func (m Mapped) values(shown scim.Resource, want []string) (Difference, bool) {
	list := m.Target.List(shown)
	missing := slices.DeleteFunc(slices.Clone(want), func(text string) bool { return m.lists(list, text) })
	switch {
	case m.AddOnly || len(list) == 0:
		return m.to(dialect.Add, nil, missing), len(missing) > 0
	case len(missing) == 0 && len(list) == len(want) && !m.Always:
		return Difference{}, false
	}
	return m.to(dialect.Replace, texts(list), want), true
}

func (m Mapped) lists(list []any, text string) bool {
	return slices.ContainsFunc(list, func(element any) bool { return equal(plain(element), text, m.CaseExact) })
}

// plain is an element of a list of simple values, also of a target that shows
// objects instead.
func plain(element any) any {
	if value, ok := scim.AsObject(element).Get("value"); ok {
		return value
	}
	return element
}

func texts(list []any) []string {
	all := make([]string, len(list))
	for i, element := range list {
		all[i] = fmt.Sprint(plain(element))
	}
	return all
}

// roles compares roles (E-3.28): those of the assertive function are all that
// the target may have, others are only ever added.
func (m Mapped) roles(shown scim.Resource, want dialect.Roles) (Difference, bool) {
	list := m.Target.List(shown)
	missing := m.Target.Missing(list, want)
	if want.Form == dialect.ReplaceRoles {
		return m.to(dialect.Replace, roleTexts(list), want), m.Always || len(missing) > 0 || len(list) != len(want.List)
	}
	if m.Always {
		missing = want.List
	}
	return m.to(dialect.Add, nil, dialect.Roles{Form: want.Form, List: missing}), len(missing) > 0
}

// roleTexts is what the log shows of the roles of a target.
func roleTexts(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return strings.Join(texts(list), ", ")
}

// equal: a difference of case only is no change unless the attribute is case
// exact (E-3.18); a target that shows booleans as text is understood, and a
// moment is the same however it is written (RFC 7643 §2.3.5).
func equal(shown, want any, caseExact bool) bool {
	text := fmt.Sprint(shown)
	if wanted, ok := want.(time.Time); ok {
		seen, readable := moment(text)
		return readable && seen.Equal(wanted)
	}
	if _, boolean := want.(bool); caseExact && !boolean {
		return text == fmt.Sprint(want)
	}
	return strings.EqualFold(text, fmt.Sprint(want))
}

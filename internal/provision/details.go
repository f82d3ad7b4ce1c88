package provision

import (
	"strings"

	"github.com/scimulator/scimulator/internal/provision/expr"
)

// Imported are the source attributes that the mapping reads and that have a
// value, as the import step of the log shows them (E-9.12). What a mapping
// redacts is hidden here, too (E-4.43). It is worked out when it is asked for,
// and must be asked for before the directory changes.
func (r *Record) Imported() map[string]string {
	details := map[string]string{}
	if r.origin == nil {
		return details
	}
	for i := range r.mapping.attributes {
		attribute := &r.mapping.attributes[i]
		for _, name := range attribute.sources() {
			value := r.imported(name)
			switch {
			case value == "":
			case attribute.redacts():
				details[name] = redactedValue
			case details[name] == "":
				details[name] = value
			}
		}
	}
	return details
}

func (r *Record) imported(name string) string {
	if name == softDeleted {
		return truth(!r.Scoping.In())
	}
	if value, ok := named(r.origin, name); ok {
		return value
	}
	values, _ := r.origin.Attribute(name)
	return strings.Join(values, ", ")
}

// sources are the source attributes that the attribute takes its value from.
func (a *attribute) sources() []string {
	if a.expression == nil {
		if a.Source == "" {
			return nil
		}
		return []string{a.Source}
	}
	var names []string
	for _, mention := range a.expression.Mentions() {
		names = append(names, mention.Name)
	}
	return names
}

// redacts says whether the log must not show what the attribute is made of.
func (a *attribute) redacts() bool { return a.expression != nil && redacting(a.expression) }

func redacting(e *expr.Expression) bool {
	return strings.Contains(strings.ToLower(e.String()), "redact(")
}

// Sought are the matching attributes by which the target was asked, in order: up
// to the one that matched, or all of them (E-3.8).
func (r *Record) Sought() []string {
	if r.origin == nil {
		return nil
	}
	var names []string
	for i := range r.mapping.matching {
		attribute := &r.mapping.matching[i]
		if attribute.Source != "" && r.imported(attribute.Source) == "" {
			continue // without a value nobody is asked for
		}
		names = append(names, attribute.Target)
		if attribute.Target == r.Matched {
			break
		}
	}
	return names
}

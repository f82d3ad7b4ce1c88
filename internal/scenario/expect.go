package scenario

import (
	"errors"
	"maps"
	"slices"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// expect checks what a step expects to see. What is gone may be looked for;
// what is still to come may not.
func (l *loader) expect(path document.Path, e *Expect, inside bool) {
	for _, alias := range slices.Sorted(maps.Keys(e.Users)) {
		l.keyed(path.Then("users", alias), alias, aUser)
		l.sight(path.Then("users", alias), e.Users[alias], aUser)
	}
	for _, alias := range slices.Sorted(maps.Keys(e.Groups)) {
		l.keyed(path.Then("groups", alias), alias, aGroup)
		l.sight(path.Then("groups", alias), e.Groups[alias], aGroup)
	}
	l.ofLastCycle(path, e)
	if e.Needs != "" {
		l.keptBefore(path.Then("needs"), e.Needs)
	}
	for _, observation := range slices.Sorted(maps.Keys(e.Observed)) {
		l.observed(path.Then("observed", observation), e.Observed[observation])
	}
	if e.ByEffect == nil {
		return
	}
	if inside {
		l.document.KeyFault(path.Then("byEffect"), "byEffect cannot stand inside byEffect")
		return
	}
	l.expect(path.Then("byEffect"), e.ByEffect, true)
}

// observed checks what an observation is about.
func (l *loader) observed(path document.Path, values map[string]any) {
	for _, of := range slices.Sorted(maps.Keys(values)) {
		switch problem := unfilled(of); {
		case problem != "":
			l.document.KeyFault(path.Then(of), "%s", problem)
		case !l.beyond(of):
			l.keyed(path.Then(of), of, either)
		}
		l.value(path.Then(of), Seen(values[of]))
	}
}

// ofLastCycle checks what is counted and logged by cycle.
func (l *loader) ofLastCycle(path document.Path, e *Expect) {
	for _, part := range []struct {
		key   string
		given bool
	}{{"requests", len(e.Requests) > 0}, {"log", len(e.Log) > 0}} {
		if part.given && l.cycles+l.demands == 0 {
			l.document.KeyFault(path.Then(part.key), "%s: no cycle has run yet", part.key)
		}
	}
	if e.OnDemand != nil && l.demands == 0 {
		l.document.KeyFault(path.Then("onDemand"), "onDemand: nothing was provisioned on demand yet")
	}
	for i, line := range e.Log {
		l.named(path.Then("log", i, "object"), line.Object, either, everSeen)
	}
}

// sight checks the attributes of one resource.
func (l *loader) sight(path document.Path, s Sight, of kind) {
	for _, name := range slices.Sorted(maps.Keys(s.Attributes)) {
		place, value := path.Then(name), s.Attributes[name]
		target, err := parseTarget(name)
		if err != nil {
			l.document.KeyFault(place, "%s is not the name of a target attribute: %v", name, err)
			continue
		}
		list, many := value.([]any)
		switch {
		case name == "members" && of == aUser:
			l.document.KeyFault(place, "members is an attribute of groups")
		case name == "members" && !many:
			l.document.Fault(place, "members: should be a list of aliases, such as [ana, bo]")
		case name == "members":
			for i, member := range list {
				alias, _ := member.(string)
				l.named(place.Then(i), alias, either, everSeen)
			}
		case many:
			l.document.Fault(place, "%s: only members is compared as a list", name)
		case target.Name == "manager" && value != nil:
			alias, _ := value.(string)
			l.named(place, alias, aUser, everSeen)
		}
	}
}

// parseTarget reads a target attribute name as mappings write it (E-3.21).
func parseTarget(name string) (filter.Path, error) {
	path, err := filter.ParsePath(name)
	if err != nil {
		return path, err
	}
	if path.Name == "" {
		return path, errors.New("it names a whole schema")
	}
	if path.Filter != nil {
		if _, _, one := filter.Equality(path.Filter); !one || path.Sub == "" {
			return path, errors.New("an element is selected by one equality and has a sub-attribute, as in emails[type eq \"work\"].value (E-3.21)")
		}
	}
	return path, nil
}

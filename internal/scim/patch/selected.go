package patch

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// selected applies the operation to the values that a value filter selects, or
// to all of them without one (emails.type). Removing what is not there is no
// error: RFC 7644 §3.5.2.2 wants success for a member who was none, and says
// noTarget only of a path that is missing; table 9 says it of any filter without
// match, but §3.5.2.3 asks for it in replace alone.
func (c change) selected(t target, list []any, value any) ([]any, error) {
	next := make([]any, 0, len(list)+1)
	var elected []int
	matched := false
	for _, one := range list {
		if t.filter != nil && !filter.MatchValue(t.filter, one, t.attribute) {
			next = append(next, one)
			continue
		}
		matched = true
		changed, err := c.one(t, one, value)
		if err != nil {
			return nil, err
		}
		if changed == nil {
			continue
		}
		if isPrimary(changed) && elects(t, value) {
			elected = append(elected, len(next))
		}
		next = append(next, changed)
	}
	if !matched && c.op != Remove {
		return c.create(t, next, value)
	}
	return c.onePrimary(next, elected)
}

// elects says whether the operation speaks of "primary" at all.
func elects(t target, value any) bool {
	if t.sub != nil {
		return strings.EqualFold(t.sub.Name, "primary")
	}
	_, ok := scim.AsObject(unwrap(value)).Get("primary")
	return ok
}

// one is what becomes of a selected value; nil when it goes.
func (c change) one(t target, old, value any) (any, error) {
	switch {
	case t.sub != nil:
		return c.within(t.sub, old, value)
	case c.op == Remove || value == nil:
		return nil, nil
	case c.op == Add && t.attribute.Type == "complex":
		return c.merge(t.attribute, old, value)
	}
	// RFC 7644 §3.5.2.3: all matching record values SHALL be replaced, which we
	// take as whole ("change a User's entire work address"); its sub-attributes
	// have paths of their own.
	return c.item(t.attribute, value)
}

// create adds a value where none was selected. RFC 7644 §3.5.2.3 has noTarget
// for replace; for add the text is silent (EID 8097), and table 9 has noTarget
// for a filter that yields no match. Entra wants a value that the filter would
// select (E-5.18, E-6.19). Without a filter there is nothing to match.
func (c change) create(t target, list []any, value any) ([]any, error) {
	seed := seedOf(t)
	if t.filter != nil && (c.Mode == Strict || !satisfies(seed, t)) {
		return nil, scim.NoTarget(c.where + ": no value of " + t.attribute.Name + " matches the filter")
	}
	if unassigned(value) {
		return list, nil
	}
	var created any
	var err error
	if t.sub != nil {
		created, err = c.within(t.sub, seed, value)
	} else {
		created, err = c.merge(t.attribute, seed, value)
	}
	if err != nil {
		return nil, err
	}
	list = append(list, created)
	if isPrimary(created) {
		return c.onePrimary(list, []int{len(list) - 1})
	}
	return list, nil
}

// satisfies says whether a value made from a filter's equalities is one that the
// filter selects; a filter without any tells nothing about it.
func satisfies(seed scim.Resource, t target) bool {
	return len(seed) > 0 && filter.MatchValue(t.filter, map[string]any(seed), t.attribute)
}

// seedOf is a value with what the filter asks for by equalities.
func seedOf(t target) scim.Resource {
	seed := scim.Resource{}
	plant(seed, t.attribute, t.filter)
	return seed
}

func plant(seed scim.Resource, attribute *schema.Attribute, e filter.Expr) {
	switch e := e.(type) {
	case filter.And:
		plant(seed, attribute, e.Left)
		plant(seed, attribute, e.Right)
	case filter.Compare:
		if sub := subOf(attribute, e.Path.Name); sub != nil && e.Op == filter.Eq && e.Value != nil {
			put(seed, sub.Name, plain(sub, e.Value)) // roles[primary eq "True"] means true (E-3.28)
		}
	}
}

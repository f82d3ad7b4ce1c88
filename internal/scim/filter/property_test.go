package filter_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
)

// names that the resources below have, not all of them always.
func names() *rapid.Generator[filter.AttrPath] {
	return rapid.SampledFrom([]filter.AttrPath{
		{Name: "userName"}, {Name: "externalId"}, {Name: "active"}, {Name: "title"}, {Name: "emails"},
		{Name: "emails", Sub: "type"}, {Name: "name", Sub: "givenName"}, {URN: ledger, Name: "level"}, {Name: "shoeSize"},
		{URN: scim.URNEnterpriseUser, Name: "manager", Sub: "displayName"}, {Name: "members", Sub: "$ref"},
	})
}

func operands() *rapid.Generator[any] {
	return rapid.OneOf(
		rapid.SampledFrom([]any{"a", "A", "b", "", "true", "k", "\u212A", nil, true, false, json.Number("1"), json.Number("-2.5e3")}),
		rapid.Map(rapid.String(), func(text string) any { return strings.ToValidUTF8(text, "") }),
	)
}

func operators() *rapid.Generator[filter.Op] {
	return rapid.SampledFrom([]filter.Op{filter.Eq, filter.Ne, filter.Co, filter.Sw, filter.Ew, filter.Gt, filter.Ge, filter.Lt, filter.Le})
}

// expressions generates filters; within a value path names are simple.
func expressions(depth int, inside bool) *rapid.Generator[filter.Expr] {
	return rapid.Custom(func(t *rapid.T) filter.Expr {
		path := names().Draw(t, "path")
		if inside {
			path = attr(rapid.SampledFrom([]string{"type", "value", "primary"}).Draw(t, "sub"))
		}
		kinds := 3
		if depth > 0 {
			kinds = 7
		}
		within := func(label string) filter.Expr { return expressions(depth-1, inside).Draw(t, label) }
		switch kind := rapid.IntRange(1, kinds).Draw(t, "kind"); {
		case kind == 4:
			return filter.And{Left: within("left"), Right: within("right")}
		case kind == 5:
			return filter.Or{Left: within("left"), Right: within("right")}
		case kind == 6:
			return filter.Not{Inner: within("inner")}
		case kind == 7 && !inside:
			return filter.ValuePath{Path: path, Filter: expressions(depth-1, true).Draw(t, "filter")}
		case kind == 1:
			return filter.Present{Path: path}
		}
		return filter.Compare{Path: path, Op: operators().Draw(t, "op"), Value: operands().Draw(t, "operand")}
	})
}

// resources generates users that the filters above say something about.
func resources() *rapid.Generator[scim.Resource] {
	text := rapid.SampledFrom([]string{"a", "A", "ab", "b", "", "k", "K"})
	return rapid.Custom(func(t *rapid.T) scim.Resource {
		r := scim.Resource{"id": "1", "userName": text.Draw(t, "userName")}
		put := func(object scim.Resource, name string, value any) {
			if rapid.Bool().Draw(t, "has "+name) {
				object[name] = value
			}
		}
		put(r, "externalId", text.Draw(t, "externalId"))
		put(r, "active", rapid.Bool().Draw(t, "active"))
		put(r, "title", nil)
		put(r, "name", map[string]any{"givenName": text.Draw(t, "givenName")})
		put(r, ledger, map[string]any{"level": json.Number(rapid.SampledFrom([]string{"0", "1", "10"}).Draw(t, "level"))})
		emails := []any{}
		for range rapid.IntRange(0, 3).Draw(t, "emails") {
			email := scim.Resource{}
			put(email, "type", text.Draw(t, "type"))
			put(email, "value", text.Draw(t, "value"))
			put(email, "primary", rapid.Bool().Draw(t, "primary"))
			emails = append(emails, map[string]any(email))
		}
		put(r, "emails", emails)
		return r
	})
}

func TestPrintedFiltersAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := expressions(4, false).Draw(t, "filter")
		for _, mode := range []filter.Mode{filter.Strict, filter.Tolerant} {
			again, err := filter.Parse(e.String(), mode)
			if err != nil {
				t.Fatalf("%s: %v", e, err)
			}
			if again != e {
				t.Fatalf("%s is read as %s", e, again)
			}
		}
	})
}

func TestLettersOfKeywordsDoNotMatter(t *testing.T) {
	set := ledgerSet()
	rapid.Check(t, func(t *rapid.T) {
		path, op := names().Draw(t, "path"), operators().Draw(t, "op")
		r := resources().Draw(t, "resource")
		lower := path.String() + " " + string(op) + ` "a" and not (title pr) or id pr`
		upper := strings.ToUpper(path.String()) + " " + strings.ToUpper(string(op)) + ` "a" AND NOT (TITLE PR) OR ID PR`
		one, err := filter.Parse(lower, filter.Strict)
		if err != nil {
			t.Fatal(err)
		}
		other, err := filter.Parse(upper, filter.Strict)
		if err != nil {
			t.Fatal(err)
		}
		if filter.Match(one, r, set) != filter.Match(other, r, set) {
			t.Fatalf("%s and %s differ", lower, upper)
		}
	})
}

// Laws of logic, which hold for any two filters.
func TestLawsOfLogic(t *testing.T) {
	set := ledgerSet()
	rapid.Check(t, func(t *rapid.T) {
		a, b := expressions(2, false).Draw(t, "a"), expressions(2, false).Draw(t, "b")
		r := resources().Draw(t, "resource")
		is := func(e filter.Expr) bool { return filter.Match(e, r, set) }
		laws := map[string]bool{
			"and":         is(filter.And{Left: a, Right: b}) == (is(a) && is(b)),
			"or":          is(filter.Or{Left: a, Right: b}) == (is(a) || is(b)),
			"not":         is(filter.Not{Inner: a}) == !is(a),
			"De Morgan":   is(filter.Not{Inner: filter.And{Left: a, Right: b}}) == is(filter.Or{Left: filter.Not{Inner: a}, Right: filter.Not{Inner: b}}),
			"commutation": is(filter.Or{Left: a, Right: b}) == is(filter.Or{Left: b, Right: a}),
		}
		for law, holds := range laws {
			if !holds {
				t.Errorf("%s does not hold for %s and %s", law, a, b)
			}
		}
	})
}

// Laws of the operators, by table 3 of RFC 7644.
func TestLawsOfOperators(t *testing.T) {
	set := ledgerSet()
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom([]filter.AttrPath{attr("userName"), attr("externalId"), {Name: "name", Sub: "givenName"}}).Draw(t, "single-valued")
		r := resources().Draw(t, "resource")
		operand := rapid.SampledFrom([]string{"", "a", "A", "ab", "b", "k", "\u212A"}).Draw(t, "operand")
		is := func(op filter.Op) bool {
			return filter.Match(filter.Compare{Path: path, Op: op, Value: operand}, r, set)
		}
		valued := filter.Match(filter.Compare{Path: path, Op: filter.Ne, Value: nil}, r, set)
		laws := map[string]bool{
			"ne is not eq":              is(filter.Ne) == !is(filter.Eq),
			"ge is gt or eq":            is(filter.Ge) == (is(filter.Gt) || is(filter.Eq)),
			"le is lt or eq":            is(filter.Le) == (is(filter.Lt) || is(filter.Eq)),
			"one of gt, eq, lt":         valued == (is(filter.Gt) || is(filter.Eq) || is(filter.Lt)),
			"not gt and lt":             !(is(filter.Gt) && is(filter.Lt)),
			"eq is sw and ew":           !is(filter.Eq) || is(filter.Sw) && is(filter.Ew),
			"sw is co":                  !is(filter.Sw) || is(filter.Co),
			"ew is co":                  !is(filter.Ew) || is(filter.Co),
			"what starts is not lesser": !is(filter.Sw) || is(filter.Ge),
			"pr has a value":            !filter.Match(filter.Present{Path: path}, r, set) || valued,
		}
		for law, holds := range laws {
			if !holds {
				t.Errorf("%s does not hold for %s and %q", law, path, operand)
			}
		}
	})
}

// A value path asks of one value what the filter asks of it.
func TestValuePathIsAnyValue(t *testing.T) {
	set := ledgerSet()
	emails := set.Attribute("", "emails")
	rapid.Check(t, func(t *rapid.T) {
		inner, r := expressions(2, true).Draw(t, "inner"), resources().Draw(t, "resource")
		want := false
		for _, email := range r.List("emails") {
			want = want || filter.MatchValue(inner, email, emails)
		}
		if got := filter.Match(filter.ValuePath{Path: attr("emails"), Filter: inner}, r, set); got != want {
			t.Errorf("emails[%s] is %v, want %v", inner, got, want)
		}
	})
}

// Whatever is asked, asking changes nothing.
func TestMatchChangesNothing(t *testing.T) {
	set := ledgerSet()
	rapid.Check(t, func(t *rapid.T) {
		e, r := expressions(3, false).Draw(t, "filter"), resources().Draw(t, "resource")
		before, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		filter.Match(e, r, set)
		after, err := json.Marshal(r)
		if err != nil || string(before) != string(after) {
			t.Errorf("%s became %s, %v", before, after, err)
		}
	})
}

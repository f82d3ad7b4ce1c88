package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
	"github.com/scimulator/scimulator/internal/shape"
)

// resource judges one representation of a resource, alone or in a list.
func (x *examination) resource(resource scim.Resource) []breach {
	if x.set == nil {
		return nil // no schema says what it should be
	}
	plain := canonical(resource, x.set)
	breaches := x.violations(x.judge.messages.Validate(strings.ToLower(x.Type), plain), plain)
	breaches = append(breaches, x.excluded(resource)...)
	return append(breaches, x.plurals(plain)...)
}

// violations tells what the schema found, one cause once.
func (x *examination) violations(found []shape.Violation, plain map[string]any) []breach {
	var breaches []breach
	for _, v := range found {
		b := x.violation(v, plain)
		if !x.withholds(v) && !slices.ContainsFunc(breaches, func(other breach) bool { return other.attribute == b.attribute }) {
			breaches = append(breaches, b)
		}
	}
	return breaches
}

// withholds says whether a representation may leave out what is missing: after a
// PATCH the whole resource is not needed (E-6.8), and a projection shows what was
// asked for only (RFC 7644 §3.9; its examples leave out schemas too). The id is
// always there.
func (x *examination) withholds(v shape.Violation) bool {
	switch {
	case v.Keyword != "required" || v.Member == "id":
		return false
	case x.projects() || slices.ContainsFunc(x.Excluded, func(name string) bool { return strings.EqualFold(name, v.Member) }):
		return true
	}
	return x.Operation == Patch && v.Member != "schemas"
}

// excluded: what the request asked to leave out must not be there (E-6.10).
// Empty is as good as absent (RFC 7643 §2.5).
func (x *examination) excluded(resource scim.Resource) []breach {
	var breaches []breach
	for _, name := range x.Excluded {
		value, _ := resource.Get(name)
		attribute := x.set.Attribute("", name)
		if unassigned(value) || attribute != nil && attribute.Returned == "always" {
			continue
		}
		b := breach{
			rules: rules("RFC7644-3.9-R05"), attribute: name, expected: none, seen: amount(value),
			message: fmt.Sprintf("excludedAttributes=%s is ignored: %s are returned all the same", name, name),
		}
		if strings.EqualFold(name, "members") {
			b.rules = rules("E-6.10", "RFC7644-3.9-R05")
		}
		breaches = append(breaches, b)
	}
	return breaches
}

// amount is how much there is of a value, without showing it.
func amount(value any) string {
	if list, ok := value.([]any); ok {
		return fmt.Sprintf("%d values", len(list))
	}
	return "a value"
}

// single judges what only an answer about one resource can show.
func (x *examination) single(resource scim.Resource) []breach {
	breaches := x.identity(resource)
	return append(breaches, x.meta(resource.Object("meta"))...)
}

// identity: the id is stable, so the resource is the one that was asked for.
func (x *examination) identity(resource scim.Resource) []breach {
	id := resource.ID()
	if x.ID == "" || id == "" || id == x.ID {
		return nil
	}
	return []breach{{
		rules: rules("RFC7643-3.1-R07"), attribute: "id", expected: x.ID, seen: id,
		message: fmt.Sprintf("the answer to a %s shows another id than was asked for", x.Operation),
	}}
}

// plurals judges the values of multi-valued attributes beside each other.
func (x *examination) plurals(plain map[string]any) []breach {
	var breaches []breach
	attributes := x.set.Core().Attributes
	for i := range attributes {
		attribute := &attributes[i]
		list, ok := plain[attribute.Name].([]any)
		if !ok || !attribute.MultiValued || len(list) < 2 {
			continue
		}
		breaches = append(breaches, x.primaries(attribute, list)...)
		breaches = append(breaches, x.repeated(attribute, list)...)
	}
	return breaches
}

// primaries: at most one value is the primary one (RFC 7643 §2.4).
func (x *examination) primaries(attribute *schema.Attribute, list []any) []breach {
	count := 0
	for _, value := range list {
		if primary, _ := scim.AsObject(value).Get("primary"); primary == true {
			count++
		}
	}
	if count < 2 {
		return nil
	}
	return []breach{{
		rules: rules("RFC7643-2.4-R05"), attribute: attribute.Name + ".primary", expected: "true at most once", seen: fmt.Sprintf("true %d times", count),
		message: fmt.Sprintf("more than one of the %s of a %s is the primary one", attribute.Name, strings.ToLower(x.Type)),
	}}
}

// repeated: no value should be returned twice with the same type (RFC 7643 §2.4).
func (x *examination) repeated(attribute *schema.Attribute, list []any) []breach {
	seen := map[string]bool{}
	for _, value := range list {
		object := scim.AsObject(value)
		key := schema.Fold(object.String("type")) + "\x00" + object.String("value")
		if object.String("value") == "" || !seen[key] {
			seen[key] = true
			continue
		}
		return []breach{{
			rules: rules("RFC7643-2.4-R10"), attribute: attribute.Name, expected: "each value once", seen: object.String("value") + " twice",
			message: fmt.Sprintf("one of the %s of a %s is returned twice", attribute.Name, strings.ToLower(x.Type)),
		}}
	}
	return nil
}

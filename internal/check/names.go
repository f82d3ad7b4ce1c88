package check

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// derivable says whether the difference of a sub-attribute may be that the
// target works out the whole from its parts, or the parts from the whole.
//
// RFC 7643 §4.1.1: a service provider may show only the formatted name, or only
// its parts, and both should say the same. So a formatted name or address of old
// may change with the parts that were written.
func derivable(attribute, sub *schema.Attribute, want, got scim.Resource) bool {
	if attribute.Sub("formatted") == nil {
		return false
	}
	if sub.Name != "formatted" {
		shown, _ := got.Get(sub.Name)
		return unassigned(shown) && contains(got.String("formatted"), want.String(sub.Name))
	}
	if got.String("formatted") == "" {
		return composed(want.String("formatted"), parts(attribute, got))
	}
	return composed(got.String("formatted"), parts(attribute, got)) && !composed(want.String("formatted"), parts(attribute, want))
}

// parts are the texts of a complex value that its formatted form is made of.
func parts(attribute *schema.Attribute, value scim.Resource) []string {
	var list []string
	for _, sub := range attribute.SubAttributes {
		if part := value.String(sub.Name); part != "" && sub.Name != "formatted" && sub.Name != "type" {
			list = append(list, part)
		}
	}
	return list
}

// composed says whether a text holds all the parts, and there are some.
func composed(whole string, parts []string) bool {
	for _, part := range parts {
		if !contains(whole, part) {
			return false
		}
	}
	return len(parts) > 0
}

func contains(whole, part string) bool {
	return part != "" && strings.Contains(schema.Fold(whole), schema.Fold(part))
}

// computedName says whether the target makes the displayName of a user from the
// name: it should be the full name (RFC 7643 §4.1.1), and what is expected is
// not made from the expected name.
func computedName(want, seen scim.Resource) bool {
	return composed(seen.String("displayName"), nameParts(seen)) && len(nameParts(want)) > 0 &&
		!composed(want.String("displayName"), nameParts(want))
}

func nameParts(user scim.Resource) []string {
	var list []string
	for _, sub := range []string{"givenName", "familyName"} {
		if part := user.Object("name").String(sub); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// name compares a computed displayName: whether ours was overwritten or an old
// one followed the name cannot be told, so it is drift at most.
func (c *comparison) name(attribute *schema.Attribute, want, got any) {
	if !unassigned(want) && relate(nil, attribute, want, got) != equal {
		c.note(Drift, attribute.Name, want, got)
	}
}

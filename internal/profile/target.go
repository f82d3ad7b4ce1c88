package profile

import (
	"errors"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// target checks a target attribute name (E-3.21) and gives a key that is equal
// for names of the same attribute.
func (l *loader) target(path document.Path, a Attribute, users bool) (key string, ok bool) {
	if a.Target == "" {
		return "", false
	}
	parsed, err := filter.ParsePath(a.Target)
	var syntax *filter.SyntaxError
	switch {
	case errors.As(err, &syntax):
		l.document.FaultInside(path, syntax.Pos, "%s is not the name of an attribute: %s", a.Target, syntax.Message)
		return "", false
	case err != nil:
		l.document.Fault(path, "%s is not the name of an attribute: %v", a.Target, err)
		return "", false
	}
	parsed = plain(parsed)
	if problem := refused(parsed, a, users); problem != "" {
		l.document.Fault(path, "%s %s", a.Target, problem)
		return "", false
	}
	return schema.Fold(parsed.String()), true
}

// plain leaves out the URN of a core schema, which says nothing.
func plain(p filter.Path) filter.Path {
	if strings.EqualFold(p.URN, scim.URNUser) || strings.EqualFold(p.URN, scim.URNGroup) {
		p.URN = ""
	}
	return p
}

// refused says why a target cannot be mapped; "" when it can.
func refused(p filter.Path, a Attribute, users bool) string {
	if p.Name == "" || namesSchema(p) {
		return "names a whole schema: name an attribute of it"
	}
	if p.Filter != nil {
		if _, _, one := filter.Equality(p.Filter); !one {
			return "selects an element by more than one equality, such as [type eq \"work\"] (E-3.21)"
		}
		if p.Sub == "" {
			return "selects an element but none of its sub-attributes, such as .value (E-3.21)"
		}
	}
	if p.URN != "" {
		return ""
	}
	name := schema.Fold(p.Name)
	switch {
	case name == "id":
		return "cannot be a target: it is the target's primary key (E-3.20)"
	case slices.Contains([]string{"entitlements", "password", "photos"}, name):
		return "cannot be a target: Entra does not provision it (E-3.20)"
	case slices.Contains([]string{"schemas", "meta", "groups"}, name):
		return "cannot be a target: clients do not write it (RFC 7643 §3, §3.1, §4.1.2)"
	}
	return refusedMembers(name, a, users)
}

// namesSchema: a path cannot know the schemas, so it takes the last part of a
// schema's URN for an attribute, as in …:2.0:User. Before an attribute stands
// that part, not the version (E-3.22).
func namesSchema(p filter.Path) bool {
	before := p.URN[strings.LastIndexByte(p.URN, ':')+1:]
	return before != "" && strings.Trim(before, "0123456789.") == ""
}

// refusedMembers: the members of a group come from the members of a group, and
// nothing else does (E-3.26).
func refusedMembers(name string, a Attribute, users bool) string {
	switch {
	case name == "members" && users:
		return "is an attribute of groups"
	case users || (name == "members") == (a.Source == "members"):
	case name == "members":
		return "takes its value from the source attribute members (E-3.26)"
	default:
		return "cannot take the source attribute members: that goes to members (E-3.26)"
	}
	if name == "members" && a.Matching > 0 {
		return "cannot be a matching attribute: it is a reference"
	}
	return ""
}

// Extensions are the extension schemas of users beyond the enterprise one, with
// the attributes that are mapped, as the profile spells them.
func (p *Profile) Extensions() map[string][]string {
	extensions := map[string][]string{}
	spelled := map[string]string{}
	for _, attribute := range p.Users.Attributes {
		parsed, err := filter.ParsePath(attribute.Target)
		if err != nil {
			continue // Load has refused it
		}
		parsed = plain(parsed)
		if parsed.URN == "" || strings.EqualFold(parsed.URN, scim.URNEnterpriseUser) {
			continue
		}
		urn, known := spelled[schema.Fold(parsed.URN)]
		if !known {
			urn = parsed.URN
			spelled[schema.Fold(urn)] = urn
		}
		if !slices.ContainsFunc(extensions[urn], func(name string) bool { return strings.EqualFold(name, parsed.Name) }) {
			extensions[urn] = append(extensions[urn], parsed.Name)
		}
	}
	return extensions
}

// Without is a copy of the profile that does not map these target attributes.
// Matching attributes stay: without them no account could be found, and a target
// that does not know them has to be told so by its answer.
func (p *Profile) Without(targets []string) *Profile {
	copied := *p
	copied.Users = p.Users.without(targets)
	if p.Groups != nil {
		groups := p.Groups.without(targets)
		copied.Groups = &groups
	}
	return &copied
}

func (m Mapping) without(targets []string) Mapping {
	m.Attributes = slices.DeleteFunc(slices.Clone(m.Attributes), func(a Attribute) bool {
		return a.Matching == 0 && slices.ContainsFunc(targets, func(name string) bool { return strings.EqualFold(name, a.Target) })
	})
	return m
}

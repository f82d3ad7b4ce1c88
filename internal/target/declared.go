package target

import (
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// Undeclared names the target attributes of a profile that the target's /Schemas
// does not declare, in the order of the profile and as it spells them.
//
// Silence is no denial: common attributes need no declaration (RFC 7643 §3.1),
// a core schema that is not listed at all says nothing about its attributes, nor
// does an attribute without subAttributes about its parts.
func Undeclared(declared []*schema.Schema, application *profile.Profile) []string {
	var names []string
	seen := map[string]bool{}
	look := func(core string, mapping profile.Mapping) {
		for _, attribute := range mapping.Attributes {
			if !seen[attribute.Target] && !declares(declared, core, attribute.Target) {
				seen[attribute.Target] = true
				names = append(names, attribute.Target)
			}
		}
	}
	look(scim.URNUser, application.Users)
	if application.Groups != nil {
		look(scim.URNGroup, *application.Groups)
	}
	return names
}

// declares says whether an attribute is declared, or nothing is said about it.
func declares(declared []*schema.Schema, core, target string) bool {
	path, err := filter.ParsePath(target)
	if err != nil {
		return true // profile.Load has refused it
	}
	inCore := path.URN == "" || strings.EqualFold(path.URN, core)
	if inCore {
		path.URN = core
	}
	holder := find(declared, path.URN)
	if inCore && (holder == nil || isCommon(path.Name)) {
		return true
	}
	attribute := holder.Attribute(path.Name)
	switch {
	case attribute == nil:
		return false
	case len(attribute.SubAttributes) == 0:
		return true
	case path.Sub != "" && attribute.Sub(path.Sub) == nil:
		return false
	}
	key, _, selects := filter.Equality(path.Filter)
	return !selects || attribute.Sub(key.Name) != nil
}

func find(declared []*schema.Schema, urn string) *schema.Schema {
	for _, one := range declared {
		if one != nil && strings.EqualFold(one.ID, urn) {
			return one
		}
	}
	return nil
}

func isCommon(name string) bool {
	for _, common := range []string{"schemas", "id", "externalId", "meta"} {
		if strings.EqualFold(name, common) {
			return true
		}
	}
	return false
}

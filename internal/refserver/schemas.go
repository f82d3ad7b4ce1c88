package refserver

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// declared checks the schemas of a representation that a client sends: it names
// the core schema, nothing the resource type does not have, and every extension
// that is there (RFC 7643 §3). Tolerant mode lets other URIs pass, which old
// jobs send (E-5.40), and extensions that are not named (E-5.13).
func (in intake) declared(raw scim.Resource) *scim.Error {
	urns, fault := urnsOf(raw)
	if fault != nil {
		return fault
	}
	if !lists(urns, in.kind.core.ID) {
		return scim.InvalidSyntax("schemas has to name " + in.kind.core.ID)
	}
	if in.tolerant {
		return nil
	}
	for _, urn := range urns {
		if !strings.EqualFold(urn, in.kind.core.ID) && in.kind.extension(urn) == nil {
			return scim.InvalidSyntax("schemas names " + urn + ", which " + in.kind.name + " does not have: see /ResourceTypes")
		}
	}
	for _, extension := range in.kind.extensions {
		if raw.Object(extension.ID) != nil && !lists(urns, extension.ID) {
			return scim.InvalidSyntax("schemas has to name " + extension.ID + ", since the resource has its attributes")
		}
	}
	return nil
}

func urnsOf(raw scim.Resource) ([]string, *scim.Error) {
	list := raw.List("schemas")
	if len(list) == 0 {
		return nil, scim.InvalidSyntax("schemas is required: an array of the URIs of the message's schemas")
	}
	urns := make([]string, 0, len(list))
	for _, element := range list {
		urn, ok := element.(string)
		if !ok {
			return nil, scim.InvalidSyntax("schemas has to hold strings only")
		}
		urns = append(urns, urn)
	}
	return urns, nil
}

func lists(urns []string, urn string) bool {
	return slices.ContainsFunc(urns, func(one string) bool { return strings.EqualFold(one, urn) })
}

package cli

import (
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/target"
)

// bearable refuses a story on a target that demands more than the profile sends:
// what it would refuse then would be its rule, not its fault. certify fills in
// what a target demands; a story sends what its profile maps.
func bearable(t target.Target, application *profile.Profile) error {
	if len(t.Users.Allowed)+len(t.Groups.Allowed) > 0 {
		return usage("the target file allows certain values only (data): a story has values of its own; judge the target by certify, or leave allowed out")
	}
	if missing := unmapped(t.Users, &application.Users); missing != "" {
		return usage("the target requires %s of every user (data), and the profile %s maps nothing to it: add it to a profile of yours", missing, application.Name)
	}
	if missing := unmapped(t.Groups, application.Groups); missing != "" {
		return usage("the target requires %s of every group (data), and the profile %s maps nothing to it: add it to a profile of yours", missing, application.Name)
	}
	return nil
}

// unmapped is the first attribute that a target requires and a mapping lacks.
func unmapped(rules target.Rules, mapping *profile.Mapping) string {
	if mapping == nil {
		return ""
	}
	for _, path := range rules.Required {
		if !slices.ContainsFunc(mapping.Attributes, func(a profile.Attribute) bool { return strings.EqualFold(a.Target, path) }) {
			return path
		}
	}
	return ""
}

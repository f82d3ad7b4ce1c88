package scenario

import (
	"fmt"
	"slices"

	"github.com/scimulator/scimulator/internal/document"
)

// Demand replaces the timeline by on-demand provisioning of one object of the
// directory at the beginning (E-10.1).
func (s *Scenario) Demand(alias string) error {
	var known []string
	for _, object := range slices.Concat(s.Directory.Users, s.Directory.Groups) {
		known = append(known, object.ID())
	}
	crowd := loader{story: s}
	if !slices.Contains(known, alias) && crowd.crowdKind(alias) == "" {
		return fmt.Errorf("there is no user or group %q in the directory of %s%s", alias, s.Name, document.Meant(alias, known))
	}
	s.Timeline = []Step{{Cycle: "on-demand", Of: alias}}
	return nil
}

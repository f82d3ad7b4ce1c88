package provision

import (
	"fmt"

	"github.com/scimulator/scimulator/internal/profile"
)

// EditMapping saves the attribute mappings of another profile: a changed mapping,
// the default ones again, or another schema. The watermark is cleared, so that the
// next cycle evaluates everything, and the links are kept (E-1.31). The error
// names the attribute that cannot be used; nothing is changed then.
func (j *Job) EditMapping(changed *profile.Profile) error {
	users, err := compile(User, &changed.Users)
	if err != nil {
		return fmt.Errorf("the mapping cannot be saved: %w", err)
	}
	groups, err := compile(Group, changed.Groups)
	if err != nil {
		return fmt.Errorf("the mapping cannot be saved: %w", err)
	}
	j.userMapping, j.groupMapping = users, groups
	j.dialect = wire(j.dialect, changed, j.base)
	j.edited()
	return nil
}

package provision

import "github.com/scimulator/scimulator/internal/profile"

// Playable says whether a job can be made of a profile: its error names the attribute
// or the filter that is wrong.
func Playable(p *profile.Profile) error {
	if _, err := compile(User, &p.Users); err != nil {
		return err
	}
	if _, err := compile(Group, p.Groups); err != nil {
		return err
	}
	_, err := newScope(p)
	return err
}

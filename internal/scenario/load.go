package scenario

import (
	"github.com/scimulator/scimulator/internal/document"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/shape"
)

// Load reads a story. application gives the profile that it names, so that a
// story is never played with one that does not exist. Every mistake is told at
// once, as file:line:column (document.Faults); what the story does to its
// directory has been tried out, so that it cannot fail half way.
func Load(file string, data []byte, formats *shape.Set, application func(name string) (*profile.Profile, error)) (*Scenario, error) {
	s := &Scenario{}
	d, err := document.Load(file, data, formats, "Scenario", s)
	if err != nil {
		return nil, err
	}
	l := newLoader(d, s)
	l.everybody = s.Assigned.All
	if s.Profile != "" {
		p, err := application(s.Profile)
		if err != nil {
			d.Include(document.At("profile"), err)
		} else {
			l.everybody = l.everybody || p.Scope.Sync == "all"
		}
	}
	l.beginning()
	for i := range s.Timeline {
		l.step(document.At("timeline", i), &s.Timeline[i])
	}
	l.ending()
	if err := d.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

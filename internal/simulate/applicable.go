package simulate

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/verdict"
)

// hindrance is why an action is not carried out, or an expectation not judged; its
// outcome is NotRun for none.
type hindrance struct {
	outcome verdict.Outcome
	reason  string
}

// hindered looks for what speaks against an action before it is carried out.
func (r *run) hindered(act *scenario.Act, covers []string) hindrance {
	if r.observer == nil {
		return hindrance{verdict.NotApplicable, (&observe.Missing{Kind: "action", Name: act.Action}).Error()}
	}
	if reason := r.undocumented(covers); reason != "" {
		return hindrance{verdict.NotApplicable, reason}
	}
	for _, name := range uses(act) {
		if why, lacks := r.lost[name]; lacks {
			return why
		}
	}
	return hindrance{}
}

// undocumented: what only another application promises is not asked of this one. A
// story binds under its own profile, and a profile that does not say what is
// documented promises what its stories cover.
func (r *run) undocumented(covers []string) string {
	p := r.config.Profile
	if len(covers) == 0 || p.Documented == nil || p.Name == r.config.Scenario.Profile {
		return ""
	}
	promised := slices.ContainsFunc(covers, func(id string) bool {
		return slices.ContainsFunc(p.Documented, func(pattern string) bool {
			matches, err := path.Match(pattern, id)
			return err == nil && matches
		})
	})
	if promised {
		return ""
	}
	return fmt.Sprintf("the profile %s does not document %s", p.Name, strings.Join(covers, ", "))
}

// uses are the names of what an action needs of earlier ones.
func uses(act *scenario.Act) []string {
	var names []string
	for _, v := range act.With {
		names = append(names, v.Kept)
		if v.Assertion != nil {
			names = append(names, certificateOf(v.Assertion.By))
		}
	}
	if act.Gives != nil {
		names = append(names, act.Gives.Kept)
	}
	slices.Sort(names)
	return names
}

// certificateOf names what an action brings that gives a certificate to the target:
// without it nobody signs in through the identity provider. Names that a story keeps
// have no blanks.
func certificateOf(provider string) string { return "certificate of " + provider }

// brings are the names of what later steps have of an action.
func brings(act *scenario.Act) []string {
	var names []string
	if act.Keep != "" {
		names = append(names, act.Keep)
	}
	for _, v := range act.With {
		if v.Certificate != "" && !v.Renewed {
			names = append(names, certificateOf(v.Certificate))
		}
	}
	return names
}

// lack notes that later steps do not have what an action should have brought.
func (r *run) lack(act *scenario.Act, why hindrance) {
	for _, name := range brings(act) {
		r.lost[name] = why
	}
}

// bring notes that they have it.
func (r *run) bring(act *scenario.Act) {
	for _, name := range brings(act) {
		delete(r.lost, name)
	}
}

// hinder tells why something is not judged.
func (r *run) hinder(name string, why hindrance, covers []string) {
	r.tell(verdict.Check{Name: name, Outcome: why.outcome, Reason: why.reason, Requirements: covers})
}

package report

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/verdict"
)

// reasons chooses among those that the parts give for one requirement: a run that
// is not divided gives that of its first check.
func reasons(judged []verdict.Judged, parts []verdict.Run, checks []verdict.Check) {
	given := givenReasons(parts)
	for i := range judged {
		j := &judged[i]
		all := given[j.ID]
		if len(all) < 2 {
			continue
		}
		first := slices.IndexFunc(checks, func(c verdict.Check) bool { return slices.Contains(j.Checks, c.ID) && slices.Contains(all, c.Reason) })
		if first >= 0 {
			j.Reason = checks[first].Reason
		}
	}
}

// givenReasons are the reasons of each requirement for the outcome that counts.
func givenReasons(parts []verdict.Run) map[requirement.ID][]string {
	worst := map[requirement.ID]verdict.Outcome{}
	given := map[requirement.ID][]string{}
	for _, part := range parts {
		for _, j := range part.Requirements {
			if j.Outcome > worst[j.ID] {
				worst[j.ID], given[j.ID] = j.Outcome, nil
			}
			if j.Outcome == worst[j.ID] && j.Reason != "" && !slices.Contains(given[j.ID], j.Reason) {
				given[j.ID] = append(given[j.ID], j.Reason)
			}
		}
	}
	return given
}

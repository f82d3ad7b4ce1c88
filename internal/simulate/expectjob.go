package simulate

import (
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/scenario"
)

// expectJob compares the status of the job with what the story says (E-1.3).
func (r *run) expectJob(sight *scenario.JobSight, covers []string) {
	status := r.job.Status()
	reason, last := "", ""
	if q := status.Status.Quarantine; q != nil {
		reason = string(q.Reason)
	}
	if execution := status.Status.Last; execution != nil {
		last = execution.State
	}
	var differences []unmet
	var wanted []string
	compare := func(name, want, seen string) {
		if want == "" {
			return
		}
		wanted = append(wanted, name+" "+want)
		if want != seen {
			differences = append(differences, unmet{attribute: name, expected: want, seen: orNone(seen)})
		}
	}
	compare("code", sight.Code, status.Status.Code)
	compare("reason", sight.Reason, reason)
	compare("schedule", sight.Schedule, status.Schedule.State)
	compare("interval", sight.Interval, status.Schedule.Interval)
	compare("last cycle", sight.Last, last)
	if sight.EscrowsPruned != nil {
		compare("escrows pruned", fmt.Sprint(*sight.EscrowsPruned), fmt.Sprint(status.Status.EscrowsPruned))
	}
	if sight.Notices != nil {
		compare("notices", fmt.Sprint(*sight.Notices), fmt.Sprint(r.notices))
	}
	r.settle("the job shows: "+strings.Join(wanted, ", "), "", covers, "PROV-11", differences)
}

func orNone(text string) string {
	if text == "" {
		return "(none)"
	}
	return text
}

// expectDemand compares what the last on-demand provisioning came to (E-10.2).
func (r *run) expectDemand(sight *scenario.DemandSight, covers []string) {
	var differences []unmet
	want := strings.TrimSpace(sight.Result + " " + sight.Code)
	seen := "nothing was provisioned on demand"
	if d := r.demand; d != nil {
		seen = strings.TrimSpace(d.Result + " " + d.Code)
		if d.Result == sight.Result && (sight.Code == "" || sight.Code == d.Code) {
			seen = want
		}
	}
	if seen != want {
		differences = []unmet{{attribute: "result", expected: want, seen: seen}}
	}
	r.settle("on demand: "+want, "", covers, "E-10.2", differences)
}

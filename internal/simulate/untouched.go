package simulate

import (
	"context"
	"strings"

	"github.com/scimulator/scimulator/internal/foreign"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// lister lists users and groups, but for what is in the ledger or carries the marker
// of the run. A target of a profile without groups may have none.
func (r *run) lister() foreign.Lister {
	l := foreign.Lister{Sender: r.config.Sender, Ours: r.isOurs}
	for _, kind := range []provision.Kind{provision.User, provision.Group} {
		l.Kinds = append(l.Kinds, foreign.Kind{
			Name: string(kind), Endpoint: kind.Endpoint(), Optional: kind == provision.Group && r.config.Profile.Groups == nil,
		})
	}
	return l
}

func (r *run) isOurs(kind string, resource scim.Resource) bool {
	marker := r.config.Marking.Marker
	return r.wire.ledger.made(provision.Kind(kind), resource.ID()) ||
		marker != "" && strings.Contains(strings.ToLower(resource.String("userName")+" "+resource.String("displayName")), strings.ToLower(marker))
}

// listForeign notes what is on the target before anything is written (design §9).
func (r *run) listForeign(ctx context.Context) {
	if !r.config.Prove {
		return
	}
	listing := r.lister().List(ctx)
	r.before = &listing
}

// proveUntouched lists again after the cleanup, also after an interruption. Somebody
// else may work on the target at the same time: a difference is advice (HOUSE-02).
func (r *run) proveUntouched(ctx context.Context) {
	if r.before == nil {
		return
	}
	r.result.ForeignData = foreign.Compare(*r.before, r.lister().List(context.WithoutCancel(ctx)))
	changed := r.result.ForeignData.Changed
	if len(changed) == 0 {
		return
	}
	finding := r.judge.Finding("HOUSE-02", verdict.Finding{
		Message: "resources that are not ours are not as they were before the run", Expected: "unchanged", Seen: changed[0], Count: len(changed),
	})
	finding.Outcome = min(finding.Outcome, verdict.Advice)
	r.findings.add(finding)
}

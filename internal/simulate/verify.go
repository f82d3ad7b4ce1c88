package simulate

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/crash"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// verify reads back every resource that the cycle wrote and compares it with
// the model (design §5): a success that lost data is found here.
func (r *run) verify(ctx context.Context) verdict.Outcome {
	touched := r.wire.model.close()
	outcome := verdict.NotRun
	var group errgroup.Group
	var net crash.Net // so that a panic ends in cleanup
	group.SetLimit(r.workersFor(len(touched)))
	outcomes := make([]verdict.Outcome, len(touched))
	for i, e := range touched {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			defer net.Catch()
			outcomes[i] = r.verifyOne(ctx, e)
			return nil
		})
		r.progress(Progress{Stage: "verify", Done: i, Total: len(touched)})
	}
	_ = group.Wait() // outcomes carry what was found
	net.Throw()
	for _, one := range outcomes {
		outcome = outcome.Raise(one)
	}
	return outcome
}

// verifyOne compares one resource, and waits once for a target that takes its
// time to show a write (settle).
func (r *run) verifyOne(ctx context.Context, e *expectation) verdict.Outcome {
	if e.unsure {
		return verdict.Skipped
	}
	if e.object == "" { // touched by an effect, not by the engine
		e.object = r.wire.aliasOf(e.kind, e.id)
	}
	found := r.look(ctx, e)
	if len(found) > 0 && r.config.Settle > 0 {
		r.wait(ctx, r.config.Settle)
		found = r.look(ctx, e)
	}
	if ctx.Err() != nil {
		return verdict.NotRun // cut off by the end of the run
	}
	r.compared()
	if len(found) == 0 {
		r.wire.disturbances.confirm(e.kind, e.object)
		return verdict.Pass
	}
	return r.findings.add(r.wire.disturbances.excuse(e.kind, found...)...)
}

// wait lets real time pass for a foreign target to settle.
func (r *run) wait(ctx context.Context, span time.Duration) {
	if r.config.Wait != nil {
		r.config.Wait(ctx, span)
		return
	}
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// look reads the resource and returns what is not as expected.
func (r *run) look(ctx context.Context, e *expectation) []verdict.Finding {
	response, request, err := r.wire.verify(ctx, e.kind, e.id, "", e.object)
	if err != nil {
		return []verdict.Finding{r.unread(e, err)}
	}
	switch {
	case e.deleted:
		return r.lookDeleted(e, response, request)
	case response.Status != http.StatusOK:
		return []verdict.Finding{r.finding(e, response, request, "HOUSE-01", "", "the resource that was written", fmt.Sprintf("status %d", response.Status),
			"what was written cannot be read back")}
	}
	seen, err := scim.Decode(response.Body)
	if err != nil {
		return []verdict.Finding{r.finding(e, response, request, "E-6.15", "", "a SCIM resource", "no JSON object", "the resource cannot be read: "+err.Error())}
	}
	expected := r.expected(e)
	if e.kind == provision.Group && !r.completeMembers(ctx, e, seen) {
		expected.Members = nil // nobody can tell
	}
	found := r.compare(e, expected, seen, response, request)
	if len(found) > 0 && expected.Members != nil {
		r.wire.model.startMembers(e.id, memberIDs(seen)) // told once: later cycles start from what is there
	}
	return append(found, r.lookDouble(ctx, e)...)
}

// completeMembers asks for the members when the target withholds them, which it
// may (design §6a). It says whether the members are known now.
func (r *run) completeMembers(ctx context.Context, e *expectation, seen scim.Resource) bool {
	if _, shown := seen.Get("members"); shown {
		return true
	}
	response, _, err := r.wire.verify(ctx, provision.Group, e.id, "attributes=members", e.object)
	if err != nil || response.Status != http.StatusOK {
		return false
	}
	asked, err := scim.Decode(response.Body)
	if err != nil {
		return false
	}
	if members, ok := asked.Get("members"); ok {
		seen["members"] = members
	}
	return true
}

func (r *run) compare(e *expectation, expected check.Expected, seen scim.Resource, response client.Response, request client.Request) []verdict.Finding {
	differences := check.Compare(expected, seen, r.wire.model.sets[e.kind])
	found := r.judge.Differences(differences, check.Context{
		Type: string(e.kind), ID: e.id, Object: e.object, Cycle: r.wire.cycle, Disabled: e.disabled, ByList: e.byList,
		Exchanges: []int64{e.exchange, response.Exchange},
	})
	for i := range found {
		found[i].Curl = r.config.Sender.Curl(request)
	}
	return found
}

func (r *run) expected(e *expectation) check.Expected {
	m := r.wire.model
	m.mu.Lock()
	defer m.mu.Unlock()
	expected := check.Expected{Type: string(e.kind), Resource: e.resource, Gone: e.removed}
	if e.kind == provision.Group {
		expected.Members = m.members[e.id]
		doubtful, vanished := maps.Clone(m.doubtful[e.id]), m.vanished
		expected.MayHold = func(id string) bool { return vanished[id] || doubtful[id] }
	}
	return expected
}

func (r *run) lookDeleted(e *expectation, response client.Response, request client.Request) []verdict.Finding {
	if response.Status == http.StatusNotFound {
		return nil
	}
	r.wire.ledger.restore(e)
	if e.kind == provision.User && r.wire.model.promises("user.delete", "refuse") {
		return nil // an application that documents no deletion may answer success without effect (SYNC-07)
	}
	return []verdict.Finding{r.finding(e, response, request, "HOUSE-01", "", "status 404", fmt.Sprintf("status %d", response.Status),
		"the resource is still there although its deletion was answered with success")}
}

// lookDouble asks by the matching attribute whether a creation left exactly one
// resource: two would be a duplicate account, none an account that the next
// match cannot find.
func (r *run) lookDouble(ctx context.Context, e *expectation) []verdict.Finding {
	matching := r.matching(e.kind)
	value, ok := matching.Find(e.resource)
	if !ok || !e.created {
		return nil
	}
	query := dialect.MatchQuery(matching, fmt.Sprint(value), excludedMembers(e.kind))
	response, request, err := r.wire.verify(ctx, e.kind, "", query, e.object)
	if err != nil || response.Status != http.StatusOK {
		return nil // the engine's own matches judge queries that fail
	}
	list, err := scim.DecodeList(response.Body)
	if err != nil {
		return nil
	}
	if len(list.Resources) == 1 && list.Resources[0].ID() == e.id {
		return nil
	}
	r.wire.ledger.adopt(e, list.Resources)
	return []verdict.Finding{r.finding(e, response, request, doubleRule(len(list.Resources)), matching.Text, "exactly the resource "+e.id,
		fmt.Sprintf("%d resources", len(list.Resources)), fmt.Sprintf("after one creation the query for %s finds %s", matching.Text, counted(len(list.Resources))))}
}

func doubleRule(count int) string {
	if count > 1 {
		return "E-6.14"
	}
	return "E-6.18"
}

func counted(n int) string {
	switch n {
	case 0:
		return "nobody"
	case 1:
		return "another resource"
	}
	return fmt.Sprintf("%d resources", n)
}

func excludedMembers(kind provision.Kind) string {
	if kind == provision.Group {
		return "members"
	}
	return ""
}

// unread: a verification read without an answer says nothing about the target.
func (r *run) unread(e *expectation, err error) verdict.Finding {
	return verdict.Finding{
		Outcome: verdict.Broken, Requirement: "HOUSE-01", Object: e.object, Cycle: r.wire.cycle,
		Message: "the resource could not be read back", Seen: err.Error(), Hint: advice(err), Harm: verdict.SyncBlocked,
	}
}

package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/scimulator/scimulator/internal/client"
	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/verdict"
)

// testConnection is the administrator's Test Connection before anything is
// provisioned (E-1.10). Its failure ends the run: without it nothing the target
// does afterwards could be judged.
func (r *run) testConnection(ctx context.Context) bool {
	failure := r.job.TestConnection(ctx)
	if failure == nil {
		r.watch(Event{Kind: ConnectionTested, At: r.clock.Now(), Text: "Test Connection succeeded"})
		r.check(verdict.Check{Name: "Test Connection", Outcome: verdict.Pass, Requirements: []string{"E-1.10"}})
		return true
	}
	if ctx.Err() != nil {
		return false // cut off by the end of the run: nobody's failure
	}
	r.watch(Event{Kind: ConnectionTested, At: r.clock.Now(), Text: "Test Connection failed: " + failure.Reason})
	outcome := r.diagnose(ctx, failure)
	r.check(verdict.Check{Name: "Test Connection", Outcome: outcome, Reason: failure.Reason, Requirements: []string{"E-1.10"}})
	return false
}

// diagnose decides whose fault a failed connection test is (design §4): a 404
// where the plain list answers 200 breaks E-6.4, and so does an answer that is
// SCIM but wrong; anything else leaves no verdict.
func (r *run) diagnose(ctx context.Context, failure *provision.Failure) verdict.Outcome {
	if failure.Status == http.StatusNotFound && r.listAnswers(ctx, failure.Request.Kind) {
		finding := r.records.refusal(provision.Record{Failure: failure})
		finding.Message = "a query that matches nobody is answered with 404 instead of an empty list"
		finding.Expected, finding.Seen = "200 with totalResults 0", "404"
		return r.findings.add(finding)
	}
	if failure.Status == http.StatusBadRequest || failure.Status == http.StatusNotImplemented {
		if r.listAnswers(ctx, failure.Request.Kind) {
			return r.findings.add(r.unfilterable(failure))
		}
	}
	if failure.Code == "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering" {
		return r.findings.add(r.records.refusal(provision.Record{Failure: failure}))
	}
	return r.findings.add(verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-1.10", Harm: verdict.SyncBlocked, Exchanges: exchanges(failure.Exchange),
		Message: "Test Connection failed, so there is no verdict about the target",
		Seen:    failure.Reason, Hint: whatToCheck(failure),
	})
}

// unfilterable: the list answers, and a query for the matching attribute is refused.
// Nobody would be found, so everybody would be created again (PROV-07, E-6.18).
func (r *run) unfilterable(failure *provision.Failure) verdict.Finding {
	rule := requirement.ID("E-6.18")
	if r.config.Profile.Promises("PROV-07") {
		rule = "PROV-07"
	}
	attribute := failure.Request.Attribute
	return r.judge.Finding(rule, verdict.Finding{
		Message: "the target refuses to filter on the matching attribute of the profile", Attribute: attribute, Exchanges: exchanges(failure.Exchange),
		Expected: "200 with totalResults 0", Seen: failure.Reason,
		Hint: "let " + attribute + " be asked for with eq, or match on an attribute that can be: Entra finds accounts by it",
	})
}

// listAnswers looks whether the endpoint exists at all.
func (r *run) listAnswers(ctx context.Context, kind provision.Kind) bool {
	response, err := r.config.Sender.Do(ctx, client.Request{
		Method: http.MethodGet, Path: kind.Endpoint(), Label: exchange.Label{Purpose: exchange.Discovery},
	})
	return err == nil && response.Status == http.StatusOK
}

// whatToCheck is the sentence that says what to do next (PROV-05).
func whatToCheck(failure *provision.Failure) string {
	switch {
	case failure.Unsent:
		return checkCredentials
	case failure.Status == http.StatusUnauthorized || failure.Status == http.StatusForbidden:
		return "check the secret token (without the word Bearer) and that its account has admin permissions"
	case failure.Status == http.StatusNotFound:
		return "check the Tenant URL: neither a query nor the list of " + failure.Request.Kind.Endpoint() + " answers there"
	case failure.Status >= 500:
		return "the service answers with a server error: look into its log, then run again"
	case failure.Status == http.StatusOK:
		return "check the Tenant URL: what answers there does not speak SCIM (a login page or a proxy?)"
	}
	return "check the Tenant URL, that the service runs, and that this machine reaches it"
}

// advice is what a transport fault suggests to do.
func advice(err error) string {
	var fault *client.Fault
	if errors.As(err, &fault) {
		return fault.Advice()
	}
	return "run again"
}

// populate puts the scenario's given resources on the target, with marker and
// ledger like everything else the run creates. It says whether the story can
// begin: without the state it starts from nothing could be judged.
func (r *run) populate(ctx context.Context) (bool, error) {
	given := r.config.Scenario.Given.Target
	ready := true
	for _, user := range given.Users {
		there, err := r.give(ctx, provision.User, scim.URNUser, user)
		if err != nil {
			return false, err
		}
		ready = ready && there
	}
	for _, group := range given.Groups {
		there, err := r.give(ctx, provision.Group, scim.URNGroup, group)
		if err != nil {
			return false, err
		}
		ready = ready && there
	}
	return ready, nil
}

// give creates one given resource and says whether it is there.
func (r *run) give(ctx context.Context, kind provision.Kind, urn string, attributes map[string]any) (bool, error) {
	body := map[string]any{"schemas": []string{urn}}
	for name, value := range attributes {
		body[name] = value
	}
	if name, ok := body["userName"].(string); ok {
		body["userName"] = r.config.Marking.UserPrincipalName(name)
	}
	if name, ok := body["displayName"].(string); ok && kind == provision.Group {
		body["displayName"] = r.config.Marking.DisplayName(name)
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return false, err
	}
	request := provision.Request{Operation: provision.Create, Kind: kind, Object: "given", Body: raw}
	entry := creation(request, body)
	if err := r.wire.ledger.intend(entry); err != nil {
		return false, err
	}
	wired := r.wire.request(request)
	wired.Label.Purpose = exchange.Setup
	response, err := r.config.Sender.Do(ctx, wired)
	if err != nil {
		r.wire.ledger.lose(entry)
		r.notGiven(response, err.Error(), advice(err))
		return false, ctx.Err()
	}
	return r.given(entry, response), nil
}

func (r *run) given(entry Entry, response client.Response) bool {
	created, err := scim.Decode(response.Body)
	if response.Status/100 != 2 || err != nil || created.ID() == "" {
		r.wire.ledger.refuse(entry)
		r.notGiven(response, fmt.Sprintf("status %d", response.Status), "the story's given resource needs what this target requires: add the attributes to `given`")
		return false
	}
	r.wire.ledger.create(entry, created.ID())
	return true
}

func (r *run) notGiven(response client.Response, seen, hint string) {
	r.findings.add(verdict.Finding{
		Outcome: verdict.Broken, Requirement: "E-6.7", Harm: verdict.SyncBlocked, Exchanges: exchanges(response.Exchange),
		Message: "the state the story starts from could not be set up", Expected: "201", Seen: seen, Hint: hint,
	})
}

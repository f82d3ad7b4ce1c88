package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/exchange"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/simulate"
	"github.com/scimulator/scimulator/internal/verdict"
)

// operatorSteps are what the operator of the provisioning job does and sees.
func operatorSteps() []Step {
	return []Step{
		step("given", `the application provisions groups`, `the application provisions groups`, "the check does not apply where the profile maps no groups", `Given the application provisions groups`, givenGroups),
		step("request", `the administrator saves (a token that nobody issued|the right token again)`, `the administrator saves a token that nobody issued`, "the credentials of the job change, and the connection is tested with them", `When the administrator saves a token that nobody issued`, tokenSaved),
		step("request", `the connection is tested`, `the connection is tested`, "Test Connection, before provisioning is turned on", `When the connection is tested`, tested),
		step("request", `the client sent the deletion of `+alias, `the client sent the deletion of "NAME"`, "the check cannot be judged when the last cycle sent no DELETE", `And the client sent the deletion of "eve"`, deletionSent),
		step("operator", `the connection test (succeeds|is refused)`, `the connection test is refused`, "how the connection test with the token that was saved last came out", `Then the connection test is refused`, connectionTested),
		step("operator", `no second account of `+alias+` was created`, `no second account of "NAME" was created`, "a query for the user name finds one account", `Then no second account of "ana" was created`, oneAccount),
		step("operator", `the first cycle took longer than the last`, `the first cycle took longer than the last`, "by the modelled durations", `Then the first cycle took longer than the last`, tookLonger),
		step("operator", `(\d+) cycles? (?:has|have) run`, `N cycles have run`, "how many cycles the job has run since provisioning was turned on", `Then 7 cycles have run`, cyclesRan),
		step("operator", `the account of `+alias+` shows "([^"]+)"`, `the account of "NAME" shows "ATTRIBUTE"`, "the account has some value of an attribute", `Then the account of "ana" shows "externalId"`, accountShows),
		step("operator", `the application has the tenant URLs:`, `the application has the tenant URLs:`, "the profile has these tenant URLs (a JSON array)", `Then the application has the tenant URLs:`, tenantURLs),
		step("operator", `groups were changed with the method of the profile`, `groups were changed with the method of the profile`, "the last cycle changed groups with PUT where the profile says so, else with PATCH", `Then groups were changed with the method of the profile`, groupMethod),
	}
}

func givenGroups(_ context.Context, w *World, _ args) error {
	if w.stage.Application == nil || w.stage.Application.Groups == nil {
		return w.excuse("the profile provisions no groups")
	}
	return nil
}

func tokenSaved(ctx context.Context, w *World, a args) error {
	token := "right"
	if strings.HasPrefix(a.text[0], "a token that nobody") {
		token = scenario.Invalid
	}
	if err := w.turnOn(ctx); err != nil {
		return err
	}
	told, err := w.tenant.session.Play(ctx, &scenario.Step{Operate: &scenario.Operation{SetCredentials: &scenario.Credentials{Token: token}}})
	if err != nil {
		return w.broken("%v", err)
	}
	w.tenant.tested = told
	return nil
}

// tested: what the target answers to the test is judged; where there was no answer
// nobody can tell.
func tested(ctx context.Context, w *World, _ args) error {
	err := w.turnOn(ctx)
	outcome := verdict.Check{Name: "the connection test succeeds", Outcome: verdict.Pass}
	var refused *simulate.Unconnected
	switch {
	case err == nil:
	case errors.As(w.directory().refused, &refused) && refused.Answered:
		w.Record.Unmet = ""
		outcome.Outcome, outcome.Reason = verdict.Fail, refused.Reason
	default:
		return err
	}
	w.tenant.tested = []verdict.Check{outcome}
	return nil
}

func connectionTested(_ context.Context, w *World, a args) error {
	if w.tenant == nil || len(w.tenant.tested) == 0 {
		return w.broken("no token was saved before")
	}
	last := w.tenant.tested[len(w.tenant.tested)-1]
	w.judge(a.rules, last.Outcome == verdict.Pass, Breach{Message: "the connection test came out otherwise", Expected: last.Name, Seen: last.Reason})
	return nil
}

func deletionSent(_ context.Context, w *World, a args) error {
	if w.tenant == nil || w.tenant.session == nil || w.tenant.session.Sent()["DELETE /Users"] == 0 {
		return w.lack("the client sent no DELETE for %s", a.text[0])
	}
	return nil
}

func oneAccount(ctx context.Context, w *World, a args) error {
	name := w.tenant.session.Meant(fmt.Sprint(person(a.text[0])["userPrincipalName"]))
	one, err := w.exchange(ctx, request{method: http.MethodGet, path: `/Users?filter=userName eq "` + name + `"`, purpose: exchange.Verification})
	if err != nil {
		return err
	}
	found := scim.AsList(one.body).Resources
	w.judge(a.rules, one.ok() && len(found) == 1, Breach{Message: "there is not one account with the user name", Expected: "1", Seen: fmt.Sprintf("%s, %d accounts", one.seen(), len(found))})
	return nil
}

func tookLonger(_ context.Context, w *World, a args) error {
	first, last := w.directory().session.Spans()
	w.judge(a.rules, first > last, Breach{Message: "the initial cycle was not longer than the last", Expected: "more than " + last.String(), Seen: first.String()})
	return nil
}

func cyclesRan(_ context.Context, w *World, a args) error {
	seen := w.directory().session.Cycles()
	w.judge(a.rules, seen == number(a.text[0]), Breach{Message: "another number of cycles has run", Expected: a.text[0], Seen: itoa(seen)})
	return nil
}

func accountShows(ctx context.Context, w *World, a args) error {
	sight, err := w.seen(ctx, a.text[0])
	if err != nil {
		return err
	}
	value, shown := valueAt(sight.Resource, a.text[1])
	w.weigh(a, sight, sight.Found && shown, Breach{Message: "an account does not show what was sent", Attribute: a.text[1], Expected: "a value", Seen: compact(value)})
	return nil
}

// valueAt is the value of an attribute, which may stand in an extension.
func valueAt(r scim.Resource, name string) (any, bool) {
	if at := strings.LastIndexByte(name, ':'); at > 0 && strings.HasPrefix(name, "urn:") {
		extension := scim.AsObject(mustGet(r, name[:at]))
		return extension.Get(name[at+1:])
	}
	return r.Get(name)
}

func mustGet(r scim.Resource, name string) any {
	value, _ := r.Get(name)
	return value
}

func tenantURLs(_ context.Context, w *World, a args) error {
	var expected []string
	if err := json.Unmarshal([]byte(a.body), &expected); err != nil {
		return w.broken("%v", err)
	}
	if w.stage.Application == nil {
		return w.excuse("the run has no profile")
	}
	seen := w.stage.Application.TenantURLs
	w.judge(a.rules, slices.Equal(seen, expected), Breach{Message: "the profile has other tenant URLs", Expected: compact(expected), Seen: compact(seen)})
	return nil
}

func groupMethod(_ context.Context, w *World, a args) error {
	sent := w.directory().session.Sent()
	wanted, other := "PATCH /Groups", "PUT /Groups"
	if w.stage.Application.Options.GroupWrite == "put" {
		wanted, other = other, wanted
	}
	w.judge(a.rules, sent[wanted] > 0 && sent[other] == 0, Breach{Message: "groups were changed with another method", Expected: wanted, Seen: compact(sent)})
	return nil
}

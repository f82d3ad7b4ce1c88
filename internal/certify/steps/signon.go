package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/signon"
)

// mainTeam is the team that is there from the beginning.
const mainTeam = "main"

// signOn is what a check has set up of single sign-on, by the words of the check.
type signOn struct {
	providers   map[string]*signon.Provider
	connections map[string]*connection
	domains     map[string]string // names
	teams       map[string]string // names
	people      map[string]*newcomer
	latest      string            // domain that was made last: people have their address there
	kept        map[string]string // how everything was set up when it was looked at
}

// sso is the single sign-on of the check; the first step about it makes it.
func (w *World) sso() *signOn {
	if w.signOn == nil {
		w.signOn = &signOn{
			providers: map[string]*signon.Provider{}, connections: map[string]*connection{}, domains: map[string]string{},
			teams: map[string]string{mainTeam: mainTeam}, people: map[string]*newcomer{}, kept: map[string]string{},
		}
	}
	return w.signOn
}

// signOnSteps say how administrators set up single sign-on, and what shows of it.
func signOnSteps() []Step {
	var all []Step
	for _, v := range setupVerbs() {
		all = append(all, v.step(true), v.step(false))
	}
	return append(all,
		step("given", `an identity provider `+alias, `an identity provider "NAME"`, "a key with a certificate of its own, and an entity id that nobody else has", `Given an identity provider "entra"`, givenProvider),
		step("given", `another team `+alias, `another team "NAME"`, `a team beside the first one, which is called "main"`, `Given another team "other"`, givenOtherTeam),
		step("given", `a connection `+alias+` to `+alias+`(?: in the team `+alias+`)?`, `a connection "NAME" to "PROVIDER"`, `single sign-on is not on yet; … in the team "NAME", if it is not the first one`, `Given a connection "main" to "entra"`, givenConnection),
		step("given", `the domain `+alias+` was (added|verified)`, `the domain "NAME" was verified`, "a new domain, in the first team", `Given the domain "corp" was verified`, givenDomain),
		step("given", `the domain `+alias+` was (linked to|turned on with) `+alias, `the domain "NAME" was linked to "CONNECTION"`, "a new domain, verified and linked; turned on with: single sign-on is on, too", `Given the domain "corp" was turned on with "main"`, givenDomain),
		step("given", `single sign-on through `+alias+` for the domain `+alias, `single sign-on through "NAME" for the domain "DOMAIN"`, "an identity provider and a connection of that name; single sign-on is on, and so is just-in-time provisioning if it can be switched", `Given single sign-on through "entra" for the domain "corp"`, givenSignOn),
		step("given", `single sign-on through `+alias+` for the mail domain of the directory`, `single sign-on through "NAME" for the mail domain of the directory`, `the same, for those who are provisioned; the domain is called "directory", and the check has to be @serial`, `Given single sign-on through "entra" for the mail domain of the directory`, givenSignOnOfDirectory),
		step("request", `single sign-on is looked at`, `single sign-on is looked at`, "how connections and domains are set up is kept, to be compared", `When single sign-on is looked at`, lookAtSignOn),
		step("account", `single sign-on is set up as before`, `single sign-on is set up as before`, "domains and connections show what they did when they were looked at", `Then single sign-on is set up as before`, asBefore),
		step("account", `the refusal is clear`, `the refusal is clear`, "the last action was refused in words: a code tells a person nothing", `Then the refusal is clear`, refusalClear),
		step("account", `the domain `+alias+` is "(added|verified|linked|on|unlinked)"`, `the domain "NAME" is "STATE"`, "observation domain-state", `Then the domain "corp" is "linked"`, domainIs),
		step("account", `the domain `+alias+` is still verified`, `the domain "NAME" is still verified`, "observation domain-state: verified, or unlinked", `Then the domain "corp" is still verified`, stillVerified),
		step("account", `the domain `+alias+` belongs to the team `+alias, `the domain "NAME" belongs to the team "TEAM"`, "observation domain-team", `Then the domain "corp" belongs to the team "main"`, domainOfTeam),
		step("account", `the domain `+alias+` is linked to `+alias, `the domain "NAME" is linked to "CONNECTION"`, "observation domain-connection", `Then the domain "corp" is linked to "main"`, domainLinked),
		step("account", `the domain `+alias+` is being deleted`, `the domain "NAME" is being deleted`, "observation domain-state; a domain that is not to be seen any more is not judged", `Then the domain "corp" is being deleted`, beingDeleted),
		step("account", `administrators are told that the domain `+alias+` was deleted`, `administrators are told that the domain "NAME" was deleted`, "observation notices", `Then administrators are told that the domain "corp" was deleted`, deletionTold),
		step("account", `single sign-on of `+alias+` is (on|off)`, `single sign-on of "CONNECTION" is on`, "observation connection-state", `Then single sign-on of "main" is on`, connectionIs),
		step("account", `just-in-time provisioning of `+alias+` is (on|off)`, `just-in-time provisioning of "CONNECTION" is on`, "observation just-in-time", `Then just-in-time provisioning of "main" is off`, justInTimeIs),
		step("account", `the connection `+alias+` has the name `+quoted, `the connection "NAME" has the name "TEXT"`, "observation connection-name; the name carries the marker of the run", `Then the connection "main" has the name "Ours"`, connectionNamed),
		step("account", `the connection `+alias+` leads to `+alias, `the connection "NAME" leads to "PROVIDER"`, "observation connection-entity", `Then the connection "main" leads to "okta"`, connectionLeads),
		step("account", `the connection `+alias+` lists the domain `+alias, `the connection "NAME" lists the domain "DOMAIN"`, "observation connection-domains", `Then the connection "main" lists the domain "corp"`, connectionLists),
		step("account", `the connection `+alias+` shows the new certificate`, `the connection "NAME" shows the new certificate`, "observation connection-certificate", `Then the connection "main" shows the new certificate`, connectionShowsCertificate),
		step("account", `the connection `+alias+` shows the metadata of the service`, `the connection "NAME" shows the metadata of the service`, "observation service-metadata: the entity id that the identity provider needs", `Then the connection "main" shows the metadata of the service`, serviceShown),
	)
}

func givenProvider(ctx context.Context, w *World, a args) error { return w.newProvider(ctx, a.text[0]) }

// givenOtherTeam makes a team. There is no action that removes one.
func givenOtherTeam(ctx context.Context, w *World, a args) error {
	name := w.stage.text(a.text[0])
	w.sso().teams[a.text[0]] = name
	return w.setUp(ctx, "Team", name, "create-team", map[string]string{"by": "admin", "team": name})
}

// setUp makes something on the account side, and writes it down before.
func (w *World) setUp(ctx context.Context, kind, name, action string, vars map[string]string) error {
	if err := w.stage.Ledger.Intend(kind, name); err != nil {
		return err
	}
	return w.must(ctx, action, vars)
}

func givenConnection(ctx context.Context, w *World, a args) error {
	team := mainTeam
	if a.text[2] != "" {
		team = a.text[2]
	}
	return w.connect(ctx, a.text[0], a.text[1], team)
}

// connect makes a connection, which is removed when the check is over.
func (w *World) connect(ctx context.Context, alias, to, team string) error {
	p, name := w.sso().providers[to], w.stage.text(alias)
	if p == nil || w.sso().teams[team] == "" {
		return w.broken("there is no identity provider %q, or no team %q", to, team)
	}
	err := w.setUp(ctx, "Connection", name, "create-connection", map[string]string{
		"by": "admin", "name": name, "team": w.sso().teams[team], "entity": p.Entity, "url": p.SignOnURL(), "certificate": p.Certificate,
	})
	if err != nil {
		return err
	}
	id := fmt.Sprint(w.deed.result.Value)
	w.sso().connections[alias] = &connection{id: id, provider: to}
	w.afterwards(func(ctx context.Context) { w.asSupport(ctx, "delete-connection", map[string]string{"connection": id}) })
	return nil
}

// asSupport tidies up: support may do what others may not while SSO is on
// (SSO-14). What is gone already is refused.
func (w *World) asSupport(ctx context.Context, action string, vars map[string]string) {
	vars["by"] = "support"
	_, _ = w.stage.Beyond.Act(ctx, action, vars)
}

func givenDomain(ctx context.Context, w *World, a args) error {
	name := fmt.Sprintf("%s-%s-%d.example", strings.ToLower(a.text[0]), strings.ToLower(w.stage.Marker), w.stage.number())
	to := ""
	if len(a.text) > 2 {
		to = a.text[2]
	}
	return w.domainUntil(ctx, a.text[0], name, a.text[1], to)
}

// domainUntil adds a domain to the first team and takes it so far: added,
// verified, linked to a connection, turned on with it.
func (w *World) domainUntil(ctx context.Context, alias, name, stage, to string) error {
	if err := w.addDomain(ctx, alias, name); err != nil {
		return err
	}
	vars := map[string]string{"by": "admin", "domain": name, "team": mainTeam}
	if to != "" {
		c, err := w.connectionCalled(to)
		if err != nil {
			return err
		}
		vars["connection"] = c.id
	}
	steps := []string{"verify-domain", "link-domain", "turn-sso-on"}
	for _, action := range steps[:slices.Index([]string{"added", "verified", "linked to", "turned on with"}, stage)] {
		if err := w.must(ctx, action, vars); err != nil {
			return err
		}
	}
	return nil
}

// addDomain adds a domain, which is removed when the check is over: unlinked
// before the connection goes, because that was made earlier.
func (w *World) addDomain(ctx context.Context, alias, name string) error {
	if err := w.setUp(ctx, "Domain", name, "add-domain", map[string]string{"by": "admin", "domain": name, "team": mainTeam}); err != nil {
		return err
	}
	w.sso().domains[alias], w.sso().latest = name, alias
	w.afterwards(func(ctx context.Context) {
		w.asSupport(ctx, "unlink-domain", map[string]string{"domain": name})
		w.asSupport(ctx, "delete-domain", map[string]string{"domain": name})
	})
	return nil
}

func givenSignOn(ctx context.Context, w *World, a args) error {
	if err := w.connectNew(ctx, a.text[0]); err != nil {
		return err
	}
	return givenDomain(ctx, w, args{text: []string{a.text[1], "turned on with", a.text[0]}})
}

// connectNew makes an identity provider and a connection of one name. It lets
// newcomers in; where that cannot be set, their sign-in will tell.
func (w *World) connectNew(ctx context.Context, alias string) error {
	if err := w.newProvider(ctx, alias); err != nil {
		return err
	}
	if err := w.connect(ctx, alias, alias, mainTeam); err != nil {
		return err
	}
	_, _ = w.stage.Beyond.Act(ctx, "edit-connection", map[string]string{"by": "admin", "connection": w.sso().connections[alias].id, "just-in-time": "true"})
	return nil
}

// givenSignOnOfDirectory takes the domain of those who are provisioned, which all
// checks share: it has to be free again when the check is over, and deletion takes
// time (SSO-09).
func givenSignOnOfDirectory(ctx context.Context, w *World, a args) error {
	if err := w.connectNew(ctx, a.text[0]); err != nil {
		return err
	}
	if err := w.turnOn(ctx); err != nil {
		return err
	}
	if len(w.tenant.users) == 0 {
		return w.broken("there is nobody in the directory")
	}
	_, name, _ := strings.Cut(w.mail(w.tenant.users[0]), "@")
	w.afterwards(func(ctx context.Context) { w.asSupport(ctx, "advance-clock", map[string]string{"duration": "1h"}) })
	return w.domainUntil(ctx, "directory", name, "turned on with", a.text[0])
}

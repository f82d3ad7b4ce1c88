package steps

import (
	"context"
	"maps"
	"strings"
)

// setupVerb is something that people do to connections and domains, which a target
// file describes as an action.
type setupVerb struct {
	tries, does string            // first word: verify, verifies
	words       string            // with DOMAIN, TEAM, CONNECTION, PROVIDER, PERSON and TEXT
	action      string            // in the target file
	fixed       map[string]string // placeholders
	text        string            // placeholder of the text
	example     string
}

func setupVerbs() []setupVerb {
	on, off := map[string]string{"just-in-time": "true"}, map[string]string{"just-in-time": "false"}
	return []setupVerb{
		{"add", "adds", "the domain DOMAIN to the team TEAM", "add-domain", nil, "", `the domain "corp" to the team "other"`},
		{"verify", "verifies", "the domain DOMAIN in the team TEAM", "verify-domain", nil, "", `the domain "corp" in the team "other"`},
		{"link", "links", "the domain DOMAIN to CONNECTION", "link-domain", nil, "", `the domain "corp" to "main"`},
		{"unlink", "unlinks", "the domain DOMAIN", "unlink-domain", nil, "", `the domain "corp"`},
		{"delete", "deletes", "the domain DOMAIN", "delete-domain", nil, "", `the domain "corp"`},
		{"turn", "turns", "single sign-on of CONNECTION on", "turn-sso-on", nil, "", `single sign-on of "main" on`},
		{"turn", "turns", "single sign-on of CONNECTION off because TEXT", "turn-sso-off", nil, "reason", `single sign-on of "main" off because "we move"`},
		{"turn", "turns", "single sign-on of CONNECTION off without a reason", "turn-sso-off", nil, "", `single sign-on of "main" off without a reason`},
		{"make", "makes", "PERSON the test user of CONNECTION", "set-test-user", nil, "", `"eve" the test user of "main"`},
		{"remove", "removes", "the test user of CONNECTION", "remove-test-user", nil, "", `the test user of "main"`},
		{"rename", "renames", "the connection CONNECTION to TEXT", "edit-connection", nil, "name", `the connection "main" to "Ours"`},
		{"point", "points", "the connection CONNECTION at PROVIDER", "edit-connection", nil, "", `the connection "main" at "okta"`},
		{"switch", "switches", "just-in-time provisioning of CONNECTION on", "edit-connection", on, "", `just-in-time provisioning of "main" on`},
		{"switch", "switches", "just-in-time provisioning of CONNECTION off", "edit-connection", off, "", `just-in-time provisioning of "main" off`},
		{"renew", "renews", "the certificate of CONNECTION", "renew-certificate", nil, "", `the certificate of "main"`},
		{"delete", "deletes", "the connection CONNECTION", "delete-connection", nil, "", `the connection "main"`},
	}
}

// places are what the words in quotation marks of a verb stand for, in their
// order.
func (v setupVerb) places() []string {
	var found []string
	for _, word := range strings.Fields(v.words) {
		if word == strings.ToUpper(word) && len(word) > 1 {
			found = append(found, word)
		}
	}
	return found
}

// step makes a sentence of a verb: to try something, or to do what the check needs.
func (v setupVerb) step(tries bool) Step {
	begins, meaning := " "+v.does+" ", "the same, and the check needs it"
	if tries {
		begins, meaning = " tries to "+v.tries+" ", "action "+v.action
	}
	var pattern, form []string
	for _, place := range v.places() {
		pattern, form = append(pattern, place, alias), append(form, place, `"`+place+`"`)
	}
	pattern = append([]string{"TEXT", quoted}, pattern...) // the first one counts
	words := strings.NewReplacer(pattern...).Replace(v.words)
	return step("request", actor+begins+words, "WHO"+begins+strings.NewReplacer(form...).Replace(v.words), meaning, "When an admin"+begins+v.example, func(ctx context.Context, w *World, a args) error {
		return w.setting(ctx, v, a, tries)
	})
}

// setting does what the verb says.
func (w *World) setting(ctx context.Context, v setupVerb, a args, tries bool) error {
	vars := map[string]string{"by": role(a.text[0])}
	maps.Copy(vars, v.fixed)
	if v.action == "renew-certificate" {
		if err := w.prepareRenewal(ctx, a.text[1], vars); err != nil {
			return err
		}
	}
	for i, place := range v.places() {
		if err := w.stands(ctx, v, place, a.text[1+i], vars); err != nil {
			return err
		}
	}
	do := w.must
	if tries {
		do = w.act
	}
	err := do(ctx, v.action, vars)
	if err == nil && v.action == "renew-certificate" && !w.deed.result.Refused {
		w.renewed(a.text[1])
	}
	return err
}

// stands puts in what a word in quotation marks stands for.
func (w *World) stands(ctx context.Context, v setupVerb, place, word string, vars map[string]string) error {
	switch place {
	case "DOMAIN":
		domain, err := w.domainCalled(word)
		if err != nil {
			return err
		}
		vars["domain"] = domain
	case "CONNECTION":
		c, err := w.connectionCalled(word)
		if err != nil {
			return err
		}
		vars["connection"] = c.id
	case "PERSON":
		one, err := w.newcomer(ctx, word)
		if err != nil {
			return err
		}
		vars["email"] = one.mail
	default:
		return w.standsElse(v, place, word, vars)
	}
	return nil
}

func (w *World) standsElse(v setupVerb, place, word string, vars map[string]string) error {
	p, team := w.sso().providers[word], w.sso().teams[word]
	switch {
	case place == "TEXT" && v.text == "name":
		vars["name"] = w.new("text", word)
	case place == "TEXT":
		vars[v.text] = word
	case place == "TEAM" && team != "":
		vars["team"] = team
	case place == "PROVIDER" && p != nil:
		vars["entity"], vars["url"] = p.Entity, p.SignOnURL()
	default:
		return w.broken("nothing is called %q", word)
	}
	return nil
}

// prepareRenewal makes the key that the identity provider will sign with.
func (w *World) prepareRenewal(ctx context.Context, alias string, vars map[string]string) error {
	c, err := w.connectionCalled(alias)
	if err != nil {
		return err
	}
	c.fresh, err = w.keyFor(ctx, w.signOn.providers[c.provider].Entity)
	if err == nil {
		vars["certificate"] = c.fresh.Certificate
	}
	return err
}

// renewed: the identity provider signs with the new key from now on.
func (w *World) renewed(alias string) {
	c := w.signOn.connections[alias]
	w.signOn.providers[c.provider], c.fresh = c.fresh, nil
}

package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

func (w *World) domainCalled(alias string) (name string, err error) {
	if name = w.sso().domains[alias]; name == "" {
		return "", w.broken("there is no domain %q", alias)
	}
	return name, nil
}

// expectOfDomain judges an observation about the domain that the sentence names.
func (w *World) expectOfDomain(ctx context.Context, a args, observation string, expected any) error {
	domain, err := w.domainCalled(a.text[0])
	if err != nil {
		return err
	}
	return w.expectObserved(ctx, a, observation, map[string]string{"domain": domain}, expected)
}

func domainIs(ctx context.Context, w *World, a args) error {
	return w.expectOfDomain(ctx, a, "domain-state", a.text[1])
}

// stillVerified: that a domain was unlinked, a service may show or not (SSO-08).
func stillVerified(ctx context.Context, w *World, a args) error {
	domain, err := w.domainCalled(a.text[0])
	if err != nil {
		return err
	}
	sight, err := w.observe(ctx, "domain-state", map[string]string{"domain": domain})
	if err != nil {
		return err
	}
	w.judgeObserved(a, "domain-state", sight, sight.Value == "verified" || sight.Value == "unlinked", "verified, or unlinked")
	return nil
}

func domainOfTeam(ctx context.Context, w *World, a args) error {
	return w.expectOfDomain(ctx, a, "domain-team", w.sso().teams[a.text[1]])
}

func domainLinked(ctx context.Context, w *World, a args) error {
	c, err := w.connectionCalled(a.text[1])
	if err != nil {
		return err
	}
	return w.expectOfDomain(ctx, a, "domain-connection", c.id)
}

// beingDeleted: a deletion may be immediate or not (SSO-09). What cannot be seen
// may be gone already, and tells nothing.
func beingDeleted(ctx context.Context, w *World, a args) error {
	domain, err := w.domainCalled(a.text[0])
	if err != nil {
		return err
	}
	sight, err := w.stage.Beyond.Look(ctx, "domain-state", map[string]string{"domain": domain})
	if err == nil {
		w.judgeObserved(a, "domain-state", sight, sight.Value == "deleting", "deleting")
	}
	return nil
}

func deletionTold(ctx context.Context, w *World, a args) error {
	domain, err := w.domainCalled(a.text[0])
	if err != nil {
		return err
	}
	sight, err := w.observe(ctx, "notices", map[string]string{})
	if err != nil {
		return err
	}
	list, _ := sight.Value.([]any)
	told := slices.ContainsFunc(list, func(one any) bool { return strings.Contains(strings.ToLower(fmt.Sprint(one)), domain) })
	w.judgeObserved(a, "notices", sight, told, "a notice about "+domain)
	return nil
}

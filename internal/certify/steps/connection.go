package steps

import (
	"context"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/signon"
)

// connection leads to an identity provider; fresh has the key that its next
// certificate is for.
type connection struct {
	id, provider string // the latter in the words of the check
	fresh        *signon.Provider
}

func (w *World) connectionCalled(alias string) (*connection, error) {
	if c := w.sso().connections[alias]; c != nil {
		return c, nil
	}
	return nil, w.broken("there is no connection %q", alias)
}

// expectOfConnection judges an observation about the connection that the sentence
// names.
func (w *World) expectOfConnection(ctx context.Context, a args, observation string, expected any) error {
	c, err := w.connectionCalled(a.text[0])
	if err != nil {
		return err
	}
	return w.expectObserved(ctx, a, observation, map[string]string{"connection": c.id}, expected)
}

func connectionIs(ctx context.Context, w *World, a args) error {
	return w.expectOfConnection(ctx, a, "connection-state", a.text[1])
}

func justInTimeIs(ctx context.Context, w *World, a args) error {
	return w.expectOfConnection(ctx, a, "just-in-time", a.text[1] == "on")
}

func connectionNamed(ctx context.Context, w *World, a args) error {
	return w.expectOfConnection(ctx, a, "connection-name", w.new("text", a.text[1]))
}

func connectionLeads(ctx context.Context, w *World, a args) error {
	p := w.sso().providers[a.text[1]]
	if p == nil {
		return w.broken("there is no identity provider %q", a.text[1])
	}
	return w.expectOfConnection(ctx, a, "connection-entity", p.Entity)
}

func connectionLists(ctx context.Context, w *World, a args) error {
	c, err := w.connectionCalled(a.text[0])
	if err != nil {
		return err
	}
	domain, err := w.domainCalled(a.text[1])
	if err != nil {
		return err
	}
	return w.expectAmong(ctx, a, "connection-domains", map[string]string{"connection": c.id}, domain, true)
}

func connectionShowsCertificate(ctx context.Context, w *World, a args) error {
	c, err := w.connectionCalled(a.text[0])
	if err != nil {
		return err
	}
	sight, err := w.observe(ctx, "connection-certificate", map[string]string{"connection": c.id})
	if err != nil {
		return err
	}
	wanted := strings.TrimSpace(w.signOn.providers[c.provider].Certificate)
	w.judgeObserved(a, "connection-certificate", sight, strings.TrimSpace(fmt.Sprint(sight.Value)) == wanted, wanted)
	return nil
}

func serviceShown(ctx context.Context, w *World, a args) error {
	c, err := w.connectionCalled(a.text[0])
	if err != nil {
		return err
	}
	sight, err := w.observe(ctx, "service-metadata", map[string]string{"connection": c.id})
	if err != nil {
		return err
	}
	w.judgeObserved(a, "service-metadata", sight, strings.TrimSpace(fmt.Sprint(sight.Value)) != "", "an entity id")
	return nil
}

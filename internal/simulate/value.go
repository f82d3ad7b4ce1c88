package simulate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/scimulator/scimulator/internal/observe"
	"github.com/scimulator/scimulator/internal/scenario"
	"github.com/scimulator/scimulator/internal/signon"
)

// value is what a value of the story stands for.
func (r *run) value(ctx context.Context, v scenario.Value) (string, error) {
	switch {
	case v.Kept != "":
		return r.kept[v.Kept], nil
	case v.Certificate != "":
		return r.certificate(ctx, v.Certificate, v.Renewed)
	case v.Entity != "":
		return r.entity(v.Entity), nil
	case v.SignOn != "":
		p, err := r.provider(ctx, v.SignOn)
		if err != nil {
			return "", err
		}
		return p.SignOnURL(), nil
	case v.Assertion != nil:
		return r.assertion(ctx, *v.Assertion)
	}
	return r.worded(fmt.Sprint(v.Plain)), nil
}

// entity is the entity id of an identity provider: it carries the marker, so that
// nobody else has it.
func (r *run) entity(name string) string {
	return "https://" + name + "-" + strings.ToLower(r.config.Marking.Marker) + ".example"
}

// provider is an identity provider of the story, which is made when the story first
// speaks of it.
func (r *run) provider(ctx context.Context, name string) (*signon.Provider, error) {
	if known := r.providers[name]; known != nil {
		return known, nil
	}
	made, err := r.newKey(ctx, name)
	if err == nil {
		r.providers[name] = made
	}
	return made, err
}

func (r *run) newKey(ctx context.Context, name string) (*signon.Provider, error) {
	now, err := r.targetTime(ctx)
	if err != nil {
		return nil, err
	}
	if r.config.Unrepeatable != nil {
		r.config.Unrepeatable("the story signs with a key that was made for the run alone")
	}
	return signon.New(r.entity(name), now)
}

// certificate is the one that the provider signs with, or that of a new key, with
// which it signs once the target has it (renewed).
func (r *run) certificate(ctx context.Context, name string, renewed bool) (string, error) {
	if !renewed {
		p, err := r.provider(ctx, name)
		if err != nil {
			return "", err
		}
		return p.Certificate, nil
	}
	fresh, err := r.newKey(ctx, name)
	if err != nil {
		return "", err
	}
	r.fresh[name] = fresh
	return fresh.Certificate, nil
}

// renewed: the providers whose new certificates an action brought sign with them
// from now on.
func (r *run) renewed(act *scenario.Act) {
	for _, v := range act.With {
		if v.Renewed {
			r.providers[v.Certificate] = r.fresh[v.Certificate]
		}
	}
}

// assertion is what an identity provider says of somebody of the directory, or what
// a stranger says in its name.
func (r *run) assertion(ctx context.Context, a scenario.Assertion) (string, error) {
	p, err := r.provider(ctx, a.By)
	if err == nil && a.Stranger {
		p, err = r.newKey(ctx, a.By)
	}
	if err != nil {
		return "", err
	}
	now, err := r.targetTime(ctx)
	if err != nil {
		return "", err
	}
	who := signon.Person{Mail: r.userName(a.For)}
	if user := r.directory.User(a.For); user != nil {
		who.GivenName, _ = user.Value("givenName")
		who.FamilyName, _ = user.Value("surname")
	}
	return p.Says(who, now)
}

// targetTime is what the clock of the target shows; where nobody can see it, it is
// taken to be right.
func (r *run) targetTime(ctx context.Context) (time.Time, error) {
	if r.observer == nil {
		return time.Now(), nil
	}
	sight, err := r.observer.Look(ctx, "clock", map[string]string{})
	r.wire.countLook(sight.Exchange)
	var missing *observe.Missing
	switch {
	case errors.As(err, &missing):
		return time.Now(), nil
	case err != nil:
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, fmt.Sprint(sight.Value))
}

// asID adds the id of the object that a value names by its alias.
func (r *run) asID(vars map[string]string, name, text string) {
	kind := r.aliasKind(text)
	if kind == "" {
		return
	}
	if id := r.wire.idOf(kind, text); id != "" {
		vars[name+".id"] = id
	}
}

// fits says whether something seen is what the story expects.
func (r *run) fits(ctx context.Context, v scenario.Value, seen any) (bool, error) {
	switch {
	case v.Any:
		return observed(seen) != `""` && observed(seen) != "[]", nil
	case v.Says != "":
		return says(seen, r.worded(v.Says)), nil
	case v.Either != nil:
		return slices.Contains(v.Either, fmt.Sprint(seen)), nil
	case v.Plain != nil:
		return r.sameObserved(v.Plain, seen), nil
	}
	text, err := r.value(ctx, v)
	return err == nil && strings.TrimSpace(text) == strings.TrimSpace(fmt.Sprint(seen)), err // PEM may end with a line or not
}

func says(seen any, words string) bool {
	list, ok := seen.([]any)
	if !ok {
		list = []any{seen}
	}
	for _, one := range list {
		if strings.Contains(strings.ToLower(fmt.Sprint(one)), strings.ToLower(words)) {
			return true
		}
	}
	return false
}

// expectedText is what the story expects, in words.
func (r *run) expectedText(v scenario.Value) string {
	switch {
	case v.Any:
		return "anything but nothing"
	case v.Says != "":
		return fmt.Sprintf("%q in it", r.worded(v.Says))
	case v.Either != nil:
		return strings.Join(v.Either, " or ")
	case v.Kept != "":
		return fmt.Sprintf("%q, which is kept as %s", r.kept[v.Kept], v.Kept)
	case v.Certificate != "":
		return "the certificate of " + v.Certificate
	case v.Entity != "":
		return fmt.Sprintf("%q", r.entity(v.Entity))
	}
	return observed(v.Plain)
}

package defect

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/scimulator/scimulator/internal/scim"
)

// alias is an id under which a resource is shown instead of its own.
type alias struct{ kind, shown, own string }

// aliases make a server show other ids than the correct one behind it has: what
// clients send is translated to its ids, what it answers to theirs.
type aliases struct {
	mu   sync.Mutex
	list []alias
}

// give shows a resource under another id from now on.
func (a *aliases) give(kind, own, shown string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if own == "" {
		return
	}
	a.list = slices.DeleteFunc(a.list, func(one alias) bool { return one.own == own })
	if len(a.list) < maxNotes {
		a.list = append(a.list, alias{kind, shown, own})
	}
}

func (a *aliases) all() []alias {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.list)
}

// receive translates a request. An id of the path is looked up among its type;
// elsewhere the first resource of the id counts. It answers 404 when the path
// has an id that is not shown any more.
func (a *aliases) receive(c *Call) *Answer {
	list := a.all()
	gone := func(one alias) bool { return one.kind == c.Kind() && one.own == c.ID() && one.shown != one.own }
	if c.ID() != "" && slices.ContainsFunc(list, gone) {
		return Refuse(http.StatusNotFound, "", "there is no resource with this id")
	}
	var pairs []string
	for _, one := range list {
		if one.kind == c.Kind() && one.shown == c.ID() {
			c.Path = "/" + one.kind + "/" + one.own
		}
		pairs = append(pairs, `"`+one.shown+`"`, `"`+one.own+`"`)
	}
	replace := strings.NewReplacer(pairs...)
	c.Raw = []byte(replace.Replace(string(c.Raw)))
	for _, values := range c.Query {
		for i := range values {
			values[i] = replace.Replace(values[i])
		}
	}
	return nil
}

// send translates an answer.
func (a *aliases) send(_ *Call, answer *Answer) {
	var pairs []string
	for _, one := range a.all() {
		pairs = append(pairs, one.own, one.shown)
	}
	replace := strings.NewReplacer(pairs...)
	answer.Raw = []byte(replace.Replace(string(answer.Raw)))
	for _, values := range answer.Header {
		for i := range values {
			values[i] = replace.Replace(values[i])
		}
	}
}

// naming makes hooks that give each resource that is created another id; "" lets
// it be.
func naming(name func(c *Call, own string) string) (*aliases, Hooks) {
	a := &aliases{}
	return a, Hooks{
		Before: a.receive,
		After: func(c *Call, answer *Answer) {
			if answer.Status == http.StatusCreated && (c.Kind() == "Users" || c.Kind() == "Groups") {
				own := answer.Body().ID()
				if shown := name(c, own); shown != "" {
					a.give(c.Kind(), own, shown)
				}
			}
			a.send(c, answer)
		},
	}
}

// ownerOf is the user name of an answer that shows one user.
func ownerOf(answer *Answer) string {
	if !answer.OK() || !hasSchema(answer.Body(), scim.URNUser) {
		return ""
	}
	return answer.Body().String("userName")
}

package defect

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// toOne says whether a request is to one user or group, or for POST creates one.
func toOne(c *Call, methods ...string) bool {
	return slices.ContainsFunc(methods, func(method string) bool { return c.Is(method, "Users") || c.Is(method, "Groups") })
}

// onAnswersTo makes hooks that see the answers to requests with a method to one
// user or group.
func onAnswersTo(method string, edit func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if toOne(c, method) {
				edit(c, a)
			}
		}}
	}
}

// onRequestsTo makes hooks that see requests with one of the methods to one user
// or group.
func onRequestsTo(see func(c *Call) *Answer, methods ...string) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			if toOne(c, methods...) {
				return see(c)
			}
			return nil
		}}
	}
}

// wentWrong is the answer of a server that did not expect the case.
func wentWrong() *Answer { return Refuse(http.StatusInternalServerError, "", "internal error") }

// unknownID is the answer to a request for a resource that is not there.
func unknownID(c *Call) *Answer {
	return Refuse(http.StatusNotFound, "", "there is no "+strings.TrimSuffix(c.Kind(), "s")+" with id "+c.ID())
}

// overlapping is how long an answer takes when it matters which requests come
// at the same time.
const overlapping = 50 * time.Millisecond

// crowd notices requests that come while the answer to an earlier one is on its
// way. It holds successes back for as long as that, so that a client which waits
// for each answer never meets itself.
type crowd struct {
	mu   sync.Mutex
	ends map[string]time.Time // by what the requests are about
}

// run carries out a request, which learns whether another one about the same is
// on its way.
func (w *crowd) run(about string, do func(others bool) *Answer) *Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	maps.DeleteFunc(w.ends, func(_ string, end time.Time) bool { return !now.Before(end) })
	_, others := w.ends[about]
	answer := do(others)
	if !answer.OK() {
		return answer
	}
	answer.Delay = overlapping
	if w.ends == nil {
		w.ends = map[string]time.Time{}
	}
	if !others {
		w.ends[about] = time.Now().Add(overlapping)
	}
	return answer
}

// ghosts are users and groups that a client has deleted and the server behind
// still has.
type ghosts struct {
	mu   sync.Mutex
	list []ghost
}

type ghost struct{ kind, id, name string }

func (g *ghosts) add(one ghost) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.list) < maxNotes {
		g.list = append(g.list, one)
	}
}

func (g *ghosts) drop(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.list = slices.DeleteFunc(g.list, func(one ghost) bool { return one.id == id })
}

func (g *ghosts) all() []ghost {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.list)
}

// has says whether the request goes to a ghost.
func (g *ghosts) has(c *Call) bool {
	return c.ID() != "" && slices.ContainsFunc(g.all(), func(one ghost) bool { return one.kind == c.Kind() && one.id == c.ID() })
}

// bury makes a ghost of the resource that a DELETE names: it leaves its groups,
// but stays.
func (g *ghosts) bury(c *Call) *Answer {
	resource := stored(c)
	if resource == nil || c.Header.Get("If-Match") != "" && !matchesVersion(c) {
		return c.Pass() // 404 or 412, and nothing done
	}
	leaveGroups(c)
	g.add(ghost{c.Kind(), c.ID(), cmp.Or(resource.String("userName"), resource.String("displayName"))})
	return &Answer{Status: http.StatusNoContent, Header: http.Header{}}
}

// named is the ghost whose name a request gives to a resource.
func (g *ghosts) named(c *Call) (ghost, bool) {
	name := nameIn(c)
	for _, one := range g.all() {
		if one.kind == c.Kind() && strings.EqualFold(one.name, name) {
			return one, true
		}
	}
	return ghost{}, false
}

// nameIn is the userName or displayName that a request writes, "" when it writes
// none.
func nameIn(c *Call) string {
	var name string
	look := func(attribute string) func(*Call, scim.Resource) *Answer {
		return func(_ *Call, values scim.Resource) *Answer {
			if value, sent := written(values, attribute); sent {
				name = asText(value)
			}
			return nil
		}
	}
	twin := *c // which may be written anew
	whenWritten(scim.URNUser, look("userName"))(&twin)
	whenWritten(scim.URNGroup, look("displayName"))(&twin)
	return name
}

// release deletes for good the ghost whose name a request wants.
func (g *ghosts) release(c *Call) {
	if one, ok := g.named(c); ok {
		c.Ask(http.MethodDelete, "/"+one.kind+"/"+one.id, nil)
		g.drop(one.id)
	}
}

// hide makes a list one without ghosts.
func (g *ghosts) hide(c *Call) {
	var ids []string
	for _, one := range g.all() {
		if q := (asked{c}); q.place() == "/" || q.Kind() == one.kind {
			ids = append(ids, one.id)
		}
	}
	if len(ids) > 0 {
		narrow(asked{c}, "not "+among(ids))
	}
}

// narrow makes the filter of a list stricter.
func narrow(q asked, filter string) {
	if text, _ := q.get("filter"); strings.TrimSpace(text) != "" {
		filter = "(" + text + ") and " + filter
	}
	q.set("filter", filter)
}

// matchesVersion says whether If-Match names the version of the resource.
func matchesVersion(c *Call) bool {
	tag := c.Ask(http.MethodGet, "/"+c.Kind()+"/"+c.ID(), nil).Header.Get("ETag")
	for _, one := range strings.Split(c.Header.Get("If-Match"), ",") {
		if one = strings.TrimSpace(one); one == "*" || tag != "" && strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// leaveGroups takes the resource of a request out of its groups.
func leaveGroups(c *Call) {
	for _, group := range manyOf(stored(c), "groups") {
		if group.String("type") == "direct" {
			c.Ask(http.MethodPatch, "/Groups/"+group.String("value"), messageOf(doing("remove", "members[value eq "+string(encode(c.ID()))+"]", nil)))
		}
	}
}

// bodyOf is the body of a request in a demonstration: "POST /Users {…}".
func bodyOf(line string) string { return line[strings.Index(line, "{"):] }

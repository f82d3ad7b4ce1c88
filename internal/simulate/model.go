package simulate

import (
	"slices"
	"sync"

	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/profile"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
	"github.com/scimulator/scimulator/internal/scim/schema"
)

// model is what the target should hold, made from the job's own writes and the
// profile's effects (design §5). Resources are kept for one cycle only, the
// member sets of groups for the whole run, since the engine never reads them.
type model struct {
	profile *profile.Profile
	sets    map[provision.Kind]*schema.Set

	mu       sync.Mutex
	touched  []*expectation // of this cycle, in the order of the first write
	current  map[resourceKey]*expectation
	members  map[string]map[string]bool // group id -> ids of its members
	doubtful map[string]map[string]bool // group id -> ids whose membership cannot be known
	vanished map[string]bool            // ids of deleted users: a group may or may not still list them
}

type resourceKey struct {
	kind provision.Kind
	id   string
}

// expectation is what one resource should look like after the cycle.
type expectation struct {
	kind     provision.Kind
	id       string
	object   string        // alias
	resource scim.Resource // nil: nothing is known yet
	written  bool          // a write succeeded: the resource is compared
	created  bool
	deleted  bool
	unsure   bool // a write got no answer: the state cannot be known
	disabled bool // the last write switched the account off
	removed  []check.Gone
	byList   bool  // members were removed by a list of values
	exchange int64 // of the last write
}

func newModel(p *profile.Profile, sets map[provision.Kind]*schema.Set) *model {
	return &model{
		profile: p, sets: sets, current: map[resourceKey]*expectation{},
		members: map[string]map[string]bool{}, doubtful: map[string]map[string]bool{}, vanished: map[string]bool{},
	}
}

// close ends a cycle and gives out what was written in it.
func (m *model) close() []*expectation {
	m.mu.Lock()
	defer m.mu.Unlock()
	touched := m.touched
	m.touched, m.current = nil, map[resourceKey]*expectation{}
	return touched
}

func (m *model) of(kind provision.Kind, id, object string) *expectation {
	key := resourceKey{kind, id}
	e := m.current[key]
	if e == nil {
		e = &expectation{kind: kind, id: id, object: object}
		m.current[key] = e
	}
	return e
}

// shown notes what a read or a match showed: a resource that was matched, not
// created, starts from there (design §6a).
func (m *model) shown(kind provision.Kind, object string, resource scim.Resource) {
	if resource.ID() == "" {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.of(kind, resource.ID(), object)
	if !e.written {
		e.resource = ours(resource)
	}
}

// ours leaves out what the service provider alone writes.
func ours(resource scim.Resource) scim.Resource {
	own := scim.Resource{}
	for name, value := range resource {
		switch name {
		case "id", "schemas", "meta", "groups", "members":
		default:
			own[name] = scim.Clone(value)
		}
	}
	return own
}

// created notes a successful creation.
func (m *model) created(request provision.Request, body scim.Resource, id string, exchange int64) {
	if id == "" {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.of(request.Kind, id, request.Object)
	e.resource, e.created = ours(body), true
	m.write(e, exchange)
	if request.Kind == provision.Group {
		m.members[id] = map[string]bool{}
	}
}

func (m *model) write(e *expectation, exchange int64) {
	e.exchange = exchange
	if !e.written {
		e.written = true
		m.touched = append(m.touched, e)
	}
}

// patched notes a successful PATCH: membership changes go to the member sets,
// everything else is applied to what was there, as Entra means it.
func (m *model) patched(request provision.Request, exchange int64) {
	operations, err := patch.Decode(request.Body, patch.Tolerant)
	if err != nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.of(request.Kind, request.ID, request.Object)
	m.write(e, exchange)
	if add, remove, ok := patch.MemberDelta(operations, patch.Tolerant); ok {
		m.changeMembers(e, add, remove)
		e.byList = e.byList || slices.ContainsFunc(operations, removesByList)
		return
	}
	if ids, ok := replacesMembers(operations); ok && e.kind == provision.Group {
		m.renew(e, ids)
		return
	}
	m.clear(e, operations)
	m.apply(e, operations)
	m.effect(e, request.Effect)
}

func (m *model) changeMembers(e *expectation, add, remove []string) {
	set := m.members[e.id] // nil when the members could not be read: then they are not compared
	for _, id := range add {
		delete(m.doubtful[e.id], id)
		if set != nil {
			set[id] = true
		}
	}
	for _, id := range remove {
		delete(m.doubtful[e.id], id)
		delete(set, id)
		e.removed = append(e.removed, check.Gone{Attribute: "members", Value: id})
	}
}

// removesByList: Entra's form without the flag (E-5.41).
func removesByList(operation patch.Operation) bool {
	return operation.Op == patch.Remove && operation.HasValue
}

// clear notes values that are taken away by writing the empty text (E-5.27), so
// that one which stays is found.
func (m *model) clear(e *expectation, operations []patch.Operation) {
	for _, operation := range operations {
		path := cleared(operation)
		target, err := dialect.ParseTarget(path)
		if err != nil || path == "" {
			continue
		}
		before, _ := target.Find(e.resource)
		if object := scim.AsObject(before); object != nil {
			before = object.String("value")
		}
		if text, ok := before.(string); ok && text != "" {
			e.removed = append(e.removed, check.Gone{Attribute: path, Value: text})
		}
	}
}

func (m *model) apply(e *expectation, operations []patch.Operation) {
	if e.resource == nil {
		e.resource = scim.Resource{}
	}
	applier := patch.Applier{Set: m.sets[e.kind], Mode: patch.Tolerant}
	if _, err := applier.Apply(e.resource, operations); err != nil {
		// The engine's own PATCH always applies to what it has read; if it does
		// not, what was read was not sound, which is a finding already.
		e.unsure = true
	}
}

// effect applies what the application does by itself when a user is disabled
// (design §5, effects).
func (m *model) effect(e *expectation, action provision.Action) {
	if e.kind != provision.User || action == "" {
		return
	}
	e.disabled = action == provision.ActionDisable
	if e.disabled && m.promises("user.disabled", "leave-synced-groups") {
		m.leaveGroups(e)
	}
}

func (m *model) promises(event, then string) bool {
	for _, effect := range m.profile.EffectsOf(event) {
		for _, word := range effect.Then {
			if word == then {
				return true
			}
		}
	}
	return false
}

func (m *model) leaveGroups(user *expectation) {
	for group, members := range m.members {
		if !members[user.id] {
			continue
		}
		delete(members, user.id)
		e := m.of(provision.Group, group, "")
		e.removed = append(e.removed, check.Gone{Attribute: "members", Value: user.id})
		m.write(e, user.exchange)
	}
}

// removed notes a successful DELETE.
func (m *model) removed(request provision.Request, exchange int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.of(request.Kind, request.ID, request.Object)
	e.deleted = true
	m.write(e, exchange)
	delete(m.members, request.ID)
	delete(m.doubtful, request.ID)
	m.vanished[request.ID] = true
}

// lost notes a write without an answer, or one that was answered with a server
// error: the state cannot be known. Of a group's members only those that the
// write names are in doubt, until a later write about them succeeds.
func (m *model) lost(request provision.Request) {
	if request.Operation == provision.Whole {
		m.lostWhole(request)
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lostEffect(request)
	operations, err := patch.Decode(request.Body, patch.Tolerant)
	if add, remove, ok := patch.MemberDelta(operations, patch.Tolerant); ok && err == nil {
		m.doubt(request.ID, slices.Concat(add, remove))
		return
	}
	m.of(request.Kind, request.ID, request.Object).unsure = true
}

// lostEffect notes what a write that may have been carried out may have done to
// groups: a deleted user may have left them, and so may a disabled one by the
// effects of the profile.
func (m *model) lostEffect(request provision.Request) {
	switch {
	case request.Operation == provision.Delete:
		m.vanished[request.ID] = true
	case request.Kind == provision.User && request.Effect == provision.ActionDisable && m.promises("user.disabled", "leave-synced-groups"):
		for group, members := range m.members {
			if members[request.ID] {
				m.doubt(group, []string{request.ID})
			}
		}
	}
}

func (m *model) doubt(group string, ids []string) {
	if m.doubtful[group] == nil {
		m.doubtful[group] = map[string]bool{}
	}
	for _, id := range ids {
		m.doubtful[group][id] = true
	}
}

// knowsMembers says whether the member set of a group is known.
func (m *model) knowsMembers(group string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.members[group] != nil
}

// startMembers gives the member set of a matched group as the target shows it.
func (m *model) startMembers(group string, ids []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	m.members[group] = set
	delete(m.doubtful, group)
}

package simulate

import (
	"github.com/scimulator/scimulator/internal/check"
	"github.com/scimulator/scimulator/internal/provision"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

// replaced notes a group that was written whole (E-5.49): it holds what the body
// says, members included.
func (m *model) replaced(request provision.Request, exchange int64) {
	body, err := scim.Decode(request.Body)
	if err != nil {
		return
	}
	m.startMembers(request.ID, memberIDs(body))
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.of(request.Kind, request.ID, request.Object)
	e.resource = ours(body)
	m.write(e, exchange)
}

// replacesMembers reads a PATCH that gives a group a new list of members and does
// nothing else, as the validator adds one (E-12.5, row 22).
func replacesMembers(operations []patch.Operation) ([]string, bool) {
	if len(operations) != 1 || operations[0].Op != patch.Replace || operations[0].Path != "members" {
		return nil, false
	}
	return memberIDs(scim.Resource{"members": operations[0].Value}), true
}

// renew notes a new list of members.
func (m *model) renew(e *expectation, ids []string) {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	for id := range m.members[e.id] {
		if !set[id] {
			e.removed = append(e.removed, check.Gone{Attribute: "members", Value: id})
		}
	}
	m.members[e.id] = set
	delete(m.doubtful, e.id)
}

// lostWhole: whether a PUT without an answer was carried out cannot be known,
// nor who is a member.
func (m *model) lostWhole(request provision.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.of(request.Kind, request.ID, request.Object).unsure = true
	delete(m.members, request.ID)
}

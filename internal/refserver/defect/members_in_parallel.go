package defect

import (
	"sync"
	"time"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writingTime is how long a server without locks takes to write the members of a
// group; what comes in between does not see the change. Its answer comes after
// that time, so that one request after the other meets no fault.
const writingTime = 50 * time.Millisecond

// membersInParallel: a PATCH is atomic (RFC 7644 §3.5.2), so that none of
// several at the same time is lost, and adding what is there changes nothing;
// fd-086, fd-087.
func membersInParallel() []Defect {
	return []Defect{
		{
			Name: "members-parallel-changes-lost",
			Sentence: "Reads the members of a group, changes them and writes the list back without a lock: " +
				"of several changes by PATCH at the same time some are lost.",
			Subject: "members",
			Breaks:  []requirement.ID{"RFC7644-3.5.2.1-R07", "RFC7644-3.5.2.2-R04", "HOUSE-01"},
			Harm:    UsersLost,
			Field:   []string{"fd-086"},
			Shows: Demo{
				Given:   append(teamOfMany(16), `8x PATCH /Groups/$team `+patchBody(`{"op":"remove","path":"members[value sw \"$i\"]"}`)),
				Request: `GET /Groups/$team?attributes=members`,
				Control: `GET /Groups?attributes=displayName`,
			},
			Install: func() Hooks { return onPatch((&replica{}).change)() },
		},
		{
			Name:     "members-parallel-adds-doubled",
			Sentence: "Lists a member as often as PATCH requests at the same time add it.",
			Subject:  "members",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R11"},
			Harm:     DataDrift,
			Field:    []string{"fd-087"},
			Shows: Demo{
				Given:   append(people("anna"), teamOf(), `8x PATCH /Groups/$team `+patchBody(`{"op":"add","path":"members","value":[{"value":"$anna"}]}`)),
				Request: `GET /Groups/$team?attributes=members`,
				Control: `GET /Groups/$team?attributes=displayName`,
			},
			Install: installDoubled,
		},
	}
}

// replica is the state of groups as changes see it that come while another one
// is being written.
type replica struct {
	mu    sync.Mutex
	state notes[snapshot]
}

type snapshot struct {
	members []string
	until   time.Time
}

func (r *replica) change(c *Call, steps []step) *Answer {
	if !patchesGroup(c) || !namesMembers(steps) {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	before := memberIDs(stored(c))
	a := c.Pass()
	if !a.OK() {
		return a
	}
	a.Delay = writingTime
	old, _ := r.state.get(c.ID())
	if time.Now().After(old.until) {
		r.state.put(c.ID(), snapshot{before, time.Now().Add(writingTime)})
		return a
	}
	after := memberIDs(stored(c))
	joined, left := idsWithout(after, before), idsWithout(before, after)
	setMembers(c, append(idsWithout(old.members, append(left, joined...)), joined...))
	return a
}

func installDoubled() Hooks {
	var mu sync.Mutex
	var adding notes[time.Time] // until when, by group and member
	var copies repeated
	hooks := onPatch(func(c *Call, steps []step) *Answer {
		mu.Lock()
		defer mu.Unlock()
		a := c.Pass()
		for _, s := range steps {
			copies.less(c.ID(), leaving(c, s))
			if !a.OK() || !s.is("add") || !memberStep(c, s) {
				continue
			}
			a.Delay = writingTime
			for _, id := range idsOf(s.given()) {
				if until, _ := adding.get(c.ID() + id); time.Now().Before(until) {
					copies.more(c.ID(), []string{id})
					continue
				}
				adding.put(c.ID()+id, time.Now().Add(writingTime))
			}
		}
		return a
	})()
	hooks.After = copies.show
	return hooks
}

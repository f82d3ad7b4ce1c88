// Package scenario is a story: who is in the directory, what happens when, and
// what should then be seen on the target. Steps run in order; time is virtual.
package scenario

import (
	"encoding/json"
	"time"
)

// Scenario is one story (kind: Scenario).
type Scenario struct {
	APIVersion string    `json:"apiVersion"`
	Kind       string    `json:"kind"`
	Name       string    `json:"name"`
	Title      string    `json:"title,omitempty"`
	Notify     string    `json:"notify,omitempty"` // notification e-mail of the job; overrides the profile's
	Profile    string    `json:"profile"`          // name of a built-in profile, or a file beside the scenario
	Covers     []string  `json:"covers,omitempty"`
	Given      Given     `json:"given,omitzero"`
	Directory  Directory `json:"directory"`
	Assigned   Assigned  `json:"assigned,omitzero"`
	Timeline   []Step    `json:"timeline"`
}

// Given is what the run puts on the target before the first cycle.
type Given struct {
	Target Population `json:"target,omitzero"`
}

// Population is a set of SCIM resources: attribute target names to values.
type Population struct {
	Users  []map[string]any `json:"users,omitempty"`
	Groups []map[string]any `json:"groups,omitempty"`
}

// Directory is the source directory at the beginning.
type Directory struct {
	Users    []Object  `json:"users,omitempty"`
	Groups   []Object  `json:"groups,omitempty"`
	Generate *Generate `json:"generate,omitempty"`
}

// Object is a user or a group: its alias (id) and its source attributes;
// "members" (groups) and "manager" (users) hold aliases, "enabled" a boolean.
type Object map[string]any

// ID is the alias of the object within the story.
func (o Object) ID() string {
	id, _ := o["id"].(string)
	return id
}

// Generate asks for a crowd.
type Generate struct {
	Users    int   `json:"users"`
	Groups   int   `json:"groups,omitempty"`
	Seed     int64 `json:"seed,omitempty"`
	Assigned bool  `json:"assigned,omitempty"` // assign every generated group
}

// Assigned is the list of aliases assigned to the application, or everybody.
type Assigned struct {
	All     bool
	Objects []Assignment
}

// UnmarshalJSON reads "all" or a list of assignments.
func (a *Assigned) UnmarshalJSON(raw []byte) error {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		a.All = word == "all"
		return nil
	}
	return json.Unmarshal(raw, &a.Objects)
}

// Step is one step of the timeline. A step may let time pass (After), change
// the directory, operate the job, act beyond SCIM, begin a fault, run cycles (Cycle
// or Run), and then expect.
type Step struct {
	After   Duration   `json:"after,omitempty"`
	Change  []Change   `json:"change,omitempty"`
	Operate *Operation `json:"operate,omitempty"`
	Act     *Act       `json:"act,omitempty"`
	Fault   *Fault     `json:"fault,omitempty"`
	Cycle   string     `json:"cycle,omitempty"` // initial | incremental | on-demand
	Of      string     `json:"of,omitempty"`    // object of an on-demand cycle
	Run     Duration   `json:"run,omitempty"`
	// OnTarget: the time of this step passes on the target, too. The embedded one goes
	// by the clock of the story.
	OnTarget bool    `json:"onTarget,omitempty"`
	Expect   *Expect `json:"expect,omitempty"`
}

// Duration is a virtual span as people write it: 12m, 40m, 6h, 30d, 1d12h.
type Duration time.Duration

// Change is one event in the source directory; exactly one field is set.
type Change struct {
	Create       *Creation   `json:"create,omitempty"`
	Update       Object      `json:"update,omitempty"`
	Disable      string      `json:"disable,omitempty"`
	Enable       string      `json:"enable,omitempty"`
	Delete       string      `json:"delete,omitempty"`  // soft delete (groups: gone)
	Restore      string      `json:"restore,omitempty"` // back from the recycle bin
	Purge        string      `json:"purge,omitempty"`   // hard delete
	Assign       Assignment  `json:"assign,omitzero"`
	Unassign     Assignment  `json:"unassign,omitzero"`
	AddMember    *Membership `json:"addMember,omitempty"`
	RemoveMember *Membership `json:"removeMember,omitempty"`
	Rename       *Renaming   `json:"rename,omitempty"`
	Nest         *Membership `json:"nest,omitempty"` // group is put into "into"
	SetManager   *Management `json:"setManager,omitempty"`
}

// Creation adds a user or a group; exactly one is set.
type Creation struct {
	User  Object `json:"user,omitempty"`
	Group Object `json:"group,omitempty"`
}

// Membership names a group and a direct member (addMember, removeMember), or a
// group and the group it is nested into (nest).
type Membership struct {
	Group  string `json:"group"`
	Member string `json:"member,omitempty"`
	Into   string `json:"into,omitempty"`
}

// Renaming gives a user or a group a new display name.
type Renaming struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
}

// Management sets the manager of a user; no manager clears it.
type Management struct {
	User    string  `json:"user"`
	Manager *string `json:"manager"`
}

// Expect is what should be seen after a step.
type Expect struct {
	Users    map[string]Sight          `json:"users,omitempty"`    // by alias
	Groups   map[string]Sight          `json:"groups,omitempty"`   // by alias
	Requests map[string]int            `json:"requests,omitempty"` // "PATCH /Users": 1, of the last cycle
	Log      []LogLine                 `json:"log,omitempty"`      // lines of the last cycle's provisioning log
	Job      *JobSight                 `json:"job,omitempty"`
	OnDemand *DemandSight              `json:"onDemand,omitempty"`
	Observed map[string]map[string]any `json:"observed,omitempty"` // observation -> alias -> value
	ByEffect *Expect                   `json:"byEffect,omitempty"` // only under a profile with effects
	Needs    string                    `json:"needs,omitempty"`    // only where an action before kept this
	Covers   []string                  `json:"covers,omitempty"`
}

// Sight is what one resource should look like: absent, or values by target
// attribute name ("active", "name.givenName", "members" as aliases, "manager"
// as alias).
type Sight struct {
	Absent     bool
	Attributes map[string]any
}

// UnmarshalJSON reads "absent", "present" or an object of attributes.
func (s *Sight) UnmarshalJSON(raw []byte) error {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		s.Absent = word == "absent"
		return nil
	}
	return json.Unmarshal(raw, &s.Attributes)
}

// LogLine is one line of the provisioning log that should be there (E-9).
type LogLine struct {
	Object string `json:"object"`
	Action string `json:"action"` // create update disable delete stageddelete other
	Status string `json:"status"` // success failure skipped
	Code   string `json:"code,omitempty"`
}

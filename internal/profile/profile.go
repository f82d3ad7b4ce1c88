// Package profile describes how one application is connected to Entra: which
// attributes are mapped, how accounts are matched, which actions are allowed,
// and what the application does by itself (effects), as its tutorial says.
package profile

import (
	"path"
	"slices"
)

// Profile is one application profile (kind: Profile).
type Profile struct {
	APIVersion   string   `json:"apiVersion"`
	Kind         string   `json:"kind"`
	Name         string   `json:"name"`
	Title        string   `json:"title,omitempty"`
	Description  string   `json:"description,omitempty"`
	Sources      []string `json:"sources,omitempty"`    // documents it is taken from
	TenantURLs   []string `json:"tenantUrls,omitempty"` // as documented, for people
	Dialect      string   `json:"dialect,omitempty"`    // entra (default) | entra-optscim | entra-legacy | scim-validator
	Users        Mapping  `json:"users"`
	Groups       *Mapping `json:"groups,omitempty"` // nil: the group mapping is off (E-2.3)
	NestedGroups string   `json:"nestedGroups,omitempty"`
	Effects      []Effect `json:"effects,omitempty"`
	Scope        Scope    `json:"scope,omitzero"`
	Notify       string   `json:"notify,omitempty"` // notification e-mail of the job (E-9.21)
	Options      Options  `json:"options,omitzero"`
	Documented   []string `json:"documented,omitempty"` // requirement ids or patterns: SYNC-*

	// Exported is the exported schema that the profile was made of, as it was read
	// (E-3.30); nil for a profile of our own format.
	Exported []byte `json:"-"`
}

// Mapping maps one object type (E-3.19, E-3.21).
type Mapping struct {
	Actions    []string    `json:"actions"` // of create, update, delete
	Attributes []Attribute `json:"attributes"`
}

// Attribute is one attribute mapping (E-3.1 – E-3.9). Exactly one of Source,
// Expression and Constant is set, or none and a Default (E-3.4).
type Attribute struct {
	Target     string  `json:"target"`                // E-3.21: userName, name.givenName, emails[type eq "work"].value, URN:attr
	Source     string  `json:"source,omitempty"`      // direct (E-3.1)
	Expression string  `json:"expression,omitempty"`  // E-3.3
	Constant   *string `json:"constant,omitempty"`    // E-3.2
	Default    string  `json:"default,omitempty"`     // E-3.5: only when creating
	Matching   int     `json:"matching,omitempty"`    // priority, from 1; 0: not a matching attribute (E-3.8)
	Required   bool    `json:"required,omitempty"`    // E-3.17
	Filterable bool    `json:"filterable,omitempty"`  // as the tutorial marks it
	Apply      string  `json:"apply,omitempty"`       // always (default) | create | additions (E-3.6)
	Flow       string  `json:"flow,omitempty"`        // whenChanged (default) | always (E-3.7)
	Type       string  `json:"type,omitempty"`        // string (default) | boolean | integer | dateTime | binary | reference (E-3.16); known attributes need none
	Many       bool    `json:"multiValued,omitempty"` // the target is a list of simple values
	CaseExact  bool    `json:"caseExact,omitempty"`   // E-3.18
}

// Effect is something the application does by itself.
type Effect struct {
	When    string   `json:"when"`              // user.disabled, user.enabled, user.removed, user.delete, group.removed, sync.disabled
	Then    []string `json:"then"`              // leave-synced-groups, leave-team, lose-seats, join-team, leave-hubs-and-projects, leave-account, stay, refuse, nothing
	Because string   `json:"because,omitempty"` // requirement id
}

// Options is a closed list of deviations where documents or field disagree; the
// zero value is what the documents say. Keys are the rules.
type Options struct {
	GroupWrite string `json:"groupWrite,omitempty"` // patch (default) | put (E-5.49)
	Wire
	Leaving
	Operating
	SwitchDefect bool `json:"E-4.50,omitempty"` // an unchanged source makes Switch null on updates
}

// Allows says whether the mapping may perform an action (E-3.19).
func (m *Mapping) Allows(action string) bool {
	if m == nil {
		return false
	}
	for _, allowed := range m.Actions {
		if allowed == action {
			return true
		}
	}
	return false
}

// Effects of the application on an event, in the order of the profile.
func (p *Profile) EffectsOf(event string) []Effect {
	var effects []Effect
	for _, effect := range p.Effects {
		if effect.When == event {
			effects = append(effects, effect)
		}
	}
	return effects
}

// Promises says whether the documents of the application are asked about a row:
// its id, or a pattern such as PROV-*, stands in documented.
func (p *Profile) Promises(row string) bool {
	return slices.ContainsFunc(p.Documented, func(pattern string) bool {
		matched, err := path.Match(pattern, row)
		return err == nil && matched
	})
}

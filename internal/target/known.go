package target

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Known is an observation that stories and features know. Names are free: a target
// file may offer others.
type Known struct {
	Name  string
	Of    string // user | group | domain | connection | target: what it is about
	Value string // boolean | text | list of texts | number
}

// Misfit says what is wrong with a value that was observed, "" for nothing: an
// expression that gives "no" instead of false must not become a finding. Any value
// fits an observation that is not known.
func Misfit(name string, value any) string {
	for _, known := range Observations() {
		if known.Name == name && known.Value != kindOf(value) {
			return fmt.Sprintf("%s is a %s, and the value is not", name, known.Value)
		}
	}
	return ""
}

// kindOf names the kind of a decoded JSON value; "" for those that no known
// observation has.
func kindOf(value any) string {
	switch value := value.(type) {
	case bool:
		return "boolean"
	case string:
		return "text"
	case json.Number:
		return "number"
	case []any:
		if !slices.ContainsFunc(value, func(element any) bool { return kindOf(element) != "text" }) {
			return "list of texts"
		}
	}
	return ""
}

// Observations are the known ones.
func Observations() []Known {
	const texts = "list of texts"
	return []Known{
		{"team-member", "user", "boolean"}, {"seats", "user", texts}, {"individual-seats", "user", texts}, {"role", "user", "text"},
		{"local-groups", "user", texts}, {"synced-groups", "user", texts}, {"hubs", "user", texts}, {"projects", "user", texts},
		{"badge", "user", "boolean"}, {"read-only", "user", "boolean"}, {"accounts", "user", "number"},
		{"group-read-only", "group", "boolean"},
		{"directory-sync", "target", "boolean"}, {"removed-group-users", "target", "text"},
		{"domain-state", "domain", "text"}, {"domain-team", "domain", "text"}, {"domain-connection", "domain", "text"},
		{"connection-state", "connection", "text"}, {"connection-name", "connection", "text"}, {"connection-domains", "connection", texts},
		{"connection-entity", "connection", "text"}, {"connection-certificate", "connection", "text"}, {"test-user", "connection", "text"},
		{"just-in-time", "connection", "boolean"}, {"service-metadata", "connection", "text"},
		{"notices", "target", texts}, {"api-keys", "target", texts}, {"clock", "target", "text"},
	}
}

// Need is a documented row that is seen on the account side, and what a target has
// to offer so that it can be judged.
type Need struct {
	Row     string
	Observe []string
	Act     []string
}

// Needs are the documented rows that SCIM alone does not show, or not in full.
func Needs() []Need {
	steps := []string{"create-connection", "add-domain", "verify-domain", "link-domain", "turn-sso-on"}
	return []Need{
		{"ADSK-03", []string{"directory-sync"}, []string{"set-directory-sync"}},
		{"CA-04", nil, []string{"new-api-key", "advance-clock"}},
		{"CA-05", nil, []string{"new-api-key", "advance-clock"}},
		{"CA-06", nil, []string{"new-api-key"}},
		{"SYNC-02", []string{"group-read-only"}, []string{"edit-synced-group"}},
		{"SYNC-03", []string{"read-only"}, []string{"edit-profile", "remove-from-team", "remove-from-synced-group"}},
		{"SYNC-04", []string{"local-groups", "role", "individual-seats"}, []string{"add-to-local-group", "set-role", "assign-seat"}},
		{"SYNC-06", []string{"team-member", "seats"}, nil},
		{"SYNC-08b", []string{"team-member"}, nil},
		{"SYNC-11", []string{"team-member", "removed-group-users"}, []string{"set-removed-group-users"}},
		{"SYNC-12", []string{"read-only", "group-read-only", "directory-sync"}, []string{"set-directory-sync", "edit-profile", "edit-synced-group"}},
		{"SYNC-13", []string{"team-member", "projects", "hubs"}, []string{"add-to-project", "add-to-hub"}},
		{"SYNC-14", []string{"projects", "hubs"}, []string{"add-to-project", "add-to-hub"}},
		{"SYNC-16", []string{"badge"}, nil},
		{"SYNC-18", []string{"seats"}, []string{"give-group-product"}},
		{"SSO-01", []string{"connection-name", "connection-entity", "connection-domains", "service-metadata"}, with(steps[:4], "edit-connection", "test-connection")},
		{"SSO-02", []string{"connection-certificate"}, with(steps, "renew-certificate", "sign-in")},
		{"SSO-02b", nil, with(steps, "renew-certificate", "sign-in")},
		{"SSO-03", []string{"team-member", "accounts"}, with(steps, "sign-in")},
		{"SSO-04", []string{"accounts"}, with(steps, "sign-in")},
		{"SSO-05", nil, with(steps, "edit-connection", "sign-in", "invite", "remove-from-team")},
		{"SSO-06", []string{"just-in-time", "connection-state"}, with(steps, "edit-connection", "sign-in")},
		{"SSO-07", []string{"connection-state"}, with(steps, "turn-sso-off", "set-test-user", "remove-test-user", "set-password", "password-sign-in", "sign-in")},
		{"SSO-08", []string{"domain-state", "domain-team"}, with(steps, "turn-sso-off", "unlink-domain", "create-team")},
		{"SSO-09", []string{"domain-state", "notices"}, with(steps, "turn-sso-off", "unlink-domain", "delete-domain", "create-team", "advance-clock")},
		{"SSO-10", []string{"domain-state", "domain-team"}, with(steps, "turn-sso-off", "unlink-domain", "delete-domain", "create-team", "advance-clock")},
		{"SSO-11", []string{"domain-state", "domain-connection"}, with(steps, "turn-sso-off", "unlink-domain")},
		{"SSO-12", []string{"connection-state"}, with(steps, "turn-sso-off", "unlink-domain", "delete-connection")},
		{"SSO-13", []string{"domain-state", "connection-state"}, with(steps, "turn-sso-off", "unlink-domain", "delete-domain", "delete-connection", "create-team", "set-test-user")},
		{"SSO-14", []string{"domain-state", "connection-state"}, with(steps, "unlink-domain", "delete-connection")},
		{"SSO-15", []string{"accounts"}, with(steps, "turn-sso-off", "unlink-domain", "sign-in")},
	}
}

func with(names []string, more ...string) []string { return append(slices.Clone(names), more...) }

// Covered are the documented rows for which t offers all that they need.
func (t Target) Covered() []string {
	var rows []string
	for _, need := range Needs() {
		if t.offers(need) {
			rows = append(rows, need.Row)
		}
	}
	return rows
}

func (t Target) offers(need Need) bool {
	for _, name := range need.Observe {
		if _, offered := t.Observers[name]; !offered {
			return false
		}
	}
	for _, name := range need.Act {
		if _, offered := t.Actions[name]; !offered {
			return false
		}
	}
	return true
}

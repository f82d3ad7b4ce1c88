package account

import "slices"

// role is who acts on the account side.
type role string

const (
	primaryAdmin role = "primary-admin"
	ssoAdmin     role = "sso-admin"
	admin        role = "admin"
	user         role = "user"
	support      role = "support"
)

// roleOf reads the query parameter as; who says nothing is an admin.
func roleOf(text string) (role, *refusal) {
	if text == "" {
		return admin, nil
	}
	if !slices.Contains([]role{primaryAdmin, ssoAdmin, admin, user, support}, role(text)) {
		return "", malformed("nobody acts as " + text + ": it is primary-admin, sso-admin, admin, user or support")
	}
	return role(text), nil
}

// administers says whether this is one of the roles of an administrator.
func (r role) administers() bool { return r == primaryAdmin || r == ssoAdmin || r == admin }

// manages refuses a step to those who manage nothing.
func (r role) manages() *refusal {
	if r == user {
		return forbidden("a user manages nothing in the account: ask an admin")
	}
	return nil
}

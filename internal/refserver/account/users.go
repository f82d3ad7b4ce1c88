package account

import "errors"

// Users is the SCIM side as the account sees it. What SCIM writes shows here at
// once.
type Users interface {
	// User finds a user by id.
	User(id string) (User, bool)
	// Named finds the users with a userName, however its letters are written.
	Named(userName string) []User
	// Group finds a group by id.
	Group(id string) (Group, bool)
	// Create makes a user of whom SCIM does not know yet.
	Create(NewUser) (User, error)
	// Change edits the profile of a user by hand; nil leaves a value as it is.
	Change(id string, displayName, userName *string) error
	// Rename and Expel change a group by hand.
	Rename(group, displayName string) error
	Expel(group, user string) error
	// Mark is a moment: users whose Serial is above it came later.
	Mark() uint64
}

// User is what SCIM holds of a user.
type User struct {
	ID, UserName, DisplayName string
	Active                    bool
	Local                     bool // made by the account, and not written by SCIM so far
	Serial                    uint64
	Groups                    []Group // that hold the user directly, without their members
}

// Group is a group that came over SCIM.
type Group struct {
	ID, DisplayName string
	Members         []string
}

// NewUser is a user who comes in by another way than SCIM.
type NewUser struct {
	UserName, GivenName, FamilyName string
}

// ErrTaken says that a userName belongs to somebody else.
var ErrTaken = errors.New("another user has this e-mail address")

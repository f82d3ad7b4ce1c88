package provision

import "github.com/scimulator/scimulator/internal/directory"

// Source attributes of a user's name (E-2.20).
const (
	userPrincipalName         = "userPrincipalName"
	originalUserPrincipalName = "originalUserPrincipalName"
)

// named is a single-valued source attribute, with what Entra makes of the names
// of guests: the original address under userPrincipalName, and the form that the
// directory holds under originalUserPrincipalName (E-2.20). The names of all
// attributes count in their case, as they do for directory extensions (E-2.21).
func named(object source, name string) (string, bool) {
	switch name {
	case userPrincipalName:
		value, ok := object.Value(name)
		return directory.OriginalName(value), ok
	case originalUserPrincipalName:
		if value, ok := object.Value(name); ok {
			return value, true
		}
		return object.Value(userPrincipalName)
	}
	return object.Value(name)
}

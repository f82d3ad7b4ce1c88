package simulate

import (
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/patch"
)

// cleared is the attribute that an operation takes a value away from: by writing
// the empty text, bare or as the value of an object (E-5.27) or of an array of one
// (E-5.46), or by removing the manager through a filter. "" when it is none of these.
func cleared(operation patch.Operation) string {
	path := strings.Replace(operation.Path, scim.URNEnterpriseUser+".", scim.URNEnterpriseUser+":", 1)
	if operation.Op == patch.Remove {
		if strings.HasPrefix(path, "manager[value eq ") {
			return scim.URNEnterpriseUser + ":manager"
		}
		return ""
	}
	if bare(operation.Value) == "" {
		return path
	}
	return ""
}

// bare is a value without the array of one and the object around it.
func bare(value any) any {
	if list, ok := value.([]any); ok && len(list) == 1 {
		value = list[0]
	}
	if inner, ok := scim.AsObject(value).Get("value"); ok {
		return inner
	}
	return value
}

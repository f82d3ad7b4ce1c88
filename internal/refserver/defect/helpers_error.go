package defect

import (
	"encoding/json"
	"net/http"

	"github.com/scimulator/scimulator/internal/scim"
)

// onErrors makes hooks that see each SCIM error for which is says yes.
func onErrors(is func(c *Call, a *Answer) bool, change func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if a.Status >= 400 && hasSchema(a.Body(), scim.URNError) && is(c, a) {
				change(c, a)
			}
		}}
	}
}

// onErrorBodies makes hooks that edit the body of each SCIM error.
func onErrorBodies(is func(c *Call, a *Answer) bool, edit func(fault scim.Resource)) func() Hooks {
	return onErrors(is, func(_ *Call, a *Answer) { a.Change(edit) })
}

func anyError(*Call, *Answer) bool { return true }

// errorIs picks the errors of one status.
func errorIs(status int) func(*Call, *Answer) bool {
	return func(_ *Call, a *Answer) bool { return a.Status == status }
}

// unknownResource picks the refusals of an operation on a user or group that
// does not exist.
func unknownResource(c *Call, a *Answer) bool {
	return a.Status == http.StatusNotFound && c.ID() != "" && c.ID() != ".search" && (c.Kind() == "Users" || c.Kind() == "Groups")
}

// notJSON picks the refusals of a body that is no JSON.
func notJSON(c *Call, a *Answer) bool {
	return a.Status == http.StatusBadRequest && len(c.Raw) > 0 && !json.Valid(c.Raw)
}

// nobody is the id of no resource, in the form that a correct server gives.
const nobody = "00000000-0000-4000-8000-000000000000"

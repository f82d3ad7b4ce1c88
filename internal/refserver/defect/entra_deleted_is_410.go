package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// entraDeletedIs410: E-6.6: only 404 says that an account is gone.
func entraDeletedIs410() Defect {
	return Defect{
		Name:     "entra-deleted-is-410",
		Sentence: "Answers 410 to every request for a user or group that was deleted.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.6", "RFC7644-3.6-R03", "RFC7644-3.12-R11"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", `DELETE /Users/$anna`},
			Request: `GET /Users/$anna`,
			Control: `GET /Users/nobody`,
		},
		Install: func() Hooks {
			var deleted notes[bool]
			return Hooks{After: func(c *Call, a *Answer) {
				if !toOne(c, http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete) {
					return
				}
				if c.Method == http.MethodDelete && a.OK() {
					deleted.put(c.ID(), true)
				}
				if _, known := deleted.get(c.ID()); known && a.Status == http.StatusNotFound {
					*a = *Refuse(http.StatusGone, "", "the resource was deleted")
				}
			}}
		},
	}
}

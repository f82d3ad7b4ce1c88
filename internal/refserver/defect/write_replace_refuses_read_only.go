package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// writeReplaceRefusesReadOnly: RFC 7644 §3.5.1: read-only values in a PUT are
// ignored, so that a client may send back what it has read.
func writeReplaceRefusesReadOnly() Defect {
	return Defect{
		Name:     "write-replace-refuses-read-only",
		Sentence: "Refuses a PUT with id or groups in it, even with the values that it has shown.",
		Subject:  "replace",
		Breaks:   []requirement.ID{"RFC7644-3.5.1-R12", "RFC7644-3.5.1-R02", "RFC7644-3.1-R07", "RFC7643-2-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: replacing("/Users/$anna", "anna@example.com", `"id":"$anna"`),
			Control: replacing("/Users/$anna", "anna@example.com"),
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			_, id := c.Body().Get("id")
			_, groups := c.Body().Get("groups")
			if id || groups {
				return Refuse(http.StatusBadRequest, "mutability", "id and groups are read-only")
			}
			return nil
		}, http.MethodPut),
	}
}

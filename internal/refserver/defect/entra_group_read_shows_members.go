package defect

import (
	"net/http"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
)

// entraGroupReadShowsMembers: E-6.10: Entra reads groups without their members,
// which may be many.
func entraGroupReadShowsMembers() Defect {
	return Defect{
		Name:     "entra-group-read-shows-members",
		Sentence: "Shows the members in the read of one group although excludedAttributes names them; lists leave them out.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-6.10", "RFC7644-3.4.2.5-R02", "RFC7644-3.9-R05", "E-12.5"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com") + " -> anna", hereGroup("Sales", `"members":[{"value":"$anna"}]`) + " -> sales",
			},
			Request: `GET /Groups/$sales?excludedAttributes=members`,
			Control: `GET /Groups?excludedAttributes=members&filter=displayName+eq+"Sales"`,
		},
		Install: onRequestsTo(func(c *Call) *Answer {
			q := asked{c}
			if names := q.names("excludedAttributes"); c.Kind() == "Groups" && len(names) > 0 {
				q.setNames("excludedAttributes", slices.DeleteFunc(names, func(name string) bool { return strings.EqualFold(name, "members") }))
			}
			return nil
		}, http.MethodGet),
	}
}

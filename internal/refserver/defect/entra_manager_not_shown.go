package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// entraManagerNotShown: E-5.28: a manager that is not returned is sent again at
// every evaluation.
func entraManagerNotShown() Defect {
	return Defect{
		Name:     "entra-manager-not-shown",
		Sentence: "Never shows the manager of a user, though it keeps it.",
		Subject:  "read",
		Breaks:   []requirement.ID{"E-5.28", "RFC7643-7-R35", "RFC7644-3.4-R02", "E-12.5"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given: []string{
				hereUser("anna@example.com") + " -> anna",
				hereEmployee("ben@example.com", `"department":"Sales","manager":{"value":"$anna"}`) + " -> ben",
			},
			Request: `GET /Users/$ben`,
			Control: `GET /Users?filter=` + scim.URNEnterpriseUser + `:manager.value+eq+"$anna"&count=0`,
		},
		Install: onShown(scim.URNUser, func(_ *Call, user scim.Resource) {
			delete(user.Object(scim.URNEnterpriseUser), "manager")
		}),
	}
}

package defect

import (
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// filterExtensionFindsNothing: RFC 7644 §3.10; fd-008.
func filterExtensionFindsNothing() Defect {
	return Defect{
		Name:     "filter-extension-finds-nothing",
		Sentence: "Finds nobody by an attribute of the enterprise extension.",
		Subject:  "filter",
		Breaks:   []requirement.ID{"RFC7644-3.4.2.2-R39", "RFC7644-3.4.2.2-R08", "RFC7644-3.10-R03", "E-6.18"},
		Harm:     LockedOut,
		Field:    []string{"fd-008"},
		Shows: Demo{
			Given:   []string{hereEmployee("anna@example.com", `"employeeNumber":"7"`)},
			Request: `GET /Users?filter=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber+eq+"7"`,
			Control: `GET /Users?filter=userName+eq+"anna@example.com"`,
		},
		Install: onComparisons(func(_ asked, c comparison) (string, bool) {
			name := strings.ToLower(c.attribute)
			return among(nil), c.within == "" && strings.HasPrefix(name, strings.ToLower(scim.URNEnterpriseUser)+":")
		}),
	}
}

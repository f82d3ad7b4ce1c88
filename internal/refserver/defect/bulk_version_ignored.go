package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkVersionIgnored: RFC 7644 §3.7, §3.14: version is to an operation what
// If-Match is to a request.
func bulkVersionIgnored() Defect {
	return Defect{
		Name:     "bulk-version-ignored",
		Sentence: "Ignores the version of an operation in a bulk request.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.14-R05", "RFC7644-3.14-R06", "RFC7644-3.12-R13"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna"},
			Request: hereBulk("", `{"method":"DELETE","path":"/Users/$anna","version":"W/\"0\""}`),
			Control: hereBulk("", `{"method":"DELETE","path":"/Users/$anna"}`),
		},
		Install: onBulkOperations(func(operations []scim.Resource) []scim.Resource {
			for _, one := range operations {
				dropMember(one, "version")
			}
			return operations
		}),
	}
}

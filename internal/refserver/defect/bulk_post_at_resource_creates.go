package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkPostAtResourceCreates: RFC 7644 §3.7: the path of a POST is that of a
// resource type.
func bulkPostAtResourceCreates() Defect {
	return Defect{
		Name:     "bulk-post-at-resource-creates",
		Sentence: "Creates a user when a POST in a bulk request names one user instead of the endpoint.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R11"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), hereBulk("", strings.Replace(bulkUser("a", "bert@example.com"), `"/Users"`, `"/Users/1"`, 1))},
			Request: `GET /Users`,
			Control: `GET /Groups`,
		},
		Install: onBulkOperations(func(operations []scim.Resource) []scim.Resource {
			for _, one := range operations {
				kind, _, _ := strings.Cut(strings.TrimPrefix(one.String("path"), "/"), "/")
				if one.String("method") == http.MethodPost && kind != "" {
					setMember(one, "path", "/"+kind)
				}
			}
			return operations
		}),
	}
}

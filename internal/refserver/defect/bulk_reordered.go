package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkReordered: RFC 7644 §3.7: another order of the operations must not lead to
// another state.
func bulkReordered() Defect {
	put := bulkOn("PUT", "/Users/$anna", bodyOf(hereUser("anna@example.com", `"title":"Clerk"`)))
	patch := bulkOn("PATCH", "/Users/$anna", bodyOf(patching("", `{"op":"replace","path":"title","value":"Buyer"}`)))
	return Defect{
		Name:     "bulk-reordered",
		Sentence: "Carries out the operations of a bulk request by method: POST, PATCH, PUT, DELETE.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R24"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com") + " -> anna", hereUser("ben@example.com") + " -> ben", hereBulk("", put, patch)},
			Request: `GET /Users/$anna?attributes=title`,
			Control: `GET /Users/$ben`,
		},
		Install: onBulkOperations(func(operations []scim.Resource) []scim.Resource {
			order := []string{http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete}
			slices.SortStableFunc(operations, func(x, y scim.Resource) int {
				return slices.Index(order, x.String("method")) - slices.Index(order, y.String("method"))
			})
			return operations
		}),
	}
}

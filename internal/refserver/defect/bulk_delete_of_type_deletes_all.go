package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkDeleteOfTypeDeletesAll: RFC 7644 §3.7: methods other than POST name one
// resource.
func bulkDeleteOfTypeDeletesAll() Defect {
	return Defect{
		Name:     "bulk-delete-of-type-deletes-all",
		Sentence: "Deletes all users or all groups when a DELETE in a bulk request names the endpoint.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R11", "HOUSE-02"},
		Harm:     UsersLost,
		Shows: Demo{
			Given:   []string{hereUser("anna@example.com"), hereGroup("Sales"), hereBulk("", bulkOn("DELETE", "/Users", ""))},
			Request: `GET /Users`,
			Control: `GET /Groups`,
		},
		Install: failingBulk(func(c *Call, operations []scim.Resource, i int) *bulkFault {
			path := operations[i].String("path")
			if operations[i].String("method") != http.MethodDelete || path != "/Users" && path != "/Groups" {
				return nil
			}
			for {
				list, err := scim.DecodeList(c.Ask(http.MethodGet, path+"?attributes=id", nil).Raw)
				if err != nil || len(list.Resources) == 0 {
					return &bulkFault{status: http.StatusNoContent}
				}
				for _, one := range list.Resources {
					if !c.Ask(http.MethodDelete, path+"/"+one.ID(), nil).OK() {
						return &bulkFault{http.StatusInternalServerError, "", "not all could be deleted"}
					}
				}
			}
		}),
	}
}

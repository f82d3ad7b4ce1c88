package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkForwardRefused: RFC 7644 §3.7, §3.7.2: a reference means the resource that
// the request creates, wherever it stands.
func bulkForwardRefused() Defect {
	return Defect{
		Name:     "bulk-forward-refused",
		Sentence: "Refuses an operation that refers by bulkId to one behind it.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7-R24", "RFC7644-3.7.2-R01"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Request: hereBulk("", bulkGroup("team", "Team", "bulkId:good"), bulkGood()),
			Control: hereBulk("", bulkGood(), bulkGroup("team", "Team", "bulkId:good")),
		},
		Install: failingBulk(func(_ *Call, operations []scim.Resource, i int) *bulkFault {
			for _, name := range refers(operations[i]["data"]) {
				at := slices.IndexFunc(operations, func(one scim.Resource) bool { return one.String("bulkId") == name })
				if at > i {
					return &bulkFault{http.StatusConflict, "", bulkReference + name + " is not known yet"}
				}
			}
			return nil
		}),
	}
}

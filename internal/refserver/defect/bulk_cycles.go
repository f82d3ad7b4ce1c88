package defect

import (
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkCycles: RFC 7644 §3.7.1: resources that refer to each other are created, or
// the attempt ends with 409.
func bulkCycles() []Defect {
	cycle := hereBulk("", bulkGroup("a", "A", "bulkId:b"), bulkGroup("b", "B", "bulkId:a"))
	chain := hereBulk("", bulkGroup("a", "A", "bulkId:b"), bulkGroup("b", "B"))
	return []Defect{{
		Name:     "bulk-cycle-crashes",
		Sentence: "Answers 500 to a bulk request in which resources refer to each other.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.1-R01"},
		Harm:     SyncBlocked,
		Shows:    Demo{Request: cycle, Control: chain},
		Install: onBulk(func(_ *Call, request scim.Resource) *Answer {
			operations := manyOf(request, "Operations")
			for i := range operations {
				if slices.Contains(reaching(operations, i), i) {
					return wentWrong()
				}
			}
			return nil
		}),
	}, {
		Name:     "bulk-cycle-cut",
		Sentence: "Creates groups that are members of each other without the first of these memberships, and answers success.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.1-R01", "RFC7644-3.7.2-R01", "HOUSE-01"},
		Harm:     UsersLost,
		Shows:    Demo{Given: []string{cycle}, Request: `GET /Groups`, Control: `GET /Groups?count=0`},
		Install: onBulkOperations(func(operations []scim.Resource) []scim.Resource {
			for i, one := range operations {
				if !slices.Contains(reaching(operations, i), i) {
					continue
				}
				data, _ := withoutReferences(one["data"], func(name string) bool {
					other := slices.IndexFunc(operations, func(o scim.Resource) bool { return o.String("bulkId") == name })
					return other >= 0 && slices.Contains(reaching(operations, other), i)
				})
				setMember(one, "data", data)
				break
			}
			return operations
		}),
	}}
}

package defect

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// bulkReferences: RFC 7644 §3.7.2: bulkId: stands for the id of a resource that
// the same request creates.
func bulkReferences() []Defect {
	team := bulkGroup("team", "Team", "bulkId:good")
	plain := hereBulk("", bulkGood(), bulkGroup("team", "Team"))
	using := Demo{Request: hereBulk("", bulkGood(), team), Control: plain}
	worker := `{"method":"POST","path":"/Users","bulkId":"worker","data":` + bodyOf(hereEmployee("ben@example.com", `"manager":{"value":"bulkId:good"}`)) + `}`
	ben := `GET /Users?filter=userName+eq+"ben@example.com"`
	return []Defect{{
		Name:     "bulk-references-dropped",
		Sentence: "Leaves out the members of a bulk request that are given by bulkId, and answers success.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.2-R01", "HOUSE-01"},
		Harm:     UsersLost,
		Shows:    Demo{Given: []string{using.Request}, Request: `GET /Groups`, Control: `GET /Users?count=0`},
		Install:  losingReferences(func([]scim.Resource, string) bool { return true }),
	}, {
		Name:     "bulk-references-taken-for-ids",
		Sentence: "Takes a reference by bulkId for an id and refuses the operation, as nobody has it.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.2-R01", "RFC7644-3.7.2-R03"},
		Harm:     SyncBlocked,
		Shows:    using,
		Install: failingBulk(func(_ *Call, operations []scim.Resource, i int) *bulkFault {
			if names := refers(operations[i]["data"]); len(names) > 0 {
				return &bulkFault{http.StatusBadRequest, "invalidValue", "there is no resource with id " + bulkReference + names[0]}
			}
			return nil
		}),
	}, {
		Name:     "bulk-unknown-reference-dropped",
		Sentence: "Leaves out a member given by a bulkId that the request does not have, and creates the group without it.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.2-R02"},
		Harm:     UsersLost,
		Shows:    Demo{Request: hereBulk("", bulkGroup("team", "Team", "bulkId:none")), Control: using.Request},
		Install: losingReferences(func(operations []scim.Resource, name string) bool {
			return !slices.ContainsFunc(operations, func(one scim.Resource) bool { return one.String("bulkId") == name })
		}),
	}, {
		Name:     "bulk-id-twice-accepted",
		Sentence: "Carries out a bulk request in which two operations have one bulkId; it stands for the first of them.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.2-R02"},
		Harm:     DataDrift,
		Shows:    Demo{Request: hereBulk("", bulkGood(), bulkUser("good", "more@example.com")), Control: plain},
		Install:  onBulk(acceptTwice),
	}, {
		Name:     "bulk-reference-kept-in-extension",
		Sentence: "Stores the reference by bulkId itself as the manager of a user, instead of the id.",
		Subject:  "bulk",
		Breaks:   []requirement.ID{"RFC7644-3.7.2-R03", "RFC7643-4.3-R02"},
		Harm:     DataDrift,
		Shows:    Demo{Given: []string{hereBulk("", bulkGood(), worker)}, Request: ben, Control: `GET /Users?count=0`},
		Install:  onBulk(keepManagerReference),
	}}
}

// losingReferences makes hooks that take values out of the operations of a bulk
// request that refer to a bulkId for which lost says so.
func losingReferences(lost func(operations []scim.Resource, name string) bool) func() Hooks {
	return onBulkOperations(func(operations []scim.Resource) []scim.Resource {
		for _, one := range operations {
			if data, sent := one.Get("data"); sent {
				data, _ = withoutReferences(data, func(name string) bool { return lost(operations, name) })
				setMember(one, "data", data)
			}
		}
		return operations
	})
}

func acceptTwice(c *Call, request scim.Resource) *Answer {
	seen, renamed := map[string]bool{}, map[string]string{}
	for i, one := range manyOf(request, "Operations") {
		id := one.String("bulkId")
		if id != "" && seen[id] {
			other := id + "-" + strconv.Itoa(i)
			renamed[other] = id
			setMember(one, "bulkId", other)
		}
		seen[id] = true
	}
	if len(renamed) == 0 {
		return nil
	}
	c.SetBody(request)
	answer := c.Pass()
	answer.Change(func(body scim.Resource) {
		for _, result := range manyOf(body, "Operations") {
			if id, ok := renamed[result.String("bulkId")]; ok {
				result["bulkId"] = id
			}
		}
	})
	return answer
}

// keepManagerReference lets users be created without such a manager and gives it
// to them afterwards, where a reference has no meaning any more.
func keepManagerReference(c *Call, request scim.Resource) *Answer {
	managers := map[string]string{}
	for _, one := range manyOf(request, "Operations") {
		enterprise := one.Object("data").Object(scim.URNEnterpriseUser)
		reference := enterprise.Object("manager").String("value")
		if strings.HasPrefix(reference, bulkReference) && one.String("method") == http.MethodPost {
			managers[one.String("bulkId")] = reference
			dropMember(enterprise, "manager")
		}
	}
	if len(managers) == 0 {
		return nil
	}
	c.SetBody(request)
	answer := c.Pass()
	for _, result := range manyOf(answer.Body(), "Operations") {
		reference, kept := managers[result.String("bulkId")]
		if path, ok := strings.CutPrefix(result.String("location"), rootOf(c)); kept && ok {
			c.Ask(http.MethodPatch, path, messageOf(doing("add", scim.URNEnterpriseUser+":manager", scim.Resource{"value": reference})))
		}
	}
	return answer
}

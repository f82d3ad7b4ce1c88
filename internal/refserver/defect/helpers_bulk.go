package defect

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// onBulk makes hooks that see each bulk request; they may change its body or
// answer it.
func onBulk(see func(c *Call, request scim.Resource) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			request := c.Body()
			if !c.Is(http.MethodPost, "Bulk") || request == nil {
				return nil
			}
			return see(c, request)
		}}
	}
}

// onBulkAnswers makes hooks that see each bulk response.
func onBulkAnswers(edit func(c *Call, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if c.Is(http.MethodPost, "Bulk") && a.OK() {
				edit(c, a)
			}
		}}
	}
}

// onBulkResults makes hooks that edit the result of each operation.
func onBulkResults(edit func(result scim.Resource)) func() Hooks {
	return onBulkAnswers(func(_ *Call, a *Answer) {
		a.Change(func(body scim.Resource) {
			for _, result := range manyOf(body, "Operations") {
				edit(result)
			}
		})
	})
}

// bulkFailed says whether a result is one of an operation that did not succeed.
func bulkFailed(result scim.Resource) bool { return result.String("status") >= "300" }

// onBulkOperations makes hooks that may change the operations of a bulk request.
func onBulkOperations(edit func(operations []scim.Resource) []scim.Resource) func() Hooks {
	return onBulk(func(c *Call, request scim.Resource) *Answer {
		if operations := manyOf(request, "Operations"); len(operations) > 0 {
			setMember(request, "Operations", elements(edit(operations)))
			c.SetBody(request)
		}
		return nil
	})
}

// bulkFault is how an operation ends that the server does not carry out.
type bulkFault struct {
	status           int
	scimType, detail string
}

// failingBulk makes hooks that let operations fail: why says so, nil lets them
// go on. The others are carried out.
func failingBulk(why func(c *Call, operations []scim.Resource, i int) *bulkFault) func() Hooks {
	return onBulk(func(c *Call, request scim.Resource) *Answer {
		operations := manyOf(request, "Operations")
		results := map[string]scim.Resource{} // by the bulkId that marks an operation
		sent := make([]any, len(operations))
		for i, one := range operations {
			sent[i] = one
			if fault := why(c, operations, i); fault != nil {
				mark := "failing-" + strconv.Itoa(i)
				results[mark] = fault.result(c, one)
				sent[i] = scim.Resource{"bulkId": mark} // an operation without a method fails
			}
		}
		if len(results) == 0 {
			return nil
		}
		setMember(request, "Operations", sent)
		c.SetBody(request)
		answer := c.Pass()
		answer.Change(func(body scim.Resource) {
			list := body.List("Operations")
			for i := range list {
				if instead := results[scim.AsObject(list[i]).String("bulkId")]; instead != nil {
					list[i] = instead
				}
			}
		})
		return answer
	})
}

// result is that of an operation which is refused.
func (f *bulkFault) result(c *Call, operation scim.Resource) scim.Resource {
	result := scim.Resource{"status": strconv.Itoa(f.status)}
	if bulkFailed(result) {
		result["response"] = (&scim.Error{Status: f.status, ScimType: f.scimType, Detail: f.detail}).Resource()
	}
	for _, name := range []string{"method", "bulkId"} {
		if text := operation.String(name); text != "" {
			result[name] = text
		}
	}
	if path := operation.String("path"); operation.String("method") != http.MethodPost && path != "" {
		result["location"] = rootOf(c) + path
	}
	return result
}

// bulkReference stands before a bulkId that is used as an id (RFC 7644 §3.7.2).
const bulkReference = "bulkId:"

// refers lists the bulkIds that a JSON value refers to.
func refers(value any) []string {
	var found []string
	switch v := value.(type) {
	case string:
		if name, ok := strings.CutPrefix(v, bulkReference); ok {
			found = append(found, name)
		}
	case []any:
		for _, element := range v {
			found = append(found, refers(element)...)
		}
	default:
		for _, part := range scim.AsObject(value) {
			found = append(found, refers(part)...)
		}
	}
	return found
}

// withoutReferences is a JSON value without the elements and complex values that
// refer to a bulkId for which lost says so.
func withoutReferences(value any, lost func(name string) bool) (any, bool) {
	switch v := value.(type) {
	case string:
		name, ok := strings.CutPrefix(v, bulkReference)
		return v, !ok || !lost(name)
	case []any:
		kept := []any{}
		for _, element := range v {
			if part, stays := withoutReferences(element, lost); stays {
				kept = append(kept, part)
			}
		}
		return kept, true
	}
	object := scim.AsObject(value)
	for name, member := range object {
		part, stays := withoutReferences(member, lost)
		switch {
		case stays:
			object[name] = part
		case name == "value":
			return nil, false
		default:
			delete(object, name)
		}
	}
	return value, true
}

// reaching lists the operations that an operation refers to, directly or through
// others, by index.
func reaching(operations []scim.Resource, from int) []int {
	var reached []int
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for _, name := range refers(operations[queue[0]]["data"]) {
			next := slices.IndexFunc(operations, func(one scim.Resource) bool { return one.String("bulkId") == name })
			if next >= 0 && !slices.Contains(reached, next) {
				reached, queue = append(reached, next), append(queue, next)
			}
		}
	}
	return reached
}

// hereBulk is the line of a demonstration with a bulk request; more are members
// before its operations, each with a comma behind.
func hereBulk(more string, operations ...string) string {
	return `POST /Bulk {"schemas":["` + scim.URNBulkRequest + `"],` + more + `"Operations":[` + strings.Join(operations, ",") + "]}"
}

// bulkUser is an operation that creates a user, bulkGroup one that creates a
// group with members.
func bulkUser(bulkID, userName string) string {
	return `{"method":"POST","path":"/Users","bulkId":"` + bulkID + `","data":` + bodyOf(hereUser(userName)) + `}`
}

func bulkGroup(bulkID, displayName string, members ...string) string {
	for i := range members {
		members[i] = `{"value":"` + members[i] + `"}`
	}
	return `{"method":"POST","path":"/Groups","bulkId":"` + bulkID + `","data":` +
		bodyOf(hereGroup(displayName, `"members":[`+strings.Join(members, ",")+`]`)) + `}`
}

// Operations of demonstrations: one that succeeds, one that fails, and one that
// changes $anna.
func bulkGood() string { return bulkUser("good", "good@example.com") }

func bulkBad() string {
	return `{"method":"POST","path":"/Users","bulkId":"bad","data":{"schemas":["` + scim.URNUser + `"]}}`
}

func bulkOn(method, path, data string) string {
	if data != "" {
		data = `,"data":` + data
	}
	return `{"method":"` + method + `","path":"` + path + `"` + data + `}`
}

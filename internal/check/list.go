package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
	"github.com/scimulator/scimulator/internal/scim/filter"
	"github.com/scimulator/scimulator/internal/shape"
)

// list judges the answer to a query (RFC 7644 §3.4.2).
func (x *examination) list(body scim.Resource) []breach {
	plain := canonicalMessage(body, scim.URNListResponse, "schemas", "totalResults", "startIndex", "itemsPerPage", "Resources")
	if plain["totalResults"] == nil && plain["Resources"] == nil {
		return []breach{{
			rules: rules("E-6.3", "RFC7644-3.4.2-R04"), expected: "a ListResponse", seen: "another JSON object",
			message: "a query is not answered with a ListResponse",
		}}
	}
	var breaches []breach
	for _, v := range x.judge.messages.Validate("list-response", plain) {
		breaches = append(breaches, listViolation(v, plain))
	}
	breaches = append(breaches, paging(plain)...)
	var resources []scim.Resource
	elements, _ := plain["Resources"].([]any)
	for _, element := range elements {
		if resource := scim.AsObject(element); resource != nil {
			resources = append(resources, resource)
			breaches = append(breaches, x.resource(resource)...)
		}
	}
	return append(breaches, x.filtered(resources)...)
}

// listViolation words what the schema of ListResponse found.
func listViolation(v shape.Violation, plain map[string]any) breach {
	path := dotted(v.Path)
	b := breach{rules: listRules(path + v.Member), attribute: path + v.Member, expected: expectation(v), seen: none, message: "a ListResponse has no " + v.Member}
	if v.Keyword != "required" {
		b.attribute, b.rules, b.seen = path, listRules(path), seenAt(plain, v)
		b.message = path + " of a ListResponse is not as its definition says"
	}
	return b
}

func listRules(name string) []requirement.ID {
	switch name {
	case "totalResults":
		return rules("RFC7644-3.4.2-R05")
	case "Resources":
		return rules("RFC7644-3.4.2-R07")
	case "startIndex":
		return rules("RFC7644-3.4.2.4-R11")
	case "itemsPerPage":
		return rules("RFC7644-3.4.2.4-R09")
	}
	return rules("RFC7644-3.4.2-R04")
}

// paging judges the numbers of a list against what is in it.
func paging(plain map[string]any) []breach {
	total, ok := count(plain["totalResults"])
	elements, there := plain["Resources"].([]any)
	shown := len(elements)
	var breaches []breach
	tell := func(rule requirement.ID, attribute, expected, seen, message string) {
		breaches = append(breaches, breach{rules: rules(rule), attribute: attribute, expected: expected, seen: seen, message: message})
	}
	switch {
	case !ok:
		return nil
	case total > 0 && plain["Resources"] == nil:
		tell("RFC7644-3.4.2-R07", "Resources", fmt.Sprintf("the %d results", total), none, "a ListResponse with results has no Resources")
		return breaches
	case total < shown:
		tell("RFC7644-3.4.2-R05", "totalResults", fmt.Sprintf("at least %d", shown), fmt.Sprint(total), "totalResults is less than the resources that are there")
	case total > shown && there:
		for name, rule := range map[string]requirement.ID{"startIndex": "RFC7644-3.4.2-R09", "itemsPerPage": "RFC7644-3.4.2-R10"} {
			if plain[name] == nil {
				tell(rule, name, "a value, since the results are partial", none, "a ListResponse that is partial has no "+name)
			}
		}
	}
	if size, ok := count(plain["itemsPerPage"]); ok && there && size != shown {
		tell("RFC7644-3.4.2.4-R09", "itemsPerPage", fmt.Sprint(shown), fmt.Sprint(size), "itemsPerPage is not the number of resources that are there")
	}
	slices.SortFunc(breaches, func(a, b breach) int { return strings.Compare(a.attribute, b.attribute) })
	return breaches
}

func count(value any) (int, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := number.Int64()
	return int(n), err == nil
}

// filtered: every resource of the answer has the value that was asked for, by
// the attribute's own rules of comparison (RFC 7644 §3.4.2.2). One that does not
// show the attribute proves nothing.
func (x *examination) filtered(resources []scim.Resource) []breach {
	path, err := filter.ParsePath(x.MatchAttribute)
	if err != nil {
		return nil
	}
	wanted, ok := equality(path, x.MatchValue)
	if !ok {
		return nil
	}
	for _, resource := range resources {
		seen := valuesAt(resource, path)
		if len(seen) == 0 || filter.Match(wanted, resource, x.set) {
			continue
		}
		rule := requirement.ID("RFC7644-3.4.2.2-R02")
		if slices.ContainsFunc(seen, func(value string) bool { return strings.EqualFold(value, x.MatchValue) }) {
			rule = "RFC7644-3.4.2.2-R37" // right but for the case, which counts here
		}
		return []breach{{
			rules: rules(rule), attribute: x.MatchAttribute, expected: x.MatchValue, seen: short(strings.Join(seen, ", ")),
			message: "a query for " + x.MatchAttribute + " returns resources that have another value",
		}}
	}
	return nil
}

// valuesAt are the texts that a resource shows at a path, whatever the filter in
// the path: nothing there means that nothing can be said.
func valuesAt(resource scim.Resource, path filter.Path) []string {
	holder := resource
	if path.URN != "" {
		if extension := resource.Object(path.URN); extension != nil {
			holder = extension
		}
	}
	value, _ := holder.Get(path.Name)
	var list []string
	for _, element := range elements(value) {
		if inner := scim.AsObject(element); inner != nil {
			sub := path.Sub
			if sub == "" {
				sub = "value"
			}
			element, _ = inner.Get(sub)
		}
		if !unassigned(element) {
			list = append(list, text(element))
		}
	}
	return list
}

package defect

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// asked is a request as a query: its parameters stand in the URL, or for
// .search in the body (RFC 7644 §3.4.3).
type asked struct{ *Call }

// searches says whether the parameters stand in a SearchRequest.
func (q asked) searches() bool {
	return q.Method == http.MethodPost && (q.Kind() == ".search" || q.ID() == ".search")
}

// concerns says whether the request is about resources, not about discovery.
func (q asked) concerns() bool {
	return !slices.Contains([]string{"Schemas", "ResourceTypes", "ServiceProviderConfig", "Bulk"}, q.Kind())
}

// lists says whether the request asks for a list of resources: of a type, or of
// all types at the root.
func (q asked) lists() bool {
	return q.concerns() && q.Kind() != "Me" && (q.searches() || q.Method == http.MethodGet && q.ID() == "")
}

// get is the value of a parameter.
func (q asked) get(name string) (string, bool) {
	if !q.searches() {
		return q.Query.Get(name), q.Query.Has(name)
	}
	value, _ := q.Body().Get(name)
	if value == nil {
		return "", false
	}
	return asText(value), true
}

// set gives a parameter a value; startIndex and count are numbers in a body.
func (q asked) set(name, value string) {
	if !q.searches() {
		q.Query.Set(name, value)
		return
	}
	if name == "startIndex" || name == "count" {
		q.put(name, json.Number(value))
		return
	}
	q.put(name, value)
}

// drop leaves a parameter out.
func (q asked) drop(name string) {
	if q.searches() {
		q.put(name, nil)
		return
	}
	q.Query.Del(name)
}

// put changes a member of a SearchRequest; nil takes it away.
func (q asked) put(name string, value any) {
	body := q.Body()
	if body == nil {
		return
	}
	for member := range body {
		if strings.EqualFold(member, name) {
			delete(body, member)
		}
	}
	if value != nil {
		body[name] = value
	}
	q.SetBody(body)
}

// number is the value of a parameter that is an integer.
func (q asked) number(name string) (int, bool) {
	text, _ := q.get(name)
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// names are the attributes that attributes or excludedAttributes lists.
func (q asked) names(name string) []string {
	var list []string
	if q.searches() {
		for _, element := range q.listed(name) {
			list = append(list, asText(element))
		}
		return list
	}
	for _, one := range strings.Split(strings.Join(q.Query[name], ","), ",") {
		if one = strings.TrimSpace(one); one != "" {
			list = append(list, one)
		}
	}
	return list
}

func (q asked) listed(name string) []any {
	value, _ := q.Body().Get(name)
	list, _ := value.([]any)
	return list
}

// setNames replaces the list of attributes; an empty one asks for none.
func (q asked) setNames(name string, list []string) {
	switch {
	case len(list) == 0:
		q.drop(name)
	case q.searches():
		q.put(name, list)
	default:
		q.Query.Set(name, strings.Join(list, ","))
	}
}

// place is the path of the list without .search.
func (q asked) place() string {
	if q.Kind() == ".search" {
		return "/"
	}
	return "/" + q.Kind()
}

// same are the parameters of the request with these names, as a URL has them.
func (q asked) same(names ...string) url.Values {
	values := url.Values{}
	for _, name := range names {
		text, ok := q.get(name)
		if strings.HasSuffix(strings.ToLower(name), "attributes") {
			text = strings.Join(q.names(name), ",")
		}
		if ok {
			values.Set(name, text)
		}
	}
	return values
}

// content is what the request asks for, without regard to pages.
func (q asked) content() url.Values {
	return q.same("filter", "sortBy", "sortOrder", "attributes", "excludedAttributes")
}

// everything is all that a query matches, page after page.
func (q asked) everything(query url.Values) []scim.Resource {
	var all []scim.Resource
	for {
		query.Set("startIndex", strconv.Itoa(len(all)+1))
		list, err := scim.DecodeList(q.Ask(http.MethodGet, q.place()+"?"+query.Encode(), nil).Raw)
		if err != nil || len(list.Resources) == 0 {
			return all
		}
		all = append(all, list.Resources...)
		if len(all) >= list.TotalResults {
			return all
		}
	}
}

// whole is what the filter of the request matches, in full, by id.
func (q asked) whole() map[string]scim.Resource {
	byID := map[string]scim.Resource{}
	for _, resource := range q.everything(q.same("filter")) {
		byID[resource.ID()] = resource
	}
	return byID
}

// first is the index at which the page asked for begins, from 1.
func (q asked) first() int {
	start, _ := q.number("startIndex")
	return max(1, start)
}

// mostResults is the page of a server that was asked for no other.
const mostResults = 1000

// limit is how many resources the page may hold.
func (q asked) limit() int {
	if count, limited := q.number("count"); limited {
		return min(max(0, count), mostResults)
	}
	return mostResults
}

// fill puts the resources that follow the first index into the page: as many as
// it has now.
func (q asked) fill(a *Answer, all []scim.Resource) {
	a.Change(func(body scim.Resource) {
		size := len(body.List("Resources"))
		from := min(q.first()-1, len(all))
		body["Resources"] = elements(all[from:min(from+size, len(all))])
	})
}

func elements(resources []scim.Resource) []any {
	list := make([]any, len(resources))
	for i := range resources {
		list[i] = resources[i]
	}
	return list
}

// sorts orders the answer anew by what the whole resources hold.
func (q asked) sorts(a *Answer, compare func(x, y scim.Resource) int) {
	whole, shown := q.whole(), q.everything(q.content())
	order, _ := q.get("sortOrder")
	slices.SortStableFunc(shown, func(x, y scim.Resource) int {
		if strings.EqualFold(order, "descending") {
			x, y = y, x
		}
		return compare(whole[x.ID()], whole[y.ID()])
	})
	q.fill(a, shown)
}

// telling passes the request on and writes a number of its own into the list.
func (q asked) telling(name string, number int) *Answer {
	answer := q.Pass()
	if answer.OK() {
		answer.Change(func(body scim.Resource) { body[name] = number })
	}
	return answer
}

// byCursor says whether the pages are turned by cursor (RFC 9865), not by index.
func (q asked) byCursor() bool {
	_, ok := q.get("cursor")
	return ok
}

// onLists makes hooks that see each request for a list.
func onLists(change func(q asked) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			if q := (asked{c}); q.lists() {
				return change(q)
			}
			return nil
		}}
	}
}

// onPages makes hooks that see each list that was answered.
func onPages(change func(q asked, a *Answer)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if q := (asked{c}); q.lists() && a.OK() {
				change(q, a)
			}
		}}
	}
}

// onReads makes hooks that see each GET of resources.
func onReads(change func(q asked) *Answer) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			if q := (asked{c}); c.Method == http.MethodGet && q.concerns() {
				return change(q)
			}
			return nil
		}}
	}
}

// onNames makes hooks that may change the list of attributes or
// excludedAttributes, wherever it stands.
func onNames(parameter string, change func(names []string) []string) func() Hooks {
	return func() Hooks {
		return Hooks{Before: func(c *Call) *Answer {
			q := asked{c}
			if names := q.names(parameter); q.concerns() && len(names) > 0 {
				q.setNames(parameter, change(names))
			}
			return nil
		}}
	}
}

// onProjected makes hooks that may change each resource of an answer.
func onProjected(change func(q asked, resource scim.Resource)) func() Hooks {
	return func() Hooks {
		return Hooks{After: func(c *Call, a *Answer) {
			if q := (asked{c}); q.concerns() {
				a.Each(func(resource scim.Resource) { change(q, resource) })
			}
		}}
	}
}

// hereUser is the line of a demonstration that creates a user.
func hereUser(userName string, more ...string) string {
	members := append([]string{`"schemas":["` + scim.URNUser + `"]`, `"userName":"` + userName + `"`}, more...)
	return "POST /Users {" + strings.Join(members, ",") + "}"
}

// hereEmployee is the line that creates a user with the enterprise extension.
func hereEmployee(userName, extension string) string {
	return `POST /Users {"schemas":["` + scim.URNUser + `","` + scim.URNEnterpriseUser + `"],"userName":"` + userName + `","` +
		scim.URNEnterpriseUser + `":{` + extension + `}}`
}

// hereGroup is the line of a demonstration that creates a group.
func hereGroup(displayName string, more ...string) string {
	members := append([]string{`"schemas":["` + scim.URNGroup + `"]`, `"displayName":"` + displayName + `"`}, more...)
	return "POST /Groups {" + strings.Join(members, ",") + "}"
}

// hereUsers creates users one after the other.
func hereUsers(userNames ...string) []string {
	var lines []string
	for _, name := range userNames {
		lines = append(lines, hereUser(name))
	}
	return lines
}

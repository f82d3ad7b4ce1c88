package refserver

import (
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// query is what a client asks of a list (RFC 7644 §3.4.2).
type query struct {
	filter     string
	filtered   bool
	exposed    bool // the parameters stand in the URL
	sortBy     string
	descending bool
	start      int // 1-based
	count      int // at most so many resources
	shown      projection
	cursored   bool   // paging by cursor (RFC 9865), not by index
	cursor     string // "" for the first page
}

// query reads the parameters of a URL. Unknown ones are ignored
// (RFC 7644 §3.4.2).
func (s *Server) query(values url.Values) (query, *scim.Error) {
	q := query{filter: values.Get("filter"), filtered: values.Has("filter"), sortBy: values.Get("sortBy")}
	var fault *scim.Error
	if q.shown, fault = projectionOf(values); fault != nil {
		return query{}, fault
	}
	if q.descending, fault = descending(values.Get("sortOrder")); fault != nil {
		return query{}, fault
	}
	if q.start, fault = integer(values, "startIndex", 1); fault != nil {
		return query{}, fault
	}
	if q.count, fault = integer(values, "count", s.maxResults); fault != nil {
		return query{}, fault
	}
	return q, s.page(&q, values)
}

// page chooses the way of paging: by cursor when the parameter is there, even
// empty, else by index (RFC 9865 §2.4).
func (s *Server) page(q *query, values url.Values) *scim.Error {
	q.cursored, q.cursor = values.Has("cursor"), values.Get("cursor")
	if q.cursored && values.Has("startIndex") {
		return scim.InvalidValue("cursor and startIndex are two ways of paging: send one of them (RFC 9865 §2.4)")
	}
	if q.cursored && q.count > s.maxResults {
		return invalidCount("count is at most " + strconv.Itoa(s.maxResults) + ", see pagination.maxPageSize of /ServiceProviderConfig")
	}
	// RFC 7644 §3.4.2.4: below 1 SHALL be 1, a negative count SHALL be 0.
	q.start = max(q.start, 1)
	q.count = min(max(q.count, 0), s.maxResults)
	return nil
}

func descending(order string) (bool, *scim.Error) {
	switch {
	case order == "" || strings.EqualFold(order, "ascending"):
		return false, nil
	case strings.EqualFold(order, "descending"):
		return true, nil
	}
	return false, scim.InvalidValue("sortOrder is ascending or descending")
}

func integer(values url.Values, name string, absent int) (int, *scim.Error) {
	text := values.Get(name)
	if text == "" {
		return absent, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil && !errors.Is(err, strconv.ErrRange) { // an integer without end is the nearest there is
		return 0, scim.InvalidValue(name + " has to be an integer")
	}
	return n, nil
}

// names reads a list of attribute names: comma-separated, perhaps repeated.
func names(parameters []string) []string {
	var list []string
	for _, parameter := range parameters {
		for _, name := range strings.Split(parameter, ",") {
			if name = strings.TrimSpace(name); name != "" {
				list = append(list, name)
			}
		}
	}
	return list
}

// searchParameters turns a SearchRequest into the parameters that a URL would
// have (RFC 7644 §3.4.3).
func searchParameters(request scim.Resource) (url.Values, *scim.Error) {
	urns, fault := urnsOf(request)
	if fault != nil {
		return nil, fault
	}
	if !lists(urns, scim.URNSearchRequest) {
		return nil, scim.InvalidSyntax("schemas has to name " + scim.URNSearchRequest)
	}
	values := url.Values{}
	for _, name := range []string{"filter", "sortBy", "sortOrder", "startIndex", "count", "cursor"} {
		if fault := searchScalar(values, request, name); fault != nil {
			return nil, fault
		}
	}
	for _, name := range []string{"attributes", "excludedAttributes"} {
		if fault := searchNames(values, request, name); fault != nil {
			return nil, fault
		}
	}
	return values, nil
}

func searchScalar(values url.Values, request scim.Resource, name string) *scim.Error {
	value, _ := request.Get(name)
	if value == nil {
		return nil
	}
	text, isText := value.(string)
	digits, isNumber := value.(json.Number)
	wantsNumber := name == "startIndex" || name == "count"
	switch {
	case wantsNumber && isNumber:
		values.Set(name, digits.String())
	case !wantsNumber && isText:
		values.Set(name, text)
	default:
		return scim.InvalidSyntax(name + " is of the wrong type: see RFC 7644 §3.4.3")
	}
	return nil
}

func searchNames(values url.Values, request scim.Resource, name string) *scim.Error {
	value, _ := request.Get(name)
	if value == nil {
		return nil
	}
	list, ok := value.([]any)
	if !ok {
		return scim.InvalidSyntax(name + " has to be an array of attribute names")
	}
	for _, element := range list {
		text, ok := element.(string)
		if !ok {
			return scim.InvalidSyntax(name + " has to hold strings only")
		}
		values.Add(name, text)
	}
	return nil
}

package refserver

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// bulkReference stands before the bulkId of a resource of the same request
// (RFC 7644 §3.7.2).
const bulkReference = "bulkId:"

// progress of a bulk operation.
type progress int

const (
	waiting progress = iota
	running
	done
)

// step is one operation of a bulk request.
type step struct {
	method, bulkID, version, path string
	data                          any
	fault                         *scim.Error // the operation itself is malformed
	state                         progress
	answer                        reply
}

// reply is what a single request would have got.
type reply struct {
	status   int
	id       string // of the resource that a POST created
	location string
	tag      string
	body     any
	fault    *scim.Error
}

// readStep reads one operation (RFC 7644 §3.7).
func readStep(element any) *step {
	object := scim.AsObject(element)
	one := &step{
		method: object.String("method"), bulkID: object.String("bulkId"), version: object.String("version"),
		path: object.String("path"), data: mustGet(object, "data"),
	}
	one.fault = one.malformed()
	return one
}

func (one *step) malformed() *scim.Error {
	writes := one.method == http.MethodPost || one.method == http.MethodPut || one.method == http.MethodPatch
	switch {
	case !writes && one.method != http.MethodDelete:
		return scim.InvalidSyntax("method is POST, PUT, PATCH or DELETE (RFC 7644 §3.7)")
	case !strings.HasPrefix(one.path, "/") || strings.ContainsAny(one.path, "?#"):
		return scim.InvalidSyntax("path is required: it starts with a slash and is relative to the base URL")
	case one.method == http.MethodPost && one.bulkID == "":
		return scim.InvalidSyntax("bulkId is required for POST (RFC 7644 §3.7)")
	case writes && scim.AsObject(one.data) == nil:
		return scim.InvalidSyntax("data is required for " + one.method + ": the body of the single request")
	case strings.Count(one.path, "/") != one.depth():
		return scim.InvalidSyntax("path names a resource type for POST and one resource for other methods (RFC 7644 §3.7)")
	}
	return nil
}

// depth is how many segments the path has to have.
func (one *step) depth() int {
	if one.method == http.MethodPost {
		return 1
	}
	return 2
}

// references lists the bulkIds that the operation refers to.
func (one *step) references() []string {
	return slices.Sorted(maps.Keys(asSet(referencesIn(one.path, referencesIn(one.data, nil)))))
}

func asSet(names []string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return set
}

// referencesIn collects the references of a JSON value.
func referencesIn(value any, found []string) []string {
	switch v := value.(type) {
	case string:
		if _, name, ok := strings.Cut(v, bulkReference); ok && (strings.HasPrefix(v, bulkReference) || strings.HasPrefix(v, "/")) {
			name, _, _ = strings.Cut(name, "/")
			return append(found, name)
		}
	case []any:
		for _, element := range v {
			found = referencesIn(element, found)
		}
	default:
		for _, part := range scim.AsObject(value) {
			found = referencesIn(part, found)
		}
	}
	return found
}

// substitute replaces references by ids. A value whose reference is not known
// yet is left out, with the element or the complex value it stands in; the
// result says whether anything remains.
func substitute(value any, id func(name string) (string, bool)) (any, bool) {
	switch v := value.(type) {
	case string:
		name, refers := strings.CutPrefix(v, bulkReference)
		if !refers {
			return v, true
		}
		return id(name)
	case []any:
		return substituteList(v, id), true
	}
	object := scim.AsObject(value)
	if object == nil {
		return value, true
	}
	twin := make(map[string]any, len(object))
	for _, name := range sortedNames(object) {
		part, remains := substitute(object[name], id)
		if !remains && name == "value" {
			return nil, false
		}
		if remains {
			twin[name] = part
		}
	}
	return twin, true
}

func substituteList(list []any, id func(name string) (string, bool)) []any {
	kept := make([]any, 0, len(list))
	for _, element := range list {
		if part, remains := substitute(element, id); remains {
			kept = append(kept, part)
		}
	}
	return kept
}

// send carries out one request as if it had come alone, and takes the answer
// instead of a client.
func (j *job) send(one *step, method, path string, data any) reply {
	var body []byte
	if data != nil {
		body = appendValue(nil, data)
	}
	request, err := http.NewRequestWithContext(j.call.r.Context(), method, j.call.root+path, bytes.NewReader(body))
	if err != nil {
		return reply{status: http.StatusBadRequest, fault: scim.InvalidSyntax("path is no path: " + err.Error())}
	}
	request.Host, request.TLS = j.call.r.Host, j.call.r.TLS
	request.Header.Set("Content-Type", scim.MediaType)
	if one.version != "" {
		request.Header.Set("If-Match", one.version)
	}
	into := &capture{header: http.Header{}}
	segments, inside := j.server.segments(request.URL)
	if !inside || j.server.shelf(segments[0]) == nil {
		return reply{status: http.StatusNotFound, fault: nowhere(path)}
	}
	j.server.route(call{into, request, j.call.root}, segments)
	return into.reply(method)
}

// capture is the http.ResponseWriter of an answer that stays within the server.
type capture struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (c *capture) Header() http.Header            { return c.header }
func (c *capture) WriteHeader(status int)         { c.status = status }
func (c *capture) Write(body []byte) (int, error) { return c.body.Write(body) }

func (c *capture) reply(method string) reply {
	r := reply{status: c.status, location: c.header.Get("Location"), tag: c.header.Get("ETag")}
	if c.body.Len() == 0 {
		return r
	}
	body, err := scim.Decode(c.body.Bytes())
	if err != nil {
		return r // our own bytes: they decode
	}
	if r.body = body; method == http.MethodPost && c.status == http.StatusCreated {
		r.id = body.ID()
	}
	return r
}

// result is the operation as the response shows it: the location for all but a
// failed POST, the body for errors only (RFC 7644 §3.7.3).
func (one *step) result(root string) scim.Resource {
	shown := scim.Resource{"method": one.method, "status": strconv.Itoa(one.answer.status)}
	failed := one.answer.status >= 300
	if one.bulkID != "" {
		shown["bulkId"] = one.bulkID
	}
	switch {
	case one.answer.location != "":
		shown["location"] = one.answer.location
	case one.method != http.MethodPost && one.path != "":
		shown["location"] = root + one.path
	}
	if one.answer.tag != "" {
		shown["version"] = one.answer.tag
	}
	if failed {
		shown["response"] = one.answer.response()
	}
	return shown
}

// response is the error body of a failed operation.
func (r reply) response() any {
	if r.fault == nil {
		return r.body
	}
	return short(r.fault).Resource()
}

package refserver

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/scimulator/scimulator/internal/scim"
)

// Limits of one bulk request, announced and enforced (RFC 7644 §3.7.4).
const (
	maxBulkOperations = 1000
	maxBulkPayload    = 1 << 20
)

// bulk answers POST /Bulk (RFC 7644 §3.7).
func (s *Server) bulk(c call) {
	request, fault := s.bulkRequest(c)
	if fault != nil {
		refuse(c.w, fault)
		return
	}
	j := &job{server: s, call: c, byBulkID: map[string]*step{}}
	if fault := j.read(request); fault != nil {
		refuse(c.w, fault)
		return
	}
	j.run()
	send(c.w, http.StatusOK, appendValue(nil, scim.Resource{
		"schemas": []any{scim.URNBulkResponse}, "Operations": j.results(),
	}))
}

// bulkRequest reads the message and holds it to the limits; the error names the
// limit that is exceeded (RFC 7644 §3.7.4).
func (s *Server) bulkRequest(c call) (scim.Resource, *scim.Error) {
	raw, fault := s.bodyWithin(c.w, c.r, maxBulkPayload, fmt.Sprintf("the size of the bulk request exceeds maxPayloadSize (%d)", maxBulkPayload))
	if fault != nil {
		return nil, fault
	}
	request, err := scim.Decode(raw)
	if err != nil {
		return nil, scim.InvalidSyntax("the body is not a JSON object: " + err.Error())
	}
	urns, fault := urnsOf(request)
	if fault != nil {
		return nil, fault
	}
	if !lists(urns, scim.URNBulkRequest) {
		return nil, scim.InvalidSyntax("schemas has to name " + scim.URNBulkRequest)
	}
	if len(request.List("Operations")) > maxBulkOperations {
		return nil, &scim.Error{
			Status: http.StatusRequestEntityTooLarge,
			Detail: fmt.Sprintf("the number of operations exceeds maxOperations (%d)", maxBulkOperations),
		}
	}
	return request, nil
}

// job is one bulk request in progress.
type job struct {
	server   *Server
	call     call
	steps    []*step
	byBulkID map[string]*step
	limit    int // failOnErrors; 0: never stop
	errors   int
	cyclic   []*step // created without the references that were not there yet
}

// read takes the operations apart. What is wrong with one operation is its own
// error later; only what makes the whole message meaningless is refused.
func (j *job) read(request scim.Resource) *scim.Error {
	operations, ok := mustGet(request, "Operations").([]any)
	if !ok {
		return scim.InvalidSyntax("Operations is required: an array of operations (RFC 7644 §3.7)")
	}
	var fault *scim.Error
	if j.limit, fault = failOnErrors(request); fault != nil {
		return fault
	}
	for _, element := range operations {
		one := readStep(element)
		if one.bulkID != "" && j.byBulkID[one.bulkID] != nil {
			return scim.InvalidValue("bulkId " + one.bulkID + " is there twice: it has to be unique within the request (RFC 7644 §3.7)")
		}
		if one.bulkID != "" {
			j.byBulkID[one.bulkID] = one
		}
		j.steps = append(j.steps, one)
	}
	return nil
}

func mustGet(object scim.Resource, name string) any {
	value, _ := object.Get(name)
	return value
}

func failOnErrors(request scim.Resource) (int, *scim.Error) {
	value, sent := request.Get("failOnErrors")
	if !sent || value == nil {
		return 0, nil
	}
	digits, _ := value.(json.Number)
	limit, err := strconv.Atoi(digits.String())
	if err != nil || limit < 1 {
		return 0, scim.InvalidValue("failOnErrors is an integer of 1 or more: the number of errors to stop at")
	}
	return limit, nil
}

// run carries out the operations in their order, those that others refer to
// before them, and stops at failOnErrors (RFC 7644 §3.7, §3.7.1).
func (j *job) run() {
	for _, one := range j.steps {
		if j.limit > 0 && j.errors >= j.limit {
			return
		}
		j.do(one)
		j.closeCycles()
	}
}

// do carries out one operation unless that has happened already.
func (j *job) do(one *step) {
	if one.state != waiting {
		return
	}
	one.state = running
	for _, name := range one.references() {
		if other := j.byBulkID[name]; other != nil && other.method == http.MethodPost {
			j.do(other)
		}
	}
	if fault := j.check(one); fault != nil {
		one.answer = reply{status: fault.Status, fault: fault}
	} else {
		one.answer = j.send(one, one.method, j.path(one), j.data(one))
	}
	one.state = done
	if one.answer.status >= 300 {
		j.errors++
	}
}

// check refuses an operation that cannot be carried out.
func (j *job) check(one *step) *scim.Error {
	if one.fault != nil {
		return one.fault
	}
	for _, name := range one.references() {
		other := j.byBulkID[name]
		switch {
		case other == nil || other.method != http.MethodPost:
			return scim.InvalidValue("bulkId:" + name + " refers to no POST operation of this request")
		case other.state == done && other.answer.id == "":
			return &scim.Error{Status: http.StatusConflict, Detail: "bulkId:" + name + " refers to an operation that failed"}
		}
	}
	return nil
}

// path is where the operation goes, with the ids that are known.
func (j *job) path(one *step) string {
	path := one.path
	for _, name := range referencesIn(path, nil) {
		path = strings.Replace(path, bulkReference+name, j.byBulkID[name].answer.id, 1)
	}
	return path
}

// data is what the operation sends: references replaced by ids, and those into
// a cycle left out for now.
func (j *job) data(one *step) any {
	complete := true
	data, _ := substitute(one.data, func(name string) (string, bool) {
		id := j.byBulkID[name].answer.id
		complete = complete && id != ""
		return id, id != ""
	})
	if !complete {
		j.cyclic = append(j.cyclic, one)
	}
	return data
}

// closeCycles completes the resources of a cycle, now that all ids are known
// (RFC 7644 §3.7.1).
func (j *job) closeCycles() {
	cyclic := j.cyclic
	j.cyclic = nil
	for _, one := range cyclic {
		if one.answer.id != "" && !j.complete(one) {
			j.errors++
			one.answer = reply{status: http.StatusConflict, fault: &scim.Error{
				Status: http.StatusConflict, Detail: "the circular reference could not be resolved (RFC 7644 §3.7.1)",
			}}
		}
	}
}

// complete gives a created resource the references it was created without; if
// that fails it is removed again.
func (j *job) complete(one *step) bool {
	path := one.path + "/" + one.answer.id
	if j.check(one) == nil {
		if again := j.send(one, http.MethodPut, path, j.data(one)); again.status == http.StatusOK {
			one.answer.tag = again.tag
			return true
		}
	}
	j.send(one, http.MethodDelete, path, nil)
	return false
}

// results are the operations that were processed, in the order of the request.
func (j *job) results() []any {
	results := []any{}
	for _, one := range j.steps {
		if one.state == done {
			results = append(results, one.result(j.call.root))
		}
	}
	return results
}

package provision

import (
	"context"
	"fmt"
	"strings"

	"github.com/scimulator/scimulator/internal/provision/dialect"
	"github.com/scimulator/scimulator/internal/scim"
)

// Matching is how a target object was looked for (E-3.8).
type Matching struct {
	Resource scim.Resource // nil: nobody matches
	By       string        // target attribute that matched
}

// match asks for the object by each matching attribute in the order of their
// priority and stops at the first hit; attributes are never combined (E-3.8).
func (j *Job) match(ctx context.Context, m *mapping, id string, object source, scoping Scoping) (Matching, *Failure) {
	asked := false
	for i := range m.matching {
		value, failure := j.value(&m.matching[i], object, scoping)
		if failure != nil {
			return Matching{}, failure
		}
		if value.text == "" {
			continue
		}
		asked = true
		found, failure := j.ask(ctx, m, m.matching[i].target, value.text, id)
		if failure != nil || found != nil {
			return Matching{Resource: found, By: m.matching[i].Target}, failure
		}
	}
	if !asked {
		return Matching{}, &Failure{Code: codeImport, Reason: "the object has no value for a matching attribute (E-3.10)"}
	}
	return Matching{}, nil
}

// ask sends one match query.
func (j *Job) ask(ctx context.Context, m *mapping, target dialect.Target, value, id string) (scim.Resource, *Failure) {
	request := j.matchRequest(m, target, value, id)
	response, failure := j.send(ctx, request)
	if failure != nil {
		return nil, failure
	}
	found, failure := decodeList(request, response)
	if failure != nil || len(found) == 0 {
		return nil, failure
	}
	return only(request, response, target, found)
}

// only accepts exactly one resource that really has the value. Taking over an
// account because the target ignored the filter would change somebody else's
// data, so it is refused.
func only(request Request, response Response, target dialect.Target, found []scim.Resource) (scim.Resource, *Failure) {
	failure := &Failure{Status: response.Status, Exchange: response.Exchange, Request: request, Planted: response.Planted}
	shown, _ := target.Find(found[0])
	switch {
	case len(found) > 1:
		failure.Code = codeDuplicate
		failure.Reason = fmt.Sprintf("%d objects of the target match %s %q (E-6.14)", len(found), request.Attribute, request.Value)
	case found[0].ID() == "":
		failure.Code, failure.Reason = codeCompliance, "the matched resource has no id (E-6.1)"
	case !strings.EqualFold(fmt.Sprint(shown), request.Value):
		failure.Code = codeFiltering
		failure.Reason = fmt.Sprintf("the query for %s %q returned a resource whose value is %q", request.Attribute, request.Value, show(shown))
	default:
		return found[0], nil
	}
	return nil, failure
}

func (j *Job) matchRequest(m *mapping, target dialect.Target, value, object string) Request {
	request := Request{Operation: Match, Kind: m.kind, Object: object, Attribute: target.Text, Value: value}
	if m.kind == Group {
		request.Excluded = "members" // E-5.34
	}
	request.Query = j.dialect.MatchQuery(target, value, request.Excluded)
	return request
}

// decodeList reads the answer to a query; anything but a list cannot be
// understood (E-6.15).
func decodeList(request Request, response Response) ([]scim.Resource, *Failure) {
	body, err := response.resource()
	if err != nil {
		return nil, unreadable(request, response, err)
	}
	return scim.AsList(body).Resources, nil
}

func unreadable(request Request, response Response, err error) *Failure {
	return &Failure{
		Code: codeCompliance, Status: response.Status, Exchange: response.Exchange, Request: request, Planted: response.Planted,
		Reason: "the answer cannot be read as SCIM: " + err.Error(),
	}
}

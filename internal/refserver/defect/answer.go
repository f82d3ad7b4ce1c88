package defect

import (
	"net/http"
	"strconv"
	"time"

	"github.com/scimulator/scimulator/internal/scim"
)

// Answer is what the client gets.
type Answer struct {
	Status int
	Header http.Header
	Raw    []byte
	Delay  time.Duration // before the first byte
	Cut    bool          // the connection is closed in the middle of the body
}

// NewAnswer is an answer with a SCIM body.
func NewAnswer(status int, body any) *Answer {
	a := &Answer{Status: status, Header: http.Header{}}
	a.SetBody(body)
	return a
}

// Refuse is a SCIM error as an answer.
func Refuse(status int, scimType, detail string) *Answer {
	return NewAnswer(status, (&scim.Error{Status: status, ScimType: scimType, Detail: detail}).Resource())
}

// Plain is an answer that is no SCIM message.
func Plain(status int, mediaType, text string) *Answer {
	return &Answer{Status: status, Header: http.Header{"Content-Type": {mediaType}}, Raw: []byte(text)}
}

// OK says whether the answer is a success.
func (a *Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// Body is the body as an object, nil when it is none.
func (a *Answer) Body() scim.Resource {
	body, err := scim.Decode(a.Raw)
	if err != nil {
		return nil
	}
	return body
}

// SetBody replaces the body; nil leaves none.
func (a *Answer) SetBody(body any) {
	a.Header.Del("Content-Length")
	if body == nil {
		a.Raw = nil
		a.Header.Del("Content-Type")
		return
	}
	a.Raw = encode(body)
	if a.Header.Get("Content-Type") == "" {
		a.Header.Set("Content-Type", scim.MediaType)
	}
}

// Change edits the body, whatever message it is.
func (a *Answer) Change(edit func(body scim.Resource)) {
	if body := a.Body(); body != nil {
		edit(body)
		a.SetBody(body)
	}
}

// Each edits every resource of the answer: the one it holds, or those of a list.
// Errors are left alone.
func (a *Answer) Each(edit func(resource scim.Resource)) {
	if !a.OK() {
		return
	}
	a.Change(func(body scim.Resource) {
		list, isList := body.Get("Resources")
		if !isList {
			edit(body)
			return
		}
		elements, _ := list.([]any)
		for _, element := range elements {
			if resource := scim.AsObject(element); resource != nil {
				edit(resource)
			}
		}
	})
}

// Keep drops the resources of a list that keep does not want and counts anew.
func (a *Answer) Keep(keep func(resource scim.Resource) bool) {
	a.Change(func(body scim.Resource) {
		kept := []any{}
		for _, element := range body.List("Resources") {
			if keep(scim.AsObject(element)) {
				kept = append(kept, element)
			}
		}
		dropped := len(body.List("Resources")) - len(kept)
		body["Resources"] = kept
		for _, name := range []string{"totalResults", "itemsPerPage"} {
			if count, ok := Number(body, name); ok {
				body[name] = count - dropped
			}
		}
	})
}

// Number is a member's value as an integer.
func Number(body scim.Resource, name string) (int, bool) {
	value, ok := body.Get(name)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(asText(value))
	return n, err == nil
}

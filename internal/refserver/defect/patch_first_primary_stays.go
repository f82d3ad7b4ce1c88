package defect

import (
	"maps"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchFirstPrimaryStays: RFC 7644 §3.5.2: the new primary value takes over.
func patchFirstPrimaryStays() Defect {
	return Defect{
		Name:     "patch-first-primary-stays",
		Sentence: "Stores an e-mail address that a PATCH adds as primary without that mark when there is a primary one.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R19", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(`"emails":[{"type":"work","value":"anna@work.example","primary":true}]`)},
			Request: patchAnna(`{"op":"add","path":"emails","value":[{"type":"home","value":"anna@home.example","primary":true}]}`),
			Control: patchAnna(`{"op":"replace","path":"emails","value":[{"type":"home","value":"anna@home.example","primary":true}]}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			p := s.place()
			if !s.is("add") || !p.core("emails") || p.filter != "" || primaryOf(stored(c)) == "" {
				return nil, false
			}
			return []step{s.with("value", eachValue(s, func(email scim.Resource) { delete(email, "primary") }))}, true
		}),
	}
}

// eachValue are the values of an operation, edited; those that are no objects
// stay as they are.
func eachValue(s step, edit func(value scim.Resource)) []any {
	var edited []any
	for _, value := range s.values() {
		if object := maps.Clone(scim.AsObject(value)); object != nil {
			edit(object)
			value = object
		}
		edited = append(edited, value)
	}
	return edited
}

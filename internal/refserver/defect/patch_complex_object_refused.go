package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchComplexObjectRefused: RFC 7644 §3.5.2.1, §3.5.2.3: for a complex
// attribute the value holds a set of sub-attributes.
func patchComplexObjectRefused() Defect {
	return Defect{
		Name:     "patch-complex-object-refused",
		Sentence: "Refuses a PATCH operation on a complex attribute whose value is an object: only its sub-attributes can be changed.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R06", "RFC7644-3.5.2.3-R05"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaWith(`"name":{"familyName":"Reis"}`)},
			Request: patchAnna(`{"op":"add","path":"name","value":{"givenName":"Anna"}}`),
			Control: patchAnna(`{"op":"add","path":"name.givenName","value":"Anna"}`),
		},
		Install: refusingSteps(func(_ *Call, s step) *Answer {
			if p := s.place(); s.object() == nil || !p.complex() || p.sub != "" {
				return nil
			}
			return scimAnswer(scim.InvalidValue(s.path() + ": a simple value is expected"))
		}),
	}
}

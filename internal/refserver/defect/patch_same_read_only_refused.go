package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchSameReadOnlyRefused: RFC 7644 §3.5.2.1: adding what is there should
// succeed, and is no modification; fd-072.
func patchSameReadOnlyRefused() Defect {
	return Defect{
		Name:     "patch-same-read-only-refused",
		Sentence: "Refuses a PATCH that gives the id the value that it has.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R12"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-072"},
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"id","value":"$anna"}`),
			Control: patchAnna(`{"op":"add","path":"id","value":"42"}`),
		},
		Install: refusingSteps(func(c *Call, s step) *Answer {
			given := s.text()
			if s.pathless() {
				given = s.object().String("id")
			}
			if given != c.ID() || s.is("remove") || !s.pathless() && !s.place().core("id") {
				return nil
			}
			return scimAnswer(scim.Mutability("id is read-only"))
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchSecondTypeCrashes: RFC 7644 §3.5.2.1 as Entra uses it (E-5.18): the
// element that a filter asks for is created; fd-063.
func patchSecondTypeCrashes() Defect {
	add := func(kind string) string {
		return patchAnna(`{"op":"Add","path":"phoneNumbers[type eq \"` + kind + `\"].value","value":"+351 900 000 002"}`)
	}
	return Defect{
		Name:     "patch-second-type-crashes",
		Sentence: "Answers 500 when a PATCH adds a value of a type by filter to a user who has values of other types only.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"E-5.18", "E-6.8"},
		Harm:     SyncBlocked,
		Field:    []string{"fd-063"},
		Shows: Demo{
			Tolerant: true,
			Given:    []string{annaWith(`"phoneNumbers":[{"type":"work","value":"+351 900 000 001"}]`)},
			Request:  add("mobile"),
			Control:  add("work"),
		},
		Install: refusingSteps(func(c *Call, s step) *Answer {
			p := s.place()
			if !patchesUser(c) || !s.is("add") || p.filter == "" || !p.many() {
				return nil
			}
			if present := stored(c); len(p.list(present)) == 0 || len(p.selected(present)) > 0 {
				return nil
			}
			return crash()
		}),
	}
}

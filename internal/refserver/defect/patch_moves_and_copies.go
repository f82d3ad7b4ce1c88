package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchMovesAndCopies: RFC 7644 §3.5.2: operations of JSON Patch such as move
// are not part of SCIM PATCH.
func patchMovesAndCopies() Defect {
	return Defect{
		Name:     "patch-moves-and-copies",
		Sentence: "Carries out the operations move and copy of JSON Patch.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R02"},
		Harm:     Annoyance,
		Shows: Demo{
			Given:   []string{annaWith(`"nickName":"Annie"`)},
			Request: patchAnna(`{"op":"move","from":"nickName","path":"displayName"}`),
			Control: patchAnna(`{"op":"test","path":"nickName","value":"Annie"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			from := placeOf(scim.Resource(s).String("from"))
			value := from.in(stored(c))
			if !s.is("move", "copy") || value == nil {
				return nil, false
			}
			steps := []step{doing("replace", s.path(), value)}
			if s.is("move") {
				steps = append(steps, doing("remove", from.String(), nil))
			}
			return steps, true
		}),
	}
}

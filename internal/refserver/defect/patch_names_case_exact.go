package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchNamesCaseExact: RFC 7643 §2.1: attribute names are case-insensitive;
// fd-069.
func patchNamesCaseExact() Defect {
	return Defect{
		Name:     "patch-names-case-exact",
		Sentence: "Skips PATCH operations whose path spells an attribute in other letter case than the schema, and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7643-2.1-R01", "RFC7644-3.10-R04", "E-6.13", "HOUSE-01"},
		Harm:     DataDrift,
		Field:    []string{"fd-069"},
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"NickName","value":"Annie"}`),
			Control: patchAnna(`{"op":"add","path":"nickName","value":"Annie"}`),
		},
		Install: droppingSteps(func(_ *Call, s step) bool {
			p := s.place()
			attribute := p.attribute()
			switch {
			case attribute == nil:
				return p.core("externalId") && p.name != "externalId"
			case attribute.Name != p.name:
				return true
			}
			sub := attribute.Sub(p.sub)
			return sub != nil && sub.Name != p.sub
		}),
	}
}

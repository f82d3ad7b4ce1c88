package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchComplexReplacedWhole: RFC 7644 §3.5.2.1, §3.5.2.3: the sub-attributes
// that the value does not name stay as they are.
func patchComplexReplacedWhole() []Defect {
	return []Defect{
		replacedWhole("add", []requirement.ID{"RFC7644-3.5.2.1-R06"}),
		replacedWhole("replace", []requirement.ID{"RFC7644-3.5.2.3-R05", "RFC7644-3.5.2.3-R06"}),
	}
}

func replacedWhole(op string, breaks []requirement.ID) Defect {
	return Defect{
		Name:     "patch-" + op + "-drops-other-sub-attributes",
		Sentence: "Takes away those sub-attributes of a complex attribute that the value of " + op + " does not name.",
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(`"name":{"familyName":"Reis","givenName":"Anna"}`)},
			Request: patchAnna(`{"op":"` + op + `","path":"name","value":{"familyName":"Lima"}}`),
			Control: patchAnna(`{"op":"` + op + `","path":"name.familyName","value":"Lima"}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) {
			p := s.place()
			if !s.is(op) || s.object() == nil || !p.complex() || p.sub != "" {
				return nil, false
			}
			return []step{doing("remove", p.String(), nil), s}, true
		}),
	}
}

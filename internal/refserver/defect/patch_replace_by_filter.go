package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchReplaceByFilter: RFC 7644 §3.5.2.3: all matching values are replaced; of
// a sub-attribute behind a filter, only that one.
func patchReplaceByFilter() []Defect {
	return []Defect{
		replaceByFilter("patch-replace-by-filter-takes-first", "Changes only the first of the values that the filter in a replace selects.",
			[]requirement.ID{"RFC7644-3.5.2.3-R07", "RFC7644-3.5.2.3-R08"},
			func(s step, p place, chosen []scim.Resource) ([]step, bool) {
				if len(chosen) < 2 {
					return nil, false
				}
				return []step{s.with("path", p.only(chosen[0]).String())}, true
			}),
		replaceByFilter("patch-replace-sub-drops-rest", "Leaves of an element only the sub-attribute that a replace sets behind a value filter.",
			[]requirement.ID{"RFC7644-3.5.2.3-R08"},
			func(s step, p place, chosen []scim.Resource) ([]step, bool) {
				if p.sub == "" || len(chosen) == 0 {
					return nil, false
				}
				sub := p.sub
				p.sub = ""
				return []step{doing("replace", p.String(), scim.Resource{sub: s.value()})}, true
			}),
	}
}

func replaceByFilter(name, sentence string, breaks []requirement.ID, instead func(s step, p place, chosen []scim.Resource) ([]step, bool)) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{annaWith(`"addresses":[{"type":"work","streetAddress":"Rua 1","locality":"Lisboa"},` +
				`{"type":"work","streetAddress":"Rua 2","locality":"Porto"},{"type":"home","locality":"Faro"}]`)},
			Request: patchAnna(`{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"Rua 3"}`),
			Control: patchAnna(`{"op":"add","path":"addresses[type eq \"home\"].streetAddress","value":"Rua 3"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			p := s.place()
			if !patchesUser(c) || !s.is("replace") || p.filter == "" {
				return nil, false
			}
			return instead(s, p, p.selected(stored(c)))
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchRemoveTakesFirst: RFC 7644 §3.5.2.2: without filter all values are
// removed, with one all matching values.
func patchRemoveTakesFirst() []Defect {
	return []Defect{
		removeTakesFirst("patch-remove-all-takes-first", "Removes only the first value when a PATCH removes a multi-valued attribute of a user.",
			"RFC7644-3.5.2.2-R03", `{"op":"remove","path":"emails"}`, false),
		removeTakesFirst("patch-remove-by-filter-takes-first", "Removes only the first of the values of a user that the filter in a PATCH path selects.",
			"RFC7644-3.5.2.2-R04", `{"op":"remove","path":"emails[type eq \"work\"]"}`, true),
	}
}

func removeTakesFirst(name, sentence string, breaks requirement.ID, request string, filtered bool) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   []requirement.ID{breaks},
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{annaWith(`"emails":[{"type":"work","value":"anna@work.example"},` +
				`{"type":"work","value":"sales@work.example"},{"type":"home","value":"anna@home.example"}]`)},
			Request: patchAnna(request),
			Control: patchAnna(`{"op":"remove","path":"emails[type eq \"home\"]"}`),
		},
		Install: onSteps(func(c *Call, s step) ([]step, bool) {
			p := s.place()
			if !patchesUser(c) || !s.is("remove") || !p.many() || p.sub != "" || (p.filter != "") != filtered {
				return nil, false
			}
			chosen := chosenValues(p, stored(c))
			if len(chosen) < 2 {
				return nil, false
			}
			return []step{doing("remove", p.only(chosen[0]).String(), nil)}, true
		}),
	}
}

// chosenValues are the values that a path is about: those that its filter
// selects, or all.
func chosenValues(p place, resource scim.Resource) []scim.Resource {
	if p.filter != "" {
		return p.selected(resource)
	}
	var all []scim.Resource
	for _, value := range p.list(resource) {
		if object := scim.AsObject(value); object != nil {
			all = append(all, object)
		}
	}
	return all
}

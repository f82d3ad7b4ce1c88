package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchRemoveSubRemovesWhole: RFC 7644 §3.5.2.2: the targeted sub-attribute is
// unassigned, the rest stays.
func patchRemoveSubRemovesWhole() []Defect {
	return []Defect{
		removesWhole("patch-remove-sub-removes-element",
			"Removes the whole element when a PATCH removes one sub-attribute of it behind a value filter.",
			[]requirement.ID{"RFC7644-3.5.2.2-R05", "RFC7644-3.5.2.2-R09"},
			`{"op":"remove","path":"emails[type eq \"work\"].display"}`, true),
		removesWhole("patch-remove-sub-removes-whole",
			"Removes the whole complex attribute when a PATCH removes one sub-attribute of it.",
			[]requirement.ID{"RFC7644-3.5.2.2-R09"},
			`{"op":"remove","path":"name.middleName"}`, false),
	}
}

func removesWhole(name, sentence string, breaks []requirement.ID, request string, filtered bool) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows: Demo{
			Given: []string{annaWith(`"name":{"familyName":"Reis","middleName":"Maria"}`,
				`"emails":[{"type":"work","value":"anna@work.example","display":"Anna"}]`)},
			Request: patchAnna(request),
			Control: patchAnna(`{"op":"replace","path":"name.middleName","value":null}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) {
			p := s.place()
			if !s.is("remove") || p.sub == "" || p.attribute() == nil || (p.filter != "") != filtered || readOnlyPlace(p) {
				return nil, false
			}
			p.sub = ""
			return []step{s.with("path", p.String())}, true
		}),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchNeedsValueBefore: RFC 7644 §3.5.2.1: a target that does not exist is
// created; §3.5.2.3: replace acts as add then; fd-068.
func patchNeedsValueBefore() []Defect {
	return []Defect{
		needsValue("patch-add-needs-value-before", "Refuses the add of an attribute that the resource does not have yet.",
			[]requirement.ID{"RFC7644-3.5.2.1-R05", "RFC7644-3.5.2.1-R09"}, "",
			`{"op":"add","path":"nickName","value":"Annie"}`, `{"op":"replace","path":"nickName","value":"Annie"}`,
			func(s step) bool { return s.is("add") && s.place().sub == "" }),
		needsValue("patch-replace-needs-value-before", "Refuses the replace of an attribute that the resource does not have yet.",
			[]requirement.ID{"RFC7644-3.5.2.3-R04"}, "",
			`{"op":"replace","path":"nickName","value":"Annie"}`, `{"op":"add","path":"nickName","value":"Annie"}`,
			func(s step) bool { return s.is("replace") && s.place().sub == "" }),
		needsValue("patch-sub-attribute-needs-parent", "Refuses to set a sub-attribute of a complex attribute that the resource does not have yet.",
			[]requirement.ID{"RFC7644-3.5.2.1-R05", "RFC7644-3.5.2.3-R04"}, "fd-068",
			`{"op":"add","path":"name.familyName","value":"Reis"}`, `{"op":"add","path":"name","value":{"familyName":"Reis"}}`,
			func(s step) bool { return s.is("add", "replace") && s.place().sub != "" }),
	}
}

func needsValue(name, sentence string, breaks []requirement.ID, field, request, control string, concerns func(s step) bool) Defect {
	d := Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     SyncBlocked,
		Shows:    Demo{Given: []string{annaWith()}, Request: patchAnna(request), Control: patchAnna(control)},
		Install: onPatch(func(c *Call, steps []step) *Answer {
			made := map[place]bool{} // by the operations before
			for _, s := range steps {
				p := s.place()
				known := p.name != "" && p.filter == "" && p.attribute() != nil
				if known && concerns(s) && !made[p.whole()] && p.in(stored(c)) == nil {
					return scimAnswer(scim.NoTarget("the resource has no " + p.whole().String()))
				}
				made[p.whole()] = made[p.whole()] || !s.is("remove")
			}
			return nil
		}),
	}
	if field != "" {
		d.Field = []string{field}
	}
	return d
}

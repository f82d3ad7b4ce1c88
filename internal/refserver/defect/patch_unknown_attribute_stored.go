package defect

import (
	"maps"
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchUnknownAttributeStored: RFC 7644 §3.5.2: every operation has to fit the
// schema.
func patchUnknownAttributeStored() Defect {
	return Defect{
		Name:     "patch-unknown-attribute-stored",
		Sentence: "Stores an attribute that no schema has when the path of a PATCH names it, and returns it from then on.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R11", "RFC7644-3.5.2-R14"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"shoeSize","value":"39"}`),
			Control: patchAnna(`{"op":"add","path":"nickName","value":"Annie"}`),
		},
		Install: func() Hooks {
			var extra notes[scim.Resource]
			hooks := onSteps(func(c *Call, s step) ([]step, bool) {
				if s.is("remove") || !unknownPlace(s) {
					return nil, false
				}
				before, _ := extra.get(c.ID())
				after := maps.Clone(before)
				if after == nil {
					after = scim.Resource{}
				}
				after[s.path()] = s.value()
				extra.put(c.ID(), after)
				return nil, true
			})()
			hooks.After = func(c *Call, a *Answer) {
				if c.Method == http.MethodDelete && a.OK() {
					extra.forget(c.ID())
				}
				a.Each(func(resource scim.Resource) {
					more, _ := extra.get(resource.ID())
					maps.Copy(resource, more)
				})
			}
			return hooks
		},
	}
}

// unknownPlace says whether a path is the plain name of an attribute that the
// core schemas do not have, nor one of their extensions.
func unknownPlace(s step) bool {
	p := s.place()
	plain := p.urn == "" && p.filter == "" && p.sub == "" && isName(p.name)
	common := p.core("externalId") || p.core("id") || p.core("meta") || p.core("schemas")
	extended := place{urn: scim.URNEnterpriseUser, name: p.name}
	return plain && !common && p.attribute() == nil && extended.attribute() == nil
}

func isName(text string) bool {
	for _, c := range text {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return text != ""
}

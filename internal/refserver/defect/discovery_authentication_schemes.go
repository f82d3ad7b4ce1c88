package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// discoveryAuthenticationSchemes: RFC 7643 §5: a multi-valued attribute whose
// type, name and description are REQUIRED.
func discoveryAuthenticationSchemes() []Defect {
	defects := []Defect{schemes("discovery-authentication-scheme-not-in-array", "Shows the only authentication scheme as an object, not in an array.",
		func(config scim.Resource) {
			if list := config.List("authenticationSchemes"); len(list) == 1 {
				config["authenticationSchemes"] = list[0]
			}
		}, "RFC7643-5-R22")}
	for _, one := range []struct {
		member string
		breaks requirement.ID
	}{{"type", "RFC7643-5-R23"}, {"name", "RFC7643-5-R24"}, {"description", "RFC7643-5-R25"}} {
		defects = append(defects, schemes("discovery-authentication-scheme-without-"+one.member,
			"Shows authentication schemes without "+one.member+".",
			func(config scim.Resource) {
				for _, scheme := range manyOf(config, "authenticationSchemes") {
					delete(scheme, one.member)
				}
			}, one.breaks))
	}
	return defects
}

func schemes(name, sentence string, edit func(config scim.Resource), breaks ...requirement.ID) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "discovery",
		Breaks:   breaks,
		Harm:     Annoyance,
		Shows:    Demo{Request: `GET /ServiceProviderConfig`, Control: `GET /Schemas`},
		Install:  onEntries(atConfig, edit),
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchGroupChangedInSpiteOfError: RFC 7644 §3.5.2: after an error the original
// resource is restored; fd-089.
func patchGroupChangedInSpiteOfError() Defect {
	return Defect{
		Name:     "patch-group-changed-in-spite-of-error",
		Sentence: "Stores the change of a group's members by PATCH and then answers 500.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R24", "RFC7644-3.5.2-R21", "E-6.8"},
		Harm:     DataDrift,
		Field:    []string{"fd-089"},
		Shows: Demo{
			Given:   append(people("anna", "ben"), teamOf("anna")),
			Request: patchTeam(`{"op":"add","path":"members","value":[{"value":"$ben"}]}`),
			Control: patchTeam(`{"op":"replace","path":"displayName","value":"Crew"}`),
		},
		Install: onPatch(func(c *Call, steps []step) *Answer {
			a := c.Pass()
			if a.OK() && patchesGroup(c) && namesMembers(steps) {
				return Refuse(http.StatusInternalServerError, "", "the response is not valid: meta.resourceType is missing")
			}
			return a
		}),
	}
}

// namesMembers says whether an operation is about the members of a group.
func namesMembers(steps []step) bool {
	for _, s := range steps {
		if _, named := s.object().Get("members"); s.place().core("members") || s.pathless() && named {
			return true
		}
	}
	return false
}

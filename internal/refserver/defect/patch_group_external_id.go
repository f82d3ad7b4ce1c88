package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchGroupExternalID: RFC 7643 §3.1: externalId is a common attribute that
// clients write; fd-090, fd-091.
func patchGroupExternalID() []Defect {
	return []Defect{
		groupExternalID("patch-group-external-id-refused", "Refuses a PATCH that sets the externalId of a group.", "fd-090", SyncBlocked,
			[]requirement.ID{"RFC7643-3-R07", "RFC7643-3.1-R16", "RFC7644-3.5.2.1-R09", "E-12.5"},
			refusingSteps(func(c *Call, s step) *Answer {
				if !setsGroupExternalID(c, s) {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidPath", "a group has no externalId")
			})),
		groupExternalID("patch-group-external-id-ignored", "Leaves the externalId of a group as it is when a PATCH sets it, and reports a success.", "fd-091", DataDrift,
			[]requirement.ID{"RFC7643-3.1-R16", "RFC7644-3.5.2.3-R02", "HOUSE-01", "E-12.5"},
			onSteps(func(c *Call, s step) ([]step, bool) {
				if !setsGroupExternalID(c, s) {
					return nil, false
				}
				rest := scim.Resource(step(s.object()).with("externalId", nil))
				if !s.pathless() || len(rest) == 0 {
					return nil, true
				}
				return []step{s.with("value", rest)}, true
			})),
	}
}

func groupExternalID(name, sentence, field string, harm Harm, breaks []requirement.ID, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     harm,
		Field:    []string{field},
		Shows: Demo{
			Given:   []string{teamOf()},
			Request: `PATCH /Groups/$team?attributes=externalId,displayName ` + patchBody(`{"op":"add","path":"externalId","value":"b1f0c6de"}`),
			Control: `PATCH /Groups/$team?attributes=externalId,displayName ` + patchBody(`{"op":"replace","path":"displayName","value":"Crew"}`),
		},
		Install: install,
	}
}

func setsGroupExternalID(c *Call, s step) bool {
	if !patchesGroup(c) || s.is("remove") {
		return false
	}
	_, named := s.object().Get("externalId")
	return s.place().core("externalId") || s.pathless() && named
}

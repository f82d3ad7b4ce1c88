package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchCoreNeedsURN: RFC 7644 §3.5.2: by default paths refer to the schemas that
// the resource has.
func patchCoreNeedsURN() Defect {
	return Defect{
		Name:     "patch-core-needs-urn",
		Sentence: "Refuses the path of a core attribute without URN when the user has attributes of an extension.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R15", "RFC7644-3.10-R02"},
		Harm:     SyncBlocked,
		Shows: Demo{
			Given:   []string{annaAt(`"department":"Sales"`)},
			Request: patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`),
			Control: patchAnna(`{"op":"replace","path":"` + scim.URNUser + `:nickName","value":"Annie"}`),
		},
		Install: refusingSteps(func(c *Call, s step) *Answer {
			if p := s.place(); p.urn != "" || p.attribute() == nil || strings.Contains(s.path(), ":") || !extended(stored(c)) {
				return nil
			}
			return Refuse(http.StatusBadRequest, "invalidPath", s.path()+" is ambiguous: name the schema")
		}),
	}
}

// extended says whether a resource has attributes of an extension.
func extended(resource scim.Resource) bool { return len(resource.List("schemas")) > 1 }

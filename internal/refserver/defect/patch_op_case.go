package defect

import (
	"net/http"
	"strings"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchOpCase: RFC 7644 §3.5.2 writes op in lower case, Entra with a capital
// letter (E-6.13); fd-054.
func patchOpCase() []Defect {
	lower, capital := patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`), patchAnna(`{"op":"Replace","path":"nickName","value":"Annie"}`)
	refused := func(s step) *Answer {
		return Refuse(http.StatusBadRequest, "invalidSyntax", "op is unknown: "+scim.Resource(s).String("op"))
	}
	return []Defect{
		opCase("patch-lower-case-op-refused", "Refuses a PATCH operation whose op begins with a small letter.", "fd-054",
			[]requirement.ID{"RFC7644-3.5.2.1-R07", "RFC7644-3.5.2.3-R02", "RFC7644-3.5.2.2-R02", "E-6.13"},
			Demo{Request: lower, Control: capital},
			refusingSteps(func(_ *Call, s step) *Answer {
				if capitalOp(s) || s.op() == "" {
					return nil
				}
				return refused(s)
			})),
		opCase("patch-entra-capital-op-refused", "Refuses a PATCH operation whose op begins with a capital letter.", "",
			[]requirement.ID{"E-6.13"},
			Demo{Request: capital, Control: lower},
			refusingSteps(func(_ *Call, s step) *Answer {
				if !capitalOp(s) {
					return nil
				}
				return refused(s)
			})),
		opCase("patch-entra-capital-op-ignored", "Skips PATCH operations whose op begins with a capital letter and reports a success.", "",
			[]requirement.ID{"E-6.13", "HOUSE-01", "PROV-03"},
			Demo{Request: capital, Control: lower},
			droppingSteps(func(_ *Call, s step) bool { return capitalOp(s) })),
	}
}

func opCase(name, sentence, field string, breaks []requirement.ID, shows Demo, install func() Hooks) Defect {
	shows.Tolerant, shows.Given = true, []string{annaWith()}
	d := Defect{Name: name, Sentence: sentence, Subject: "patch", Breaks: breaks, Harm: SyncBlocked, Shows: shows, Install: install}
	if strings.HasSuffix(name, "ignored") {
		d.Harm = DataDrift
	}
	if field != "" {
		d.Field = []string{field}
	}
	return d
}

func capitalOp(s step) bool {
	op := scim.Resource(s).String("op")
	return op != "" && 'A' <= op[0] && op[0] <= 'Z'
}

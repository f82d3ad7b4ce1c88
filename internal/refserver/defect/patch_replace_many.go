package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchReplaceMany: RFC 7644 §3.5.2.3: on a multi-valued attribute without a
// filter all values are replaced; RFC 7643 §2.5: null is no value.
func patchReplaceMany() []Defect {
	return []Defect{
		replaceMany("patch-replace-appends", "Adds the values by which a PATCH replaces a multi-valued attribute of a user to those that were there.",
			[]requirement.ID{"RFC7644-3.5.2.3-R03"},
			`{"op":"replace","path":"emails","value":[{"type":"other","value":"anna@example.com"}]}`,
			onSteps(func(c *Call, s step) ([]step, bool) {
				return []step{s.with("op", "add")}, patchesUser(c) && replacesValues(s)
			})),
		replaceMany("patch-null-refused", "Refuses null as the value of a PATCH operation.",
			[]requirement.ID{"RFC7643-2.5-R01", "RFC7643-2.5-R02", "E-12.13"},
			`{"op":"replace","path":"emails","value":null}`,
			refusingSteps(func(_ *Call, s step) *Answer {
				if !hasNull(s) {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", "value must not be null")
			})),
	}
}

func replaceMany(name, sentence string, breaks []requirement.ID, request string, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(request),
			Control: patchAnna(`{"op":"remove","path":"emails"}`),
		},
		Install: install,
	}
}

// replacesValues says whether an operation replaces all values of a
// multi-valued attribute by its path.
func replacesValues(s step) bool {
	p := s.place()
	_, many := s.value().([]any)
	return s.is("replace") && p.many() && p.filter == "" && p.sub == "" && many
}

func hasNull(s step) bool {
	for name, value := range s {
		if name == "value" && value == nil && !s.is("remove") {
			return true
		}
	}
	return false
}

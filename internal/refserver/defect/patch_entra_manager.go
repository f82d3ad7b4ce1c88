package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchEntraManager: Entra sends a manager as a plain id (E-5.24, E-5.25) and
// removes it by an empty text (E-5.27); fd-058.
func patchEntraManager() []Defect {
	path := scim.URNEnterpriseUser + ":manager"
	set := func(op, id string) string {
		return patchAnna(`{"op":"` + op + `","path":"` + path + `","value":"` + id + `"}`)
	}
	object := patchAnna(`{"op":"Replace","path":"` + path + `","value":{"value":"$chief"}}`)
	return []Defect{
		entraManager("patch-entra-manager-text-refused", "Refuses a manager that a PATCH gives as a plain id.",
			[]requirement.ID{"E-5.24", "E-5.25"}, []string{"fd-058"}, set("Add", "$chief"), object,
			refusingSteps(func(_ *Call, s step) *Answer {
				if !managerText(s) || s.text() == "" {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", "manager is complex: an object is expected")
			})),
		entraManager("patch-entra-manager-text-ignored", "Skips a PATCH operation that gives the manager as a plain id, and reports a success.",
			[]requirement.ID{"E-5.24", "E-5.25", "HOUSE-01"}, nil, set("Add", "$chief"), object,
			droppingSteps(func(_ *Call, s step) bool { return managerText(s) && s.text() != "" })),
		entraManager("patch-entra-manager-first-stays", "Keeps the manager that a user has when a PATCH replaces it by a plain id, and reports a success.",
			[]requirement.ID{"E-5.25", "HOUSE-01"}, nil, set("Replace", "$chief"), set("Replace", ""),
			droppingSteps(func(c *Call, s step) bool {
				return managerText(s) && s.text() != "" && s.is("replace") && s.place().in(stored(c)) != nil
			})),
		entraManager("patch-entra-manager-empty-text-refused", "Refuses an empty text as manager.",
			[]requirement.ID{"E-5.27"}, nil, set("Replace", ""), set("Replace", "$chief"),
			refusingSteps(func(_ *Call, s step) *Answer {
				if !managerText(s) || s.text() != "" {
					return nil
				}
				return Refuse(http.StatusBadRequest, "invalidValue", "there is no user with this id")
			})),
		entraManager("patch-entra-manager-empty-text-ignored", "Keeps the manager when a PATCH replaces it by an empty text, and reports a success.",
			[]requirement.ID{"E-5.27", "HOUSE-01"}, nil, set("Replace", ""), set("Replace", "$chief"),
			droppingSteps(func(_ *Call, s step) bool { return managerText(s) && s.text() == "" })),
	}
}

func entraManager(name, sentence string, breaks []requirement.ID, field []string, request, control string, install func() Hooks) Defect {
	return Defect{
		Name:     name,
		Sentence: sentence,
		Subject:  "patch",
		Breaks:   breaks,
		Harm:     DataDrift,
		Field:    field,
		Shows: Demo{
			Tolerant: true,
			Given:    append(people("boss", "chief"), annaAt(`"manager":{"value":"$boss"}`)),
			Request:  request,
			Control:  control,
		},
		Install: install,
	}
}

// managerText says whether an operation gives a plain text as the manager.
func managerText(s step) bool {
	_, isText := s.value().(string)
	return isText && s.place().enterprise("manager") && s.place().sub == "" && s.is("add", "replace")
}

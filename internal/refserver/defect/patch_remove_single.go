package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchRemoveSingle: RFC 7644 §3.5.2.2: a single-valued attribute that is
// removed is unassigned.
func patchRemoveSingle() []Defect {
	remove, replace := `{"op":"remove","path":"nickName"}`, `{"op":"replace","path":"nickName","value":"Ann"}`
	return []Defect{
		{
			Name:     "patch-remove-leaves-empty-text",
			Sentence: "Leaves an empty text behind when a PATCH removes a text attribute.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R02"},
			Harm:     DataDrift,
			Shows:    Demo{Given: []string{annaWith(`"nickName":"Annie"`)}, Request: patchAnna(remove), Control: patchAnna(replace)},
			Install: onSteps(func(c *Call, s step) ([]step, bool) {
				return []step{doing("replace", s.path(), "")}, removesText(c, s)
			}),
		},
		{
			Name:     "patch-remove-single-valued-ignored",
			Sentence: "Skips the remove of a text attribute and reports a success.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R02", "HOUSE-01"},
			Harm:     DataDrift,
			Shows:    Demo{Given: []string{annaWith(`"nickName":"Annie"`)}, Request: patchAnna(remove), Control: patchAnna(replace)},
			Install:  droppingSteps(removesText),
		},
	}
}

// removesText says whether an operation removes a single-valued text that is
// there and not required.
func removesText(c *Call, s step) bool {
	p := s.place()
	if !s.is("remove") || p.sub != "" || p.core("externalId") || !p.single() || p.attribute().Required {
		return false
	}
	text, isText := p.in(stored(c)).(string)
	return isText && text != ""
}

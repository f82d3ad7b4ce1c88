package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchTextForName: RFC 7644 §3.5.2.1: the value for a complex attribute is a set
// of sub-attributes.
func patchTextForName() Defect {
	return Defect{
		Name:     "patch-text-for-name",
		Sentence: "Takes a text that a PATCH adds to name for the formatted name.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R06"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"name","value":"Anna Berg"}`),
			Control: patchAnna(`{"op":"add","path":"name","value":{"formatted":"Anna Berg"}}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) {
			taken := s.is("add", "replace") && s.place().core("name") && s.place().sub == "" && s.text() != ""
			return []step{s.with("path", "name.formatted")}, taken
		}),
	}
}

package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchAddWithoutValueIgnored: RFC 7644 §3.5.2.1: add MUST carry a value.
func patchAddWithoutValueIgnored() Defect {
	return Defect{
		Name:     "patch-add-without-value-ignored",
		Sentence: "Skips an add without a value and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"nickName"}`),
			Control: patchAnna(`{"op":"replace","path":"nickName"}`),
		},
		Install: droppingSteps(func(_ *Call, s step) bool { return s.is("add") && s.value() == nil }),
	}
}

package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchUnknownAttributeIgnored: RFC 7644 §3.5.2: an operation that does not fit
// the schema yields a fitting status.
func patchUnknownAttributeIgnored() Defect {
	return Defect{
		Name:     "patch-unknown-attribute-ignored",
		Sentence: "Skips PATCH operations on attributes that it does not know and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R11", "RFC7644-3.5.2-R14"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"shoeSize","value":"39"}`),
			Control: patchAnna(`{"op":"add","path":"name.shoeSize","value":"39"}`),
		},
		Install: droppingSteps(func(_ *Call, s step) bool { return unknownPlace(s) }),
	}
}

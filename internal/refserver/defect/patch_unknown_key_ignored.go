package defect

import (
	"maps"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchUnknownKeyIgnored: RFC 7644 §3.5.2: every operation has to fit the schema.
func patchUnknownKeyIgnored() Defect {
	return Defect{
		Name:     "patch-unknown-key-ignored",
		Sentence: "Skips what it does not know in an operation without a path and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R11", "RFC7644-3.5.2-R14"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"replace","value":{"nickName":"Annie","shoeSize":"39"}}`),
			Control: patchAnna(`{"op":"replace","path":"shoeSize","value":"39"}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) {
			if !s.pathless() {
				return nil, false
			}
			known := maps.Clone(s.object())
			for name := range s.object() {
				if unknownPlace(doing("replace", name, "x")) {
					delete(known, name)
				}
			}
			return []step{s.with("value", known)}, len(known) < len(s.object())
		}),
	}
}

package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchReadOnlyIgnored: RFC 7644 §3.5.2: the mutability of an attribute is
// respected, and what is not compatible with it yields a fitting status.
func patchReadOnlyIgnored() []Defect {
	return []Defect{
		{
			Name:     "patch-read-only-ignored",
			Sentence: "Skips PATCH operations that add or replace a read-only attribute and reports a success.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2-R14", "RFC7644-3.5.2-R12"},
			Harm:     DataDrift,
			Shows: Demo{
				Given:   []string{annaWith()},
				Request: patchAnna(`{"op":"replace","path":"meta.created","value":"2011-05-13T04:42:34Z"}`),
				Control: patchAnna(`{"op":"remove","path":"meta.created"}`),
			},
			Install: droppingSteps(func(_ *Call, s step) bool { return s.is("add", "replace") && readOnlyPlace(s.place()) }),
		},
		{
			Name:     "patch-remove-read-only-ignored",
			Sentence: "Skips PATCH operations that remove a read-only attribute and reports a success.",
			Subject:  "patch",
			Breaks:   []requirement.ID{"RFC7644-3.5.2.2-R07"},
			Harm:     Annoyance,
			Shows: Demo{
				Given:   []string{annaWith()},
				Request: patchAnna(`{"op":"remove","path":"meta"}`),
				Control: patchAnna(`{"op":"remove","path":"userName"}`),
			},
			Install: droppingSteps(func(_ *Call, s step) bool { return s.is("remove") && readOnlyPlace(s.place()) }),
		},
	}
}

func readOnlyPlace(p place) bool { return p.core("id") || p.core("meta") || p.core("groups") }

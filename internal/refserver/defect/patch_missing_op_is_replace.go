package defect

import "github.com/scimulator/scimulator/internal/requirement"

// patchMissingOpIsReplace: RFC 7644 §3.5.2: each operation MUST have exactly one
// op.
func patchMissingOpIsReplace() Defect {
	return Defect{
		Name:     "patch-missing-op-is-replace",
		Sentence: "Takes a PATCH operation without op for a replace.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R05"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"path":"nickName","value":"Annie"}`),
			Control: patchAnna(`{"op":"set","path":"nickName","value":"Annie"}`),
		},
		Install: onSteps(func(_ *Call, s step) ([]step, bool) { return []step{s.with("op", "replace")}, s.op() == "" }),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
)

// patchUnknownOpIgnored: RFC 7644 §3.5.2: op is add, remove or replace, and after
// an error a failure status is returned; fd-069.
func patchUnknownOpIgnored() Defect {
	return Defect{
		Name:     "patch-unknown-op-ignored",
		Sentence: "Skips PATCH operations whose op it does not know and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R22"},
		Harm:     DataDrift,
		Field:    []string{"fd-069"},
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"update","path":"nickName","value":"Annie"}`),
			Control: patchAnna(`{"op":"add","path":"nickNames","value":"Annie"}`),
		},
		Install: droppingSteps(func(_ *Call, s step) bool { return s.op() != "" && !s.is("add", "remove", "replace") }),
	}
}

package defect

import (
	"github.com/scimulator/scimulator/internal/requirement"
	"github.com/scimulator/scimulator/internal/scim"
)

// patchWithoutOperationsAccepted: RFC 7644 §3.5.2: Operations is an array of one
// or more operations.
func patchWithoutOperationsAccepted() Defect {
	return Defect{
		Name:     "patch-without-operations-accepted",
		Sentence: "Answers a PATCH whose Operations are missing, empty or no array with a success, and does nothing.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R04"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: `PATCH /Users/$anna {"schemas":["` + scim.URNPatchOp + `"],"operation":{"op":"add","path":"nickName","value":"Annie"}}`,
			Control: patchAnna(`{"op":"adds","path":"nickName","value":"Annie"}`),
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if patches(c) && c.Body() != nil && len(c.Body().List("Operations")) == 0 {
					setSteps(c, nil)
				}
				return nil
			}}
		},
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchFailuresSkipped: RFC 7644 §3.5.2: on an error a failure status is
// returned.
func patchFailuresSkipped() Defect {
	return Defect{
		Name:     "patch-failures-skipped",
		Sentence: "Skips the operations of a PATCH that fail, applies the others and reports a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R22", "RFC7644-3.5.2-R20", "HOUSE-01"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"add","path":"title","value":"Clerk"}`, `{"op":"replace","path":"id","value":"42"}`),
			Control: patchAnna(`{"op":"replace","path":"id","value":"42"}`),
		},
		Install: onPatch(func(c *Call, steps []step) *Answer {
			whole := c.Pass()
			if whole.OK() || whole.Status == http.StatusPreconditionFailed {
				return whole
			}
			done := false
			oneByOne(c, steps, func(a *Answer) bool {
				done = done || a.OK()
				return true
			})
			if !done {
				return whole
			}
			setSteps(c, nil)
			return c.Pass()
		}),
	}
}

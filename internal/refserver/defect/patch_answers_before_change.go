package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchAnswersBeforeChange: RFC 7644 §3.5.2: 200 comes with the resource as it
// is after the PATCH.
func patchAnswersBeforeChange() Defect {
	return Defect{
		Name:     "patch-answers-before-change",
		Sentence: "Answers a PATCH of a user with the user as it was before the change.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R24"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith()},
			Request: patchAnna(`{"op":"replace","path":"nickName","value":"Annie"}`),
			Control: patchAnna(`{"op":"add","value":{}}`),
		},
		Install: func() Hooks {
			return Hooks{Before: func(c *Call) *Answer {
				if !patchesUser(c) || c.Query.Has("attributes") || c.Query.Has("excludedAttributes") {
					return nil
				}
				before := stored(c)
				a := c.Pass()
				if a.Status == http.StatusOK && before != nil {
					a.SetBody(before)
				}
				return a
			}}
		},
	}
}

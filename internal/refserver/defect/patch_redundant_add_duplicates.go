package defect

import (
	"net/http"
	"slices"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchRedundantAddDuplicates: RFC 7644 §3.5.2.1: adding a value that is there
// should change nothing.
func patchRedundantAddDuplicates() Defect {
	added := `{"op":"add","path":"emails","value":[{"type":"work","value":"anna@work.example"}]}`
	return Defect{
		Name:     "patch-redundant-add-duplicates",
		Sentence: "Stores a value of a user a second time when a PATCH adds it again.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.1-R11", "RFC7643-2.4-R10"},
		Harm:     DataDrift,
		Shows: Demo{
			Given:   []string{annaWith(twoEmails)},
			Request: patchAnna(added),
			Control: patchAnna(`{"op":"add","path":"emails","value":[{"type":"other","value":"anna@work.example"}]}`),
		},
		Install: onPatch(func(c *Call, steps []step) *Answer {
			if !patchesUser(c) || len(steps) != 1 || !addsValues(steps[0]) {
				return nil
			}
			again := alreadyThere(c, steps[0])
			a := c.Pass()
			if len(again) == 0 || !a.OK() {
				return a
			}
			// Of the ways to write, only PUT of the correct server takes a value twice.
			p, resource := steps[0].place(), stored(c)
			resource[p.attribute().Name] = slices.Concat(p.list(resource), again)
			c.Ask(http.MethodPut, c.Path, resource)
			setSteps(c, nil)
			return asUsual(c)
		}),
	}
}

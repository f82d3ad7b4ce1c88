package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchNotAtomic: RFC 7644 §3.5.2: a PATCH request SHALL be treated as atomic;
// fd-067.
func patchNotAtomic() Defect {
	return Defect{
		Name:     "patch-not-atomic",
		Sentence: "Applies the operations of a PATCH one by one: those before the failing one stay applied.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2-R20", "RFC7644-3.5.2-R21"},
		Harm:     DataDrift,
		Field:    []string{"fd-067"},
		Shows: Demo{
			Given: []string{annaWith(), hereUser("ben@example.com") + " -> ben",
				patchAnna(`{"op":"add","path":"title","value":"Clerk"}`, `{"op":"replace","path":"id","value":"42"}`)},
			Request: `GET /Users/$anna`,
			Control: `PATCH /Users/$ben ` + patchBody(`{"op":"replace","path":"id","value":"42"}`, `{"op":"add","path":"title","value":"Clerk"}`),
		},
		Install: onPatch(func(c *Call, steps []step) *Answer {
			whole := c.Pass()
			if !whole.OK() && whole.Status != http.StatusPreconditionFailed {
				oneByOne(c, steps, func(a *Answer) bool { return a.OK() })
			}
			return whole
		}),
	}
}

// oneByOne sends each operation in a request of its own, as long as on says so.
func oneByOne(c *Call, steps []step, on func(a *Answer) bool) {
	for _, s := range steps {
		setSteps(c, []step{s})
		if !on(asUsual(c)) {
			return
		}
	}
}

package defect

import (
	"net/http"

	"github.com/scimulator/scimulator/internal/requirement"
)

// patchUserNameDeletesUser: RFC 7644 §3.5.2.3: the value is replaced, and
// nothing else; fd-073.
func patchUserNameDeletesUser() Defect {
	return Defect{
		Name:     "patch-user-name-deletes-user",
		Sentence: "Deletes the user whose userName a PATCH has changed, after the answer of a success.",
		Subject:  "patch",
		Breaks:   []requirement.ID{"RFC7644-3.5.2.3-R02", "HOUSE-01"},
		Harm:     UsersLost,
		Field:    []string{"fd-073"},
		Shows: Demo{
			Given:   []string{annaWith(), hereUser("ben@example.com") + " -> ben", patchAnna(`{"op":"replace","path":"userName","value":"anna.reis@example.com"}`)},
			Request: `GET /Users/$anna`,
			Control: `PATCH /Users/$ben ` + patchBody(`{"op":"replace","path":"nickName","value":"Benny"}`),
		},
		Install: onPatch(func(c *Call, _ []step) *Answer {
			before := stored(c).String("userName")
			a := c.Pass()
			if a.OK() && patchesUser(c) && stored(c).String("userName") != before {
				c.Ask(http.MethodDelete, c.Path, nil)
			}
			return a
		}),
	}
}
